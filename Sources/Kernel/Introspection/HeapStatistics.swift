/// A heap's figures; sizes in bytes. Sums wrap: the figures may be those of a heap that is broken.
public struct HeapStatistics: Sendable, Equatable {
  /// Blocks of one size.
  public struct SizeClass: Sendable, Equatable {
    /// Of a block; what a program asks for is rounded up to the next one.
    public let size: Int
    /// Blocks that are live.
    public let live: Int
    /// How many were ever given out.
    public let allocations: UInt64
    /// Pages that hold blocks of this size now.
    public let reserved: Int
    /// The most that `reserved` has been.
    public let highWater: Int

    /// Bytes of live blocks.
    public var used: Int { live &* size }
  }

  /// What could be handed out at most.
  public let total: Int
  /// Pages that are in use: live blocks, and what is between them.
  public let reserved: Int
  /// The most that `reserved` has been: how much memory this run needed.
  public let highWater: Int
  /// How far from its beginning memory was ever handed out, and so is backed by the host.
  public let touched: Int
  /// Up to 2 KiB, ascending.
  public let sizeClasses: [SizeClass]
  /// Live blocks above that, in whole pages: their number and their bytes.
  public let largeBlocks: Int
  public let largeBytes: Int
  /// How many large ones were ever given out.
  public let largeAllocations: UInt64

  /// Bytes of live blocks, each with its rounding.
  public var used: Int { sizeClasses.reduce(largeBytes) { $0 &+ $1.used } }
  /// Blocks that are live.
  public var live: Int { sizeClasses.reduce(largeBlocks) { $0 &+ $1.live } }
  /// Blocks that were ever given out.
  public var allocations: UInt64 { sizeClasses.reduce(largeAllocations) { $0 &+ $1.allocations } }
}
