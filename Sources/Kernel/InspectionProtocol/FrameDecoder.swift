// Frames out of bytes, however those were cut: append what came, then take frames until there is none.
//
// Where no frame begins, or its checksum is wrong, the search goes on one byte later: garbage costs what
// it displaced and nothing that follows it. No input traps or is kept beyond one frame.

/// Takes frames out of a stream.
public struct FrameDecoder {
  /// What came; from `start` on it is not looked at yet.
  private var pending: [UInt8] = []
  private var start = 0
  /// Bytes that were part of no frame so far.
  public private(set) var skipped = 0

  public init() {}

  /// Appends what came. Take all frames before the next call, so that no more than one is kept.
  public mutating func append(_ bytes: some Sequence<UInt8>) {
    if start > 0 {
      pending.removeFirst(start)
      start = 0
    }
    pending.append(contentsOf: bytes)
  }

  /// The next whole frame; nil: more bytes are needed. Linear in what is skipped, and in a frame's
  /// length for each place where one seems to begin.
  @export(interface)
  public mutating func next() -> InspectionFrame? {
    while pending.count - start >= InspectionFrame.header {
      let length = Int(pending[start + 3]) | Int(pending[start + 4]) << 8
      guard pending[start] == InspectionFrame.mark.0, pending[start + 1] == InspectionFrame.mark.1,
        length <= InspectionLimits.body
      else {
        skip()
        continue
      }
      let body = start + InspectionFrame.header
      guard pending.count >= body + length else { return nil }
      guard isIntact(body, length) else {
        skip()
        continue
      }
      let frame = InspectionFrame(
        kind: pending[start + 2], body: Array(pending[body..<body + length]))
      start = body + length
      return frame
    }
    return nil
  }

  private mutating func skip() {
    start += 1
    skipped += 1
  }

  private func isIntact(_ body: Int, _ length: Int) -> Bool {
    var check = Fletcher()
    for index in start + 2..<start + 5 { check.add(pending[index]) }
    for index in body..<body + length { check.add(pending[index]) }
    return check.value == UInt16(pending[start + 5]) | UInt16(pending[start + 6]) << 8
  }
}
