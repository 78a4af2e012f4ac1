import Foundation
import Processes
import Testing

@testable import Machines

@Suite struct UnixBootTests {
  @Test(arguments: [0, 1, 7, 126, 127, 255])
  func tellsExitStatus(status: Int) async throws {
    let image = try Fixtures.process("mov $\(status), %edi\njmp end")
    let transcript = try await boot(image)
    #expect(transcript.ending == .exited(status))
    #expect(transcript.lines.isEmpty)
    #expect(transcript.accelerator == nil)
  }

  @Test func argumentsAreItsOwnAndMemoryComesFirst() async throws {
    // Prints argv[1], argv[2], argv[3], each with its NUL.
    let image = try Fixtures.process(
      """
      mov 16(%rsp), %rsi
        mov 32(%rsp), %rdx
        sub %rsi, %rdx
        add $3, %rdx
        call print
        xor %edi, %edi
        jmp end
      """)
    let seen = Collector()
    let request = Boot(image, target: .unix, memory: 8, arguments: ["a \"b\"\\", "xy"])
    let transcript = try await Machine().boot(request) { seen.append($0) }
    #expect(transcript.ending == .exited(0))
    #expect(String(decoding: seen.bytes, as: UTF8.self) == "--memory=8\0a \"b\"\\\0xy\0")
  }

  @Test func hasThreeDescriptorsAndNoMore() async throws {
    // fcntl(3...99, F_GETFD) must fail for all; the exit status is how many did not.
    let image = try Fixtures.process(
      """
      mov $3, %ebx
        xor %r12d, %r12d
      next: mov $72, %eax
        mov %ebx, %edi
        mov $1, %esi
        syscall
        test %rax, %rax
        js closed
        inc %r12d
      closed: inc %ebx
        cmp $100, %ebx
        jne next
        mov %r12d, %edi
        jmp end
      """)
    let inheritable = dup(2)
    defer { close(inheritable) }
    #expect(fcntl(inheritable, F_GETFD) & FD_CLOEXEC == 0)
    #expect(try await boot(image).ending == .exited(0))
  }

  @Test(arguments: [(31, "outside its sandbox"), (11, "not its own"), (9, "killed from outside")])
  func tellsTheSignalThatKilledIt(signal: Int, words: String) async throws {
    let image = try Fixtures.process(
      "mov $39, %eax\nsyscall\nmov %eax, %edi\nmov $62, %eax\nmov $\(signal), %esi\nsyscall\nhlt")
    let ending = try await boot(image).ending
    #expect(ending == .killed(signal: signal))
    #expect(ending.message().contains(words))
  }

  @Test func linesAreStampedWhenTheyCome() async throws {
    let image = try Fixtures.process(
      """
      lea first(%rip), %rsi
        mov $4, %edx
        call print
        mov $35, %eax
        lea pause(%rip), %rdi
        xor %esi, %esi
        syscall
        lea second(%rip), %rsi
        mov $5, %edx
        call print
        xor %edi, %edi
        jmp end
      first: .ascii "one\\n"
      second: .ascii "two\\r\\n"
      pause: .quad 1, 0
      """)
    let lines = try await boot(image).lines
    try #require(lines.map(\.text) == ["one", "two"])
    // nanosleep sleeps one second at least; only a reader that waits for more would close the gap.
    #expect(lines[1].at - lines[0].at > .milliseconds(900))
  }

  @Test func timeOutAsksForABacktrace() async throws {
    // Handles SIGQUIT with rt_sigaction, as an image does: report, exit 255.
    let image = try Fixtures.process(
      """
      mov $13, %eax
        mov $3, %edi
        lea action(%rip), %rsi
        xor %edx, %edx
        mov $8, %r10d
        syscall
      spin: jmp spin
      quit: lea report(%rip), %rsi
        mov $ended - report, %edx
        call print
        mov $255, %edi
        jmp end
        .data
      action: .quad quit, 0x04000000, quit, 0
      report: .ascii "TRAP quit\\n  at 0x0000000000000010\\n"
      ended:
        .text
      """)
    let ending = try await boot(image, budget: .milliseconds(300)).ending
    #expect(ending == .timedOut(location: "0x0000000000000010"))
  }

  @Test func timeOutWithoutHandlerIsLocatedBySystemCall() async throws {
    let image = try Fixtures.process("mov $34, %eax\nsyscall\nafter: jmp end")
    let ending = try await boot(image, budget: .milliseconds(300)).ending
    guard case .timedOut(let location?) = ending else {
      Issue.record("ended as \(ending)")
      return
    }
    #expect(location.hasPrefix("waiting in "))
  }

  @Test func timeOutIsKilledWhenItIgnoresTheQuestion() async throws {
    // rt_sigprocmask blocks everything, then it spins.
    let image = try Fixtures.process(
      """
      mov $14, %eax
        xor %edi, %edi
        lea all(%rip), %rsi
        xor %edx, %edx
        mov $8, %r10d
        syscall
      spin: jmp spin
      all: .quad -1
      """)
    #expect(try await boot(image, budget: .milliseconds(200)).ending == .timedOut(location: nil))
    #expect(children(running: image.path).isEmpty)
  }

  @Test func floodIsCutPromptly() async throws {
    let image = try Fixtures.process(
      "again: lea text(%rip), %rsi\nmov $65536, %edx\ncall print\njmp again\n"
        + "text: .fill 65536, 1, 0x61")
    var request = Boot(image, target: .unix, budget: .seconds(60))
    request.outputLimit = 1 << 20
    let transcript = try await Machine().boot(request)
    #expect(transcript.ending == .flooded)
    #expect(transcript.lines.map(\.text.utf8.count) == [1 << 20])
  }

  @Test func endlessNewlinesAreAFloodToo() async throws {
    let image = try Fixtures.process(
      "again: lea text(%rip), %rsi\nmov $65536, %edx\ncall print\njmp again\n"
        + "text: .fill 65536, 1, 0x0a")
    let transcript = try await boot(image, budget: .seconds(60))
    #expect(transcript.ending == .flooded)
    #expect(transcript.lines.count == Limits.lines)
  }

  @Test func closedConsoleDoesNotEndTheWatch() async throws {
    let image = try Fixtures.process(
      """
      mov $3, %eax
        mov $1, %edi
        syscall
        mov $3, %eax
        mov $2, %edi
        syscall
        mov $35, %eax
        lea pause(%rip), %rdi
        xor %esi, %esi
        syscall
        mov $9, %edi
        jmp end
      pause: .quad 0, 200000000
      """)
    let transcript = try await boot(image)
    #expect(transcript.ending == .exited(9))
    #expect(transcript.duration >= .milliseconds(200))
  }

  @Test func whatItStartedDiesWithIt() async throws {
    // fork: the child spins with the console open, the parent ends.
    let image = try Fixtures.process(
      "mov $57, %eax\nsyscall\ntest %eax, %eax\nspin: jz spin\nmov $4, %edi\njmp end")
    #expect(try await boot(image).ending == .exited(4))
    #expect(children(running: image.path).isEmpty)
  }

  @Test func cancellationKillsAndThrows() async throws {
    let image = try Fixtures.process("spin: jmp spin")
    let task = Task { try await Machine().boot(Boot(image, target: .unix)) }
    try await Task.sleep(for: .milliseconds(200))
    task.cancel()
    await #expect(throws: MachineFailure.cancelled) { try await task.value }
    #expect(children(running: image.path).isEmpty)
  }

  @Test func manyAtOnceLeaveNothing() async throws {
    let image = try Fixtures.process("mov $3, %edi\njmp end")
    let before = try descriptors()
    try await withThrowingTaskGroup(of: Ending.self) { group in
      for _ in 0..<40 { group.addTask { try await boot(image).ending } }
      for try await ending in group { #expect(ending == .exited(3)) }
    }
    #expect(children(running: image.path).isEmpty)
    // Other suites run beside this one and open some for a while; a leak of one per boot would stay.
    var left = try descriptors().subtracting(before)
    let deadline = ContinuousClock.now + .seconds(600)
    while left.count >= 40 && ContinuousClock.now < deadline {
      try await Task.sleep(for: .milliseconds(100))
      try left.formIntersection(descriptors())
    }
    #expect(left.count < 40)
  }

  @Test func missingAndUnfitImagesAreNamed() async throws {
    let absent = Fixtures.scratch("absent")
    await #expect(throws: MachineFailure.environment(Messages.imageMissing(absent.path))) {
      try await boot(absent)
    }
    let text = Fixtures.scratch("text")
    try "exit 0".write(to: text, atomically: true, encoding: .utf8)
    chmod(text.path, 0o755)
    await #expect(throws: MachineFailure.environment(Messages.imageUnfit(text.path))) {
      try await boot(text)
    }
    try Data([0x7f, 0x45, 0x4c, 0x46, 2]).write(to: text)
    await #expect(throws: MachineFailure.environment(Messages.imageUnfit(text.path))) {
      try await boot(text)
    }
    // A header and nothing that could be run: the kernel refuses it, and no shell gets it.
    var header = Data([0x7f, 0x45, 0x4c, 0x46, 2] + [UInt8](repeating: 0, count: 59))
    header[18] = 62
    try header.write(to: text)
    await #expect(throws: MachineFailure.self) {
      try await Machine(search: SearchPath([])).boot(Boot(text, target: .unix))
    }
    chmod(text.path, 0o644)
    await #expect(throws: MachineFailure.environment(Messages.imageNotExecutable(text.path))) {
      try await boot(text)
    }
  }

  private func boot(_ image: URL, budget: Duration = .seconds(30)) async throws -> Transcript {
    try await Machine().boot(Boot(image, target: .unix, budget: budget))
  }

  /// Each with what it is open on, so that a number that is used again is another one.
  private func descriptors() throws -> Set<String> {
    let folder = "/proc/self/fd/"
    let names = try FileManager.default.contentsOfDirectory(atPath: folder)
    return Set(
      names.compactMap { name in
        (try? FileManager.default.destinationOfSymbolicLink(atPath: folder + name))
          .map { name + " " + $0 }
      })
  }
}
