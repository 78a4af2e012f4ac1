mirador run builds and boots; the console is the user's, and so is the exit status.

  $ mkdir echo
  $ cat > echo/config.swift << 'END'
  > import Configure
  >
  > let unikernel = Unikernel(
  >   "echo", start: "Echo", needs: [.console, .name, .arguments], targets: [.unix, .virtio])
  > END
  $ cat > echo/unikernel.swift << 'END'
  > import Kernel
  >
  > /// Prints what it is given; ends with status 3 when it is given anything.
  > enum Echo {
  >   static func start(console: any Console, name: String, arguments: [String]) async {
  >     console.print("I am " + name)
  >     for argument in arguments { console.print("<" + argument + ">") }
  >     if !arguments.isEmpty { System.exit(status: 3) }
  >   }
  > }
  > END
  $ mirador run echo -t unix
  I am echo
  $ mirador run echo -t virtio --accel tcg
  I am echo

Boot arguments arrive as they were written, on both targets.

  $ mirador run echo -t unix -- "--name=Grüße an \"alle\"" "two  words" "it's" "" '\back' '$HOME' 'ü' a=b
  I am Grüße an "alle"
  <two  words>
  <it's>
  <>
  <\back>
  <$HOME>
  <ü>
  <a=b>
  [3]
  $ mirador run echo -t virtio --accel tcg -- "--name=Grüße an \"alle\"" "two  words" "it's" "" '\back' '$HOME' 'ü' a=b
  I am Grüße an "alle"
  <two  words>
  <it's>
  <>
  <\back>
  <$HOME>
  <ü>
  <a=b>
  [3]

Without --accel the host's best is used; where that is not KVM, a line on standard error says so.

  $ mirador run echo -t virtio 2>/dev/null
  I am echo

In the directory itself no name is needed, with boot arguments or without.

  $ cd echo
  $ mirador run -t unix
  I am echo
  $ mirador run -t unix -- --name=here one
  I am here
  <one>
  [3]
  $ cd ..

An image runs as well, without its sources.

  $ mirador build echo -t virtio -o echo.elf > /dev/null
  $ mirador run echo.elf -t virtio --accel tcg --memory 64 -- x
  I am echo
  <x>
  [3]
  $ mirador build echo -t unix -o echo.unix > /dev/null
  $ mirador run ./echo.unix -t unix
  I am echo

What is neither is answered with what looks right.

  $ mirador run . -t unix -- --name=x
  mirador: "." has no config.swift, so it is not the directory of a unikernel. echo looks right. Try: ./mirador run echo -t unix -- --name=x
  [2]
  $ mirador run ecoh -t unix
  mirador: There is no "ecoh". echo looks right. Try: ./mirador run echo -t unix
  [2]
  $ mirador run echo/unikernel.swift -t unix
  mirador: "echo/unikernel.swift" is a file, and neither an image nor the directory of a unikernel. echo looks right. Try: ./mirador run echo -t unix
  [2]
  $ printf '\177ELF' > stub.elf
  $ mirador run stub.elf -t unix
  mirador: {here}/stub.elf is not an ELF image; build it again with: mirador build
  [5]
  $ mirador run nothing -t unix
  mirador: There is no "nothing". Give a directory that holds config.swift and unikernel.swift; to begin with one of a lesson: ./mirador learn
  [2]

The targets are what config.swift says.

  $ cat > echo/config.swift << 'END'
  > import Configure
  >
  > let unikernel = Unikernel(
  >   "echo", start: "Echo", needs: [.console, .name, .arguments], targets: [.unix])
  > END
  $ mirador run echo -t virtio
  mirador: config.swift: error: target virtio is not among its targets (unix). Add .virtio to `targets`, or build for one of those.

  Edit:  echo/config.swift
  Next:  ./mirador run echo -t virtio
  [3]

A trap ends with the line that it came from.

  $ cat > echo/unikernel.swift << 'END'
  > import Kernel
  >
  > enum Echo {
  >   static func start(console: any Console, name: String, arguments: [String]) async {
  >     var numbers = [1, 2, 3]
  >     numbers.removeAll()
  >     console.print("\(numbers[arguments.count])")
  >   }
  > }
  > END
  $ mirador run echo -t unix
  TRAP invalid opcode: a failed precondition, or an instruction that this processor lacks
    at {address}
    at {address}
    at {address}
    at {address}
    registers
      rax {address} rbx {address} rcx {address}
      rdx {address} rsi {address} rdi {address}
      rbp {address} r8 {address} r9 {address}
      r10 {address} r11 {address} r12 {address}
      r13 {address} r14 {address} r15 {address}
      rip {address} rflags {address} rsp {address}
  mirador: with names and lines:
  TRAP invalid opcode: a failed precondition, or an instruction that this processor lacks
    at {address}  Swift runtime failure: Index out of range
    at {address}  Array._checkSubscript(_:wasNativeTypeChecked:)
    at {address}  Array.subscript.getter
    at {address}  Echo.start(console:name:arguments:) at unikernel.swift:7
  [255]

When nobody reads the console, the unikernel ends all the same.

  $ cat > echo/unikernel.swift << 'END'
  > import Kernel
  >
  > enum Echo {
  >   static func start(console: any Console, name: String, arguments: [String]) async {
  >     for number in 1...100_000 { console.print("\(number)") }
  >   }
  > }
  > END
  $ exec 3>&1
  $ { mirador run echo -t unix; echo "status $?" >&3; } | head -n 1
  1
  status 141
