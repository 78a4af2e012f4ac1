import Foundation
import Processes
import Testing

@testable import Machines

/// The accelerators that work where the tests run: emulation always.
let accelerators: [Accelerator] = KvmDevice.obstacle() == nil ? [.tcg, .kvm] : [.tcg]

@Suite struct VirtioBootTests {
  @Test(arguments: accelerators)
  func tellsConsoleAndStatus(accelerator: Accelerator) async throws {
    let image = try Fixtures.virtual(printing: "hello\r\nworld", saying: "exit 7\n")
    let transcript = try await boot(image, accelerator)
    #expect(transcript.lines.map(\.text) == ["hello", "world"])
    #expect(transcript.ending == .exited(7))
    #expect(transcript.accelerator == accelerator)
    #expect(transcript.lines[0].at > .zero && transcript.lines[1].at <= transcript.duration)
  }

  @Test(arguments: ["", "exit 256\n", "exit 7", "exit 07\n", "exit 0\nexit 0\n", " exit 0\n"])
  func vanishesWithoutExactStatus(word: String) async throws {
    let image = try Fixtures.virtual(printing: "", saying: word)
    let transcript = try await boot(image, .tcg)
    #expect(transcript.ending == .vanished(Messages.poweredOffSilently))
    #expect(transcript.lines.isEmpty)
  }

  @Test func vanishesWhenStatusIsToldButMachineIsReset() async throws {
    let image = try Fixtures.virtual(
      """
      mov $0x80000, %esp
        mov $word, %esi
        mov $0xe9, %dx
        call send
        lidt nothing
        int3
      word: .asciz "exit 0\\n"
      nothing: .word 0, 0, 0
      """)
    #expect(try await boot(image, .tcg).ending == .vanished(Messages.guestReset))
  }

  @Test(arguments: accelerators)
  func timesOutWithLocation(accelerator: Accelerator) async throws {
    let image = try Fixtures.virtual("jmp spin\nnop\n.type spin, @function\nspin: jmp spin")
    var request = Boot(image, target: .virtio, accelerator: accelerator)
    request.budget = .milliseconds(800)
    let transcript = try await Machine().boot(request)
    guard case .timedOut(let location?) = transcript.ending else {
      Issue.record("ended as \(transcript.ending)")
      return
    }
    #expect(location.contains("spin"))
    #expect(location.contains("image.S"))
  }

  @Test func saysWaitingWhenHalted() async throws {
    let image = try Fixtures.virtual("hlt")
    var request = Boot(image, target: .virtio)
    request.budget = .milliseconds(800)
    let ending = try await Machine().boot(request).ending
    guard case .timedOut(let location?) = ending else {
      Issue.record("ended as \(ending)")
      return
    }
    #expect(location.hasPrefix("waiting in "))
  }

  @Test func callersAreNamedInLongMode() async throws {
    // Identity-maps 1 GB by 512 pages of 2 MB, enters long mode, keeps frame pointers.
    let image = try Fixtures.virtual(
      """
      mov $0x200000, %edi
        movl $0x201003, (%edi)
        movl $0x202003, 0x1000(%edi)
        mov $0x83, %eax
        lea 0x2000(%edi), %ebx
      page: mov %eax, (%ebx)
        add $8, %ebx
        add $0x200000, %eax
        cmp $0x203000, %ebx
        jne page
        mov %edi, %cr3
        mov %cr4, %eax
        or $0x20, %eax
        mov %eax, %cr4
        mov $0xc0000080, %ecx
        rdmsr
        or $0x100, %eax
        wrmsr
        mov %cr0, %eax
        or $0x80000000, %eax
        mov %eax, %cr0
        lgdt table
        ljmp $8, $long
      gdt: .quad 0, 0x00af9a000000ffff
      table: .word 15
        .long gdt
        .code64
        .type spin, @function
      spin: push %rbp
        mov %rsp, %rbp
      here: jmp here
        .type caller, @function
      caller: push %rbp
        mov %rsp, %rbp
        call spin
        nop
        .type long, @function
      long: mov $0x80000, %esp
        xor %ebp, %ebp
        push %rbp
        push %rbp
        mov %rsp, %rbp
        call caller
        nop
        .code32
      """)
    var request = Boot(image, target: .virtio)
    request.budget = .seconds(1)
    let ending = try await Machine().boot(request).ending
    guard case .timedOut(let location?) = ending else {
      Issue.record("ended as \(ending)")
      return
    }
    let frames = location.components(separatedBy: ", called from ")
    #expect(frames.map { $0.prefix { $0 != " " } } == ["here", "caller", "long"])
  }

  @Test func floodIsCut() async throws {
    let image = try Fixtures.virtual(
      "mov $0x3f8, %dx\nmov $'x', %al\nagain: out %al, %dx\njmp again")
    var request = Boot(image, target: .virtio)
    request.outputLimit = 10_000
    let transcript = try await Machine().boot(request)
    #expect(transcript.ending == .flooded)
    #expect(transcript.lines.map(\.text) == [String(repeating: "x", count: 10_000)])
  }

  @Test func statusFloodIsBounded() async throws {
    let image = try Fixtures.virtual(
      "mov $0xe9, %dx\nmov $'x', %al\nagain: out %al, %dx\njmp again")
    var request = Boot(image, target: .virtio)
    request.budget = .milliseconds(800)
    let ending = try await Machine().boot(request).ending
    guard case .timedOut = ending else {
      Issue.record("ended as \(ending)")
      return
    }
  }

  @Test(arguments: [
    ["plain"], ["", "a b", "\"q\"", "back\\slash", "tab\tnew\nline", "é\u{301}\\"],
  ])
  func argumentsReachTheGuest(arguments: [String]) async throws {
    // The start info's command line is at offset 24; it is echoed to the console.
    let image = try Fixtures.virtual(
      """
      mov $0x80000, %esp
        mov 24(%ebx), %esi
        call print
        mov $word, %esi
        jmp end
      word: .asciz "exit 0\\n"
      """)
    let seen = Collector()
    let request = Boot(image, target: .virtio, arguments: arguments)
    let transcript = try await Machine().boot(request) { seen.append($0) }
    #expect(transcript.ending == .exited(0))
    #expect(BootArguments.split(seen.bytes) == arguments.map { Array($0.utf8) })
  }

  @Test func qemuMissingIsAnEnvironmentFailure() async throws {
    let image = try Fixtures.virtual("hlt")
    await #expect(throws: MachineFailure.environment(Messages.qemuMissing)) {
      try await Machine(search: SearchPath([])).boot(Boot(image, target: .virtio))
    }
  }

  @Test func notAnImageVanishesWithQemusWords() async throws {
    let file = try Fixtures.process("jmp end")
    let ending = try await boot(file, .tcg).ending
    guard case .vanished(let why) = ending else {
      Issue.record("ended as \(ending)")
      return
    }
    #expect(why.contains("qemu"))
  }

  @Test func cancellationKillsAndThrows() async throws {
    let image = try Fixtures.virtual("spin: jmp spin")
    let task = Task { try await Machine().boot(Boot(image, target: .virtio)) }
    try await Task.sleep(for: .milliseconds(300))
    task.cancel()
    await #expect(throws: MachineFailure.cancelled) { try await task.value }
    #expect(children(running: image.path).isEmpty)
  }

  private func boot(_ image: URL, _ accelerator: Accelerator) async throws -> Transcript {
    var request = Boot(image, target: .virtio, accelerator: accelerator)
    request.budget = .seconds(30)
    return try await Machine().boot(request)
  }
}
