import Build
import Foundation
import Machines
import Processes
import Synchronization
import Testing

/// The behaviours on an emulated machine that differs from the usual one by options of QEMU's.
enum BareMachine {
  /// What the machine prints.
  /// - Parameters:
  ///   - behaviour: the boot arguments, in one line.
  ///   - options: come after those of every boot, and so count before them.
  static func boot(_ behaviour: String, _ options: String...) async throws -> [String] {
    try await boot(Behaviours.image(for: .virtio), behaviour, options)
  }

  /// The same for another image.
  static func boot(
    _ image: Image, _ commandLine: String, _ options: [String]
  ) async throws -> [String] {
    let command = QemuCommand(
      accelerator: .tcg, kernel: image.executable.path, memory: 32, commandLine: commandLine)
    let program = try #require(SearchPath.environment.find("qemu-system-x86_64"))
    // Nobody listens at the monitor's end.
    var arguments = command.arguments
    for word in ["chardev=monitor,mode=control", "socket,id=monitor,fd=4"] {
      let index = try #require(arguments.firstIndex(of: word))
      arguments.removeSubrange(index - 1...index)
    }
    let seen = Mutex<[UInt8]>([])
    var request = ChildRequest(program: program, arguments: arguments + options)
    request.hasStatus = true
    request.budget = Boots.patience
    request.received = { channel, bytes, _ in
      if channel == .output { seen.withLock { $0 += bytes } }
      return true
    }
    let ready = request
    _ = try await Boots.berths.use { try await ChildProcess.run(ready) }
    let text = seen.withLock { String(decoding: $0, as: UTF8.self) }
    return text.split(separator: "\n").map(String.init)
  }
}
