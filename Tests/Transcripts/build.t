mirador build makes an image of the directory of a unikernel.

  $ example Hello hello
  $ mirador build hello -t unix
  image    hello/.mirador/unix/hello
  symbols  hello/.mirador/unix/hello.symbols
  map      hello/.mirador/unix/hello.map
  size     {number} bytes loaded, {number} bytes on disk
  time     library {time} (cached), configure {time}, compile {time}, link {time}
  Next:  ./mirador run hello/.mirador/unix/hello -t unix

The second time nothing but the link is left to do.

  $ mirador build hello -t unix
  image    hello/.mirador/unix/hello
  symbols  hello/.mirador/unix/hello.symbols
  map      hello/.mirador/unix/hello.map
  size     {number} bytes loaded, {number} bytes on disk
  time     library {time} (cached), configure {time}, compile {time} (cached), link {time}
  Next:  ./mirador run hello/.mirador/unix/hello -t unix
  $ ls hello hello/.mirador/unix
  hello:
  config.swift
  unikernel.swift

  hello/.mirador/unix:
  hello
  hello.map
  hello.symbols
  manifest.S
  manifest.json
  manifest.o

In the directory itself no name is needed.

  $ cd hello
  $ mirador build -t virtio
  image    .mirador/virtio/hello
  symbols  .mirador/virtio/hello.symbols
  map      .mirador/virtio/hello.map
  size     {number} bytes loaded, {number} bytes on disk
  time     library {time} (cached), configure {time}, compile {time} (cached), link {time}
  Next:  ./mirador run .mirador/virtio/hello -t virtio
  $ cd ..

--output says where the image goes.

  $ mirador build hello -t unix -o hello.elf
  image    hello.elf
  symbols  hello.elf.symbols
  map      hello.elf.map
  size     {number} bytes loaded, {number} bytes on disk
  time     library {time} (cached), configure {time}, compile {time} (cached), link {time}
  Next:  ./mirador run hello.elf -t unix
  $ ls
  hello
  hello.elf
  hello.elf.map
  hello.elf.symbols
  $ mirador build hello -t unix -o no/such/folder/hello.elf
  mirador: There is no folder no/such/folder for the image. Try: mkdir -p no/such/folder
  [2]

In a wrong directory the tool says which one looks right.

  $ mirador build . -t unix
  mirador: "." has no config.swift, so it is not the directory of a unikernel. hello looks right. Try: ./mirador build hello -t unix
  [2]
  $ mirador build -t unix
  mirador: "." has no config.swift, so it is not the directory of a unikernel. hello looks right. Try: ./mirador build hello -t unix
  [2]
  $ mkdir hello/notes
  $ (cd hello/notes && mirador build -t unix)
  mirador: "." has no config.swift, so it is not the directory of a unikernel. .. looks right. Try: ./mirador build .. -t unix
  [2]
  $ mirador build hello/notes -t unix
  mirador: "hello/notes" has no config.swift, so it is not the directory of a unikernel. hello looks right. Try: ./mirador build hello -t unix
  [2]
  $ mirador build hello/config.swift -t unix
  mirador: "hello/config.swift" is a file, and not the directory of a unikernel. hello looks right. Try: ./mirador build hello -t unix
  [2]
  $ mirador build helo -t unix
  mirador: There is no "helo". hello looks right. Try: ./mirador build hello -t unix
  [2]
  $ mkdir -p "deep/a b/c" other empty
  $ example Noop "deep/a b/c"
  $ mirador build deep -t unix
  mirador: "deep" has no config.swift, so it is not the directory of a unikernel. deep/a b/c looks right. Try: ./mirador build 'deep/a b/c' -t unix
  [2]
  $ mirador build empty -t unix
  mirador: "empty" has no config.swift, so it is not the directory of a unikernel. Give a directory that holds config.swift and unikernel.swift; to begin with one of a lesson: ./mirador learn
  [2]
  $ mirador build nothing/like/it -t unix
  mirador: There is no "nothing/like/it". Give a directory that holds config.swift and unikernel.swift; to begin with one of a lesson: ./mirador learn
  [2]
  $ rm -r deep
  $ for i in 1 2 3 4 5 6; do example Noop "noop-$i"; done
  $ mirador build -t unix
  mirador: "." has no config.swift, so it is not the directory of a unikernel. These look right: hello, noop-1, noop-2, noop-3 and 3 more. Try: ./mirador build hello -t unix
  [2]
  $ rm -r noop-*

Half a unikernel is answered with what is missing.

  $ cp hello/config.swift other
  $ mirador build other -t unix
  mirador: {here}/other has no unikernel.swift. A unikernel is a folder with config.swift and unikernel.swift.

  Edit:  other/unikernel.swift
  Next:  ./mirador build other -t unix
  [3]

A compile error has its file and its line.

  $ cat > other/unikernel.swift << 'END'
  > import Kernel
  >
  > enum Hello {
  >   static func start(console: any Console) async {
  >     console.write("Hello")
  >   }
  > }
  > END
  $ mirador build other -t unix
  mirador: unikernel.swift:5:19: error: cannot convert value of type 'String' to expected argument type 'UnsafeRawBufferPointer'
  3 | enum Hello {
  4 |   static func start(console: any Console) async {
  5 |     console.write("Hello")
    |                   `- error: cannot convert value of type 'String' to expected argument type 'UnsafeRawBufferPointer'
  6 |   }
  7 | }

  Edit:  other/unikernel.swift
  Next:  ./mirador build other -t unix
  [3]
  $ cd other
  $ mirador build -t unix
  mirador: unikernel.swift:5:19: error: cannot convert value of type 'String' to expected argument type 'UnsafeRawBufferPointer'
  3 | enum Hello {
  4 |   static func start(console: any Console) async {
  5 |     console.write("Hello")
    |                   `- error: cannot convert value of type 'String' to expected argument type 'UnsafeRawBufferPointer'
  6 |   }
  7 | }

  Edit:  unikernel.swift
  Next:  ./mirador build -t unix
  [3]
  $ cd ..

So has one of config.swift.

  $ cat > other/config.swift << 'END'
  > import Configure
  >
  > let unikernel = Unikernel("hello", start: "Hello", needs: [.consol], targets: [.unix])
  > END
  $ mirador build other -t unix
  mirador: config.swift:3:61: error: type 'Need' has no member 'consol'
  1 | import Configure
  2 |\x20 (esc)
  3 | let unikernel = Unikernel("hello", start: "Hello", needs: [.consol], targets: [.unix])
    |                                                             `- error: type 'Need' has no member 'consol'
  4 |\x20 (esc)

  Edit:  other/config.swift
  Next:  ./mirador build other -t unix
  [3]
  $ echo 'import Configure' > other/config.swift
  $ mirador build other -t unix
  mirador: config.swift: error: it must declare `let unikernel = Unikernel(…)`.
  The compiler says: cannot find 'unikernel' in scope

  Edit:  other/config.swift
  Next:  ./mirador build other -t unix
  [3]
  $ cat > other/config.swift << 'END'
  > import Configure
  >
  > let unikernel = Unikernel("hello world", start: "Hello", targets: [.unix])
  > END
  $ mirador build other -t unix
  mirador: config.swift:3: error: "hello world" is no name for a unikernel. Use 1 to 64 letters, digits and dashes.

  Edit:  other/config.swift
  Next:  ./mirador build other -t unix
  [3]

The function that config.swift asks for must be there.

  $ cp hello/unikernel.swift other
  $ cat > other/config.swift << 'END'
  > import Configure
  >
  > let unikernel = Unikernel("hello", start: "Hello", needs: [.clock], targets: [.unix])
  > END
  $ mirador build other -t unix
  mirador: unikernel.swift: error: config.swift:3 asks for this function, and it is not there:

    enum Hello {
      static func start(clock: any MonotonicClock) async { … }
    }

  The compiler says: generic parameter 'Failure' could not be inferred
  Write the function as above, or change `start:` and `needs:` in config.swift.

  Edit:  other/unikernel.swift
  Next:  ./mirador build other -t unix
  [3]

A target is one of those that it declares.

  $ mirador build other -t virtio
  mirador: config.swift: error: target virtio is not among its targets (unix). Add .virtio to `targets`, or build for one of those.

  Edit:  other/config.swift
  Next:  ./mirador build other -t virtio
  [3]

What unikernels do not have is named.

  $ printf 'import Foundation\n' > other/unikernel.swift
  $ mirador build other -t unix
  mirador: unikernel.swift:1:8: error: no such module 'Foundation'
  1 | import Foundation
    |        `- error: no such module 'Foundation'
  2 |\x20 (esc)

  Edit:  other/unikernel.swift
  Next:  ./mirador build other -t unix
  [3]
  $ printf 'caf\351\n' > other/unikernel.swift
  $ mirador build other -t unix
  mirador: unikernel.swift:1: error: this line is not UTF-8 text. Save the file as UTF-8.

  Edit:  other/unikernel.swift
  Next:  ./mirador build other -t unix
  [3]
