/// What is live in the heap, in words: printed at the end of a program it tells what has leaked.
///
///     heap 15 blocks live, 4112 bytes; at most 131072 in use
///       size 256: 15 live of 1000
///       large: 1 live, 8192 bytes
///       site 240 bytes in 15 blocks                  when HeapProfile is on, the largest first
///         at 0x0000000000412883
///
/// The addresses are return addresses, as in a backtrace.
public enum HeapReport {
  /// Sites that a report has at most.
  public static let siteLimit = 20

  /// The report at this moment. Making it allocates; what it takes is not in it.
  @export(interface)
  public static var lines: [String] {
    let sites = HeapProfile.isOn ? HeapProfile.sites : []
    let heap = Heap.statistics
    var lines = [
      "heap " + heap.live.description + " blocks live, " + heap.used.description
        + " bytes; at most " + heap.highWater.description + " in use"
    ]
    for size in heap.sizeClasses where size.live > 0 {
      lines.append(
        "  size " + size.size.description + ": " + size.live.description + " live of "
          + size.allocations.description)
    }
    if heap.largeBlocks > 0 {
      lines.append(
        "  large: " + heap.largeBlocks.description + " live, " + heap.largeBytes.description
          + " bytes")
    }
    return lines + words(sites)
  }

  /// What was allocated since the profile was started and is live: nothing when all was freed.
  ///
  ///     heap at exit: 240 bytes in 15 blocks were allocated and not freed
  ///       site …
  ///     heap at exit: all that was allocated is freed
  ///
  /// Sizes are those that were asked for when the profile samples every allocation.
  public static var leaks: [String] {
    // Counted, not filtered: a second array of sites would bring the data of its type into every image.
    let sites = HeapProfile.sites
    var bytes: UInt64 = 0
    var blocks: UInt64 = 0
    var count = 0
    for site in sites where site.live > 0 {
      bytes += site.liveBytes
      blocks += site.live
      count += 1
    }
    guard count > 0 else { return [headline + "all that was allocated is freed"] }
    var lines = [
      headline + bytes.description + " bytes in " + blocks.description
        + " blocks were allocated and not freed"
    ]
    lines += words(sites)
    if count > siteLimit {
      lines.append("  and " + (count - siteLimit).description + " more sites")
    }
    if HeapProfile.dropped > 0 {
      lines.append("  and " + HeapProfile.dropped.description + " samples without room")
    }
    return lines
  }

  /// What the first line of `leaks` begins with; the workbench looks for it.
  private static var headline: String { "heap at exit: " }

  private static func words(_ sites: [HeapProfile.Site]) -> [String] {
    var lines: [String] = []
    for site in sites.prefix(siteLimit) where site.live > 0 {
      lines.append(
        "  site " + site.liveBytes.description + " bytes in " + site.live.description + " blocks")
      for frame in site.frames { lines.append("    at " + hexadecimal(frame)) }
    }
    return lines
  }

  private static func hexadecimal(_ address: UInt) -> String {
    let digits = String(address, radix: 16)
    return "0x" + String(repeating: "0", count: 16 - digits.utf8.count) + digits
  }
}
