/// Crates in the cellar, of 2000 bytes each. Leave this file as it is.
final class Crates: @unchecked Sendable {
  private let crates: [UnsafeMutableRawBufferPointer]

  init(_ count: Int) {
    crates = (0..<count).map { _ in .allocate(byteCount: 2000, alignment: 16) }
  }

  deinit {
    for crate in crates { crate.deallocate() }
  }
}
