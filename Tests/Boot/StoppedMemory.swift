import Configure
import Foundation
import Introspection
import Machines
import Testing

/// The memory of a unikernel whose process stands still (SIGSTOP), read through /proc: on `unix` its own
/// addresses; on `virtio` the guest's, which are offsets in QEMU's largest mapping.
final class StoppedMemory: InspectedMemory {
  private let process: pid_t
  private let file: FileHandle
  private let base: UInt
  private let limit: UInt

  /// Stops the process of `boot`, which goes on when this object goes.
  init(_ boot: LiveBoot, at place: Place, symbols: [String: UInt]) throws {
    process = try boot.process()
    try #require(kill(process, SIGSTOP) == 0)
    file = try FileHandle(forReadingFrom: URL(filePath: "/proc/\(process)/mem"))
    if place.target == .unix {
      (base, limit) = (0, .max)
    } else {
      let maps = try String(contentsOfFile: "/proc/\(process)/maps", encoding: .utf8)
      let wanted = UInt(32) << 20
      let found = maps.split(separator: "\n").compactMap { line -> UInt? in
        let ends = line.split(separator: " ")[0].split(separator: "-")
        guard let start = UInt(ends[0], radix: 16), let end = UInt(ends[1], radix: 16),
          end - start == wanted
        else { return nil }
        return start
      }
      base = try #require(found.first, "QEMU has no mapping of 32 MiB:\n\(maps)")
      limit = wanted
    }
    let code = try #require(symbols["image_start"])
    let start = try #require(symbols["text_end"])
    let end = try #require(symbols["data_end"])
    super.init(image: (code, start..<end))
  }

  deinit { kill(process, SIGCONT) }

  func end() { kill(process, SIGKILL) }

  override func read(_ address: UInt, into buffer: UnsafeMutableRawBufferPointer) -> Bool {
    guard address <= limit, UInt(buffer.count) <= limit - address else { return false }
    let offset = off_t(truncatingIfNeeded: base + address)
    guard offset >= 0 else { return false }
    return pread(file.fileDescriptor, buffer.baseAddress, buffer.count, offset) == buffer.count
  }
}
