import Foundation
import Machines
import Processes
import SeededNumbers
import Testing

@testable import Inspect

/// What a look at a unikernel has read of it, in files of our own, to be changed.
final class MemoryCopy {
  private let machine: StoppedMachine
  private let image: StoppedImage
  private let original: [(address: UInt64, bytes: [UInt8])]

  /// Copies the image's data, the stacks, and as much of the heap as was ever touched.
  init(of boot: StoppableBoot) throws {
    image = try #require(StoppedImage(URL(filePath: boot.instance.symbols)))
    let link = try StopLink(to: try #require(boot.instance.control))
    machine = link.machine
    let memory = GuestMemory(link.memory, link.machine.regions, image: nil)
    let ranges = try #require(image.ranges)
    var parts: [(UInt64, [UInt8])] = []
    func take(_ start: UInt, _ end: UInt) {
      for page in stride(from: start & ~4095, to: end, by: 4096) {
        if let bytes = memory.bytes(at: page, 4096) { parts.append((UInt64(page), bytes)) }
      }
    }
    take(ranges.code.lowerBound, ranges.data.upperBound + (512 << 10))
    let heap = try #require(image["nucleus_heap"])
    let base = try #require(memory.word(at: heap + 8))
    let records = try #require(memory.word(at: heap + 16))
    let frontier = try #require(memory.word(at: heap + 24))
    take(records - (160 << 10), records + frontier * 32)
    take(base, base + frontier * 4096)
    _ = link.end()
    var seen: Set<UInt64> = []
    original = parts.filter { seen.insert($0.0).inserted }
  }

  func guest() -> StoppedGuest { guest(original) }

  /// With bytes changed: some of the heap's state, some anywhere.
  func changed(seed: UInt64) -> StoppedGuest {
    var random = SplitMix(state: seed)
    var parts = original
    for _ in 0..<(1 + random.next() % 200) {
      let part = Int(random.next() % UInt64(parts.count))
      let offset = Int(random.next() % 4096)
      parts[part].bytes[offset] = UInt8(truncatingIfNeeded: random.next())
    }
    // The variables that lead to everything else.
    for name in ["nucleus_heap", "platform_log_history", "trap_frame"] where random.next() % 3 == 0
    {
      guard let place = image[name] else { continue }
      let address = UInt64(place) + random.next() % 640
      guard let part = parts.firstIndex(where: { $0.address == address & ~4095 }) else { continue }
      parts[part].bytes[Int(address & 4095)] ^= UInt8(1 << (random.next() % 8))
    }
    return guest(parts)
  }

  private func guest(_ parts: [(address: UInt64, bytes: [UInt8])]) -> StoppedGuest {
    guard let file = try? TemporaryFile.unnamed("copy") else {
      fatalError("no room for temporary files")
    }
    var regions: [StoppedMachine.Region] = []
    for (index, part) in parts.enumerated() {
      let offset = index * 4096
      precondition(pwrite(file.number, part.bytes, 4096, off_t(offset)) == 4096)
      regions.append(.init(address: part.address, size: 4096, offset: UInt64(offset)))
    }
    let memory = GuestMemory(
      file, regions, image: image.ranges.map { ($0.code.lowerBound, $0.data) })
    return StoppedGuest(machine, memory, image)
  }
}
