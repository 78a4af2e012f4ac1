internal import CNucleus

/// Who allocates: samples of allocations by the way that led to them.
///
/// Off, it costs nothing. On, each allocation costs a call and a subtraction, and about one in every
/// `period` bytes is a sample, which costs a walk over the callers.
public enum HeapProfile {
  /// One way to an allocation.
  public struct Site: Sendable {
    /// Return addresses, innermost first; the first ones are the allocator's and Swift's.
    public let frames: [UInt]
    /// Samples that are live, and all there were.
    public let live: UInt64
    public let samples: UInt64
    /// Bytes that the live ones stand for, and all: estimates, exact for a period of 1.
    public let liveBytes: UInt64
    public let bytes: UInt64
  }

  public static var isOn: Bool { nucleus_profile_is_on() }

  /// Starts anew; what is live already is not seen.
  ///
  /// - Parameter period: bytes between samples; 1 samples every allocation.
  /// - Returns: false when there is no memory for it, about 150 KiB.
  @discardableResult
  public static func start(period: Int = 64 << 10) -> Bool {
    nucleus_profile_start(max(1, period))
  }

  /// Samples nothing from now on; what is live is followed still. For who is about to report, which allocates.
  public static func pause() {
    nucleus_profile_pause()
  }

  /// Ends it and forgets what was seen.
  public static func stop() {
    nucleus_profile_stop()
  }

  /// Samples for which there was no room: then the sites do not tell all.
  public static var dropped: UInt64 { nucleus_profile_dropped() }

  /// Every site, the one with the most live bytes first.
  @export(interface)
  public static var sites: [Site] {
    var sites: [Site] = []
    var site = nucleus_heap_site()
    var index: UInt32 = 0
    while unsafe nucleus_profile_site(index, &site) {
      index += 1
      let frames = withUnsafeBytes(of: site.frames) { bytes in
        unsafe Array(bytes.bindMemory(to: UInt.self).prefix { $0 != 0 })
      }
      sites.append(
        Site(
          frames: frames, live: site.live, samples: site.samples, liveBytes: site.live_bytes,
          bytes: site.bytes))
    }
    sites.sort { $0.liveBytes > $1.liveBytes }
    return sites
  }
}
