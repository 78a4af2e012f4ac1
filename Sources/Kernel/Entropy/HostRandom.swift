public import Devices
internal import Platform

/// What Linux gave a process before it locked itself in (getrandom(2)). There is no more later.
public final class HostRandom: RandomSource {
  public init() {}

  public var name: String { "getrandom" }

  public func take(_ count: Int) async -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: count) { buffer, size in
      // Safety: the buffer has room for `count` bytes; an empty one is not written to.
      size = unsafe platform_random_take(buffer.baseAddress, count)
    }
  }

  public func poll() -> [UInt8] { [] }
}
