import Configure
import Foundation
import Machines
import Testing

@testable import Build

/// The seccomp sandbox of the target unix, from inside: an application in assembly makes any system
/// call it is told to, on the real platform code.
@Suite struct SandboxTests {
  /// What a process may do: write, clock_gettime, exit_group, ppoll. Only ports need a fifth.
  private static let allowed: Set<Int> = [1, 228, 231, 271]

  /// uretprobe and uprobe: newer kernels answer them without asking any filter, with a signal or an
  /// error unless they placed the call themselves (arch/x86/kernel/uprobes.c).
  private static let unfiltered: Set<Int> = [335, 336]

  /// Every number that Linux has, a good many that it has not yet, and the x32 ABI's.
  private static let numbers = Array(0...512) + [1, 2, 41, 59, 231].map { $0 | 0x4000_0000 }

  @Test func allCallsButFourKillTheProcess() async throws {
    let image = try await Self.prober.value
    let survived = try await withThrowingTaskGroup(of: Int?.self) { group in
      for number in Self.numbers {
        group.addTask {
          // The first argument is the console for write and the monotonic clock for clock_gettime.
          let ending = try await call(image, number, 1)
          return ending == .killed(signal: Int(SIGSYS)) ? nil : number
        }
      }
      var survived: Set<Int> = []
      for try await number in group { if let number { survived.insert(number) } }
      return survived
    }
    #expect(survived.subtracting(Self.unfiltered) == Self.allowed)
    #expect(Self.allowed.count <= 9)
  }

  @Test(arguments: [(1, 1), (228, 0), (228, 1), (271, 0)])
  func anAllowedCallReturns(number: Int, argument: Int) async throws {
    #expect(try await call(Self.prober.value, number, argument) == .exited(42))
  }

  @Test func leavingIsAllowed() async throws {
    #expect(try await call(Self.prober.value, 231, 7) == .exited(7))
  }

  @Test(
    "Arguments count too",
    arguments: [
      (1, 0), (1, 2), (1, 3), (1, -1),  // write to anything but the console
      (228, 2), (228, 4), (228, -1),  // clock_gettime of anything but the wall and monotonic clocks
    ])
  func anotherArgumentKills(number: Int, argument: Int) async throws {
    let ending = try await call(Self.prober.value, number, argument)
    #expect(ending == .killed(signal: Int(SIGSYS)))
    #expect(ending.message().contains("a system call outside its sandbox"))
  }

  /// By the gate of 32-bit programs, whose numbers mean other calls: 1 is exit, 4 write.
  @Test(arguments: [1, 4, 5, 11])
  func the32BitGateIsClosed(number: Int) async throws {
    let ending = try await call(Self.prober.value, number, 1, gate: "32")
    // A kernel without 32-bit programs has no such gate: a trap.
    #expect(ending == .killed(signal: Int(SIGSYS)) || ending == .exited(255))
  }

  /// An image with ports may read and write the descriptors that it inherited, and no others.
  @Test(
    arguments: [0, 1], [(3, true), (4, true), (5, false), (2, false), (0, false), (-1, false)])
  func onlyInheritedDescriptorsAreThere(
    call number: Int, descriptor: (number: Int, isThere: Bool)
  ) async throws {
    let sockets = try (0..<2).map { _ in try PortSocket() }
    let ports = sockets.enumerated().map { MachinePort("port\($0)", .descriptor($1.far)) }
    let ending = try await call(
      Self.portProber.value, number, descriptor.number, ports: ports)
    let expected: Ending = descriptor.isThere ? .exited(42) : .killed(signal: Int(SIGSYS))
    #expect(ending == expected)
  }

  /// Nothing else came with them.
  @Test(arguments: [2, 3, 9, 39, 41, 57, 59, 72, 318])
  func portsAreAllThatIsMore(number: Int) async throws {
    let socket = try PortSocket()
    let ports = [MachinePort("port", .descriptor(socket.far))]
    let ending = try await call(Self.portProber.value, number, 3, ports: ports)
    #expect(ending == .killed(signal: Int(SIGSYS)))
  }

  @Test(arguments: Target.allCases)
  func noPartOfAnImageIsBothWritableAndExecutable(target: Target) async throws {
    let image = try await Behaviours.image(for: target)
    let file = try [UInt8](Data(contentsOf: image.executable))
    func integer(_ offset: Int, _ size: Int) -> Int {
      file[offset..<offset + size].reversed().reduce(0) { $0 << 8 | Int($1) }
    }
    // ELF-64: program headers at e_phoff, e_phentsize bytes each; p_type 1 is PT_LOAD and
    // 0x6474e551 PT_GNU_STACK; p_flags 1 is execute, 2 write.
    let headers = (0..<integer(56, 2)).map { integer(32, 8) + $0 * integer(54, 2) }
    let loaded = headers.filter { [1, 0x6474_e551].contains(integer($0, 4)) }
    #expect(loaded.count >= 3)
    for header in loaded { #expect(integer(header + 4, 4) & 3 != 3) }
  }

  private func call(
    _ image: URL, _ number: Int, _ argument: Int, gate: String = "64", ports: [MachinePort] = []
  ) async throws -> Ending {
    var boot = Boot(
      image, target: .unix, arguments: ["\(number)", "\(argument)", gate], budget: Boots.patience)
    boot.ports = ports
    let request = boot
    return try await Boots.berths.use { try await Machine().boot(request).ending }
  }

  /// The application: `main` on the platform's own objects, without Swift. Its boot arguments are a
  /// call's number, its first argument, and the gate; the third argument points to zeroes. Afterwards
  /// it ends with 42.
  private static let prober = Task { try await build("prober") }

  /// The same with what images have that drive descriptors.
  private static let portProber = Task { try await build("port-prober", ["-DPORTS"]) }

  private static func build(_ name: String, _ options: [String] = []) async throws -> URL {
    let folder = Behaviours.cache.appending(path: name)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let toolchain = try Toolchain(path: ProcessInfo.processInfo.environment["PATH"] ?? "")
    let compiler = KernelCompiler(
      root: Behaviours.root, cache: Behaviours.cache, toolchain: toolchain, progress: { _ in })
    let library = try await compiler.library().0
    let source = folder.appending(path: "main.c")
    let object = folder.appending(path: "main.o")
    let image = folder.appending(path: "prober")
    try Data(code.utf8).write(to: source)
    let flags = ["-c", "-O1", "-ffreestanding", "-I", "Sources/Kernel/Platform/include"] + options
    let compiled = try await Command(
      toolchain.clang, flags + [source.path, "-o", object.path], in: Behaviours.root
    ).run()
    try #require(compiled.status == 0, "\(compiled.text)")
    let linker = Linker(toolchain: toolchain, library: library, root: Behaviours.root)
    try await linker.link([object], for: .unix, into: image, map: nil)
    return image
  }

  private static let code = """
    #include <platform.h>
    #include <platform_devices.h>

    static long number(const char *text) {
      bool negative = *text == '-';
      long value = 0;
      for (text += negative; *text != 0; text++) value = value * 10 + (*text - '0');
      return negative ? -value : value;
    }

    int main(void) {
      static long zeroes[16];
    #ifdef PORTS
      platform_descriptor_find("port", 4);
    #endif
      const char *const *arguments = platform_information()->arguments;
      long call = number(arguments[0]), first = number(arguments[1]);
      register long r10 __asm__("r10") = 0;
      register long r8 __asm__("r8") = 0;
      register long r9 __asm__("r9") = 0;
      if (arguments[2][0] == '6') {
        __asm__ volatile("syscall"
                         : "+a"(call)
                         : "D"(first), "S"(0), "d"(zeroes), "r"(r10), "r"(r8), "r"(r9)
                         : "rcx", "r11", "memory");
      } else {
        __asm__ volatile("int $0x80" : "+a"(call) : "b"(first), "c"(0), "d"(0) : "memory");
      }
      platform_exit(42);
    }
    """
}
