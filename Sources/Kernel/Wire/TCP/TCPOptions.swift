// What segments say in their options (RFC 9293, section 3.2; RFC 7323; RFC 2018). Others are skipped.
//
//     | 0 |                                end of options
//     | 1 |                                no operation
//     | 2 | 4  | maximum segment size 16 |
//     | 3 | 3  | shift 8 |                 window scale
//     | 4 | 2  |                           SACK permitted
//     | 5 | n  | left 32 | right 32 | …    SACK, one to four blocks
//     | 8 | 10 | value 32 | echo 32 |      timestamps

public import Bytes

/// The options that are known here.
public struct TCPOptions: Equatable, Sendable {
  /// Bytes that a segment to the sender may carry; only with SYN.
  public var maximumSegmentSize: UInt16?
  /// By how many bits windows are shifted, 0...14; only with SYN.
  public var windowScale: UInt8?
  /// Selective acknowledgments are understood; only with SYN.
  public var sackPermitted: Bool
  public var timestamps: TCPTimestamps?
  /// What has arrived behind a gap, the newest first.
  public var sackBlocks: FixedVector<4, SACKBlock>

  public init() {
    maximumSegmentSize = nil
    windowScale = nil
    sackPermitted = false
    timestamps = nil
    sackBlocks = FixedVector(filler: SACKBlock(left: SequenceNumber(0), right: SequenceNumber(0)))
  }
}
