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
