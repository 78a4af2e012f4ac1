internal import CNucleus

/// The memory of a unikernel that is looked at from outside: one that hangs, or has crashed.
///
/// A class, so that the functions that walk over memory, which are C and also serve a trap, can reach
/// the reader by an address.
open class InspectedMemory {
  /// Where the image's code begins, and where the constants and data that follow it begin and end: the symbols
  /// `image_start`, `text_end`, `data_end`. Nil: the function that a task was created with may then be
  /// a thunk of the compiler's.
  public let image: (code: UInt, data: Range<UInt>)?

  public init(image: (code: UInt, data: Range<UInt>)? = nil) { self.image = image }

  /// Copies `buffer.count` bytes at `address`; false when not all of them can be read. Asked for many
  /// small pieces: whoever reads over a connection keeps pages.
  open func read(_ address: UInt, into buffer: UnsafeMutableRawBufferPointer) -> Bool { false }
}

extension InspectedMemory {
  /// Calls `body` with this memory as the C functions want it.
  func withReader<Result>(_ body: (UnsafePointer<nucleus_memory>) -> Result) -> Result {
    var reader = unsafe nucleus_memory(
      read: { context, address, bytes, size in
        guard let context = unsafe context, let bytes = unsafe bytes else { return false }
        // Safety: the context is the object that lives for the call of `withReader`.
        let memory = unsafe Unmanaged<InspectedMemory>.fromOpaque(context).takeUnretainedValue()
        return unsafe memory.read(
          address, into: UnsafeMutableRawBufferPointer(start: bytes, count: size))
      },
      context: Unmanaged.passUnretained(self).toOpaque(), code_start: image?.code ?? 0,
      data_start: image?.data.lowerBound ?? 0,
      data_end: image?.data.upperBound ?? 0)
    return withExtendedLifetime(self) { unsafe body(&reader) }
  }
}
