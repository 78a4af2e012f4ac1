// What an image's ELF tells of a unikernel that runs: where its variables are, and whether it is that
// image at all.

import Foundation
import Introspection
import Maps

/// An image, as a look from outside needs it.
struct StoppedImage {
  let file: URL
  private let places: [String: Elf.Place]
  private let parts: [(address: UInt64, file: Range<Int>)]
  private let bytes: [UInt8]

  /// Nil: the file is no image.
  init?(_ file: URL) {
    guard let data = try? Data(contentsOf: file) else { return nil }
    self.init(file, Array(data))
  }

  init?(_ file: URL, _ bytes: [UInt8]) {
    guard let elf = try? Elf(parsing: bytes) else { return nil }
    self.file = file
    self.bytes = bytes
    parts = elf.constantParts
    places = elf.places { name in
      Self.names.contains(name)
        || (name.hasSuffix("vp") && Self.queues.contains { name.contains($0) })
    }
  }

  private static let queues = [ExecutorQueues.sleeperSymbol, ExecutorQueues.readySymbol]
  private static let names: Set<String> = [
    TaskTable.heapSymbol, TaskTable.metadataSymbol, "image_start", "text_end", "data_end",
    "platform_log_history", "trap_frame", "nucleus_stack", "nucleus_stack_top", "started", runJob,
  ]
  /// The concurrency library's function that every task is run by.
  static let runJob = "_ZN5swift34runJobInEstablishedExecutorContextEPNS_3JobE"

  subscript(name: String) -> UInt? { places[name].map { UInt($0.address) } }

  func queue(_ symbol: String) -> UInt? {
    places.first { $0.key.contains(symbol) }.map { UInt($0.value.address) }
  }

  /// Where a function is.
  func code(of name: String) -> Range<UInt>? {
    guard let place = places[name], place.size > 0 else { return nil }
    return UInt(place.address)..<UInt(place.address + place.size)
  }

  /// The image's code, and the constants and data that follow it.
  var ranges: (code: Range<UInt>, data: Range<UInt>)? {
    guard let start = self["image_start"], let text = self["text_end"], let data = self["data_end"],
      start <= text, text <= data
    else { return nil }
    return (start..<text, text..<data)
  }

  /// Whether the memory holds this image: everything that nothing may write to is compared.
  func isIn(_ memory: GuestMemory) -> Bool {
    !parts.isEmpty
      && parts.allSatisfy { part in
        memory.bytes(at: UInt(part.address), part.file.count) == Array(bytes[part.file])
      }
  }
}
