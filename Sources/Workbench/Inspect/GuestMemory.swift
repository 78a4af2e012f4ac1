import Foundation
import Introspection
import Machines
import Processes

/// The memory of a machine that stands still, read in pages that are kept.
final class GuestMemory: InspectedMemory {
  private let file: Descriptor
  private let regions: [StoppedMachine.Region]
  private var pages: [UInt: [UInt8]?] = [:]

  private static let page: UInt = 4096
  /// Pages that are kept: 64 MiB.
  private static let limit = 16 << 10

  init(_ file: Descriptor, _ regions: [StoppedMachine.Region], image: (UInt, Range<UInt>)?) {
    self.file = file
    self.regions = regions
    super.init(image: image.map { (code: $0.0, data: $0.1) })
  }

  override func read(_ address: UInt, into buffer: UnsafeMutableRawBufferPointer) -> Bool {
    var done = 0
    while done < buffer.count {
      let (place, isOver) = address.addingReportingOverflow(UInt(done))
      guard !isOver, let page = page(at: place & ~(Self.page - 1)) else { return false }
      let offset = Int(place & (Self.page - 1))
      let count = min(buffer.count - done, page.count - offset)
      guard count > 0 else { return false }
      page.withUnsafeBytes { bytes in
        UnsafeMutableRawBufferPointer(rebasing: buffer[done..<done + count])
          .copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + count]))
      }
      done += count
    }
    return true
  }

  /// `count` bytes; nil when not all of them can be read.
  func bytes(at address: UInt, _ count: Int) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: count)
    return bytes.withUnsafeMutableBytes { read(address, into: $0) } ? bytes : nil
  }

  private func page(at address: UInt) -> [UInt8]? {
    if let known = pages[address] { return known }
    if pages.count >= Self.limit { pages = [:] }
    let page = load(address)
    pages[address] = .some(page)
    return page
  }

  private func load(_ address: UInt) -> [UInt8]? {
    let start = UInt64(address)
    guard
      let region = regions.first(where: { start >= $0.address && start - $0.address < $0.size }),
      case (let place, let isOver) = region.offset.addingReportingOverflow(start - region.address),
      !isOver, place <= UInt64(Int64.max)
    else { return nil }
    let count = Int(min(UInt64(Self.page), region.size - (start - region.address)))
    var bytes = [UInt8](repeating: 0, count: count)
    return pread(file.number, &bytes, count, off_t(place)) == count ? bytes : nil
  }
}
