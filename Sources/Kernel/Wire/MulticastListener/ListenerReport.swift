// Which groups a host listens to (MLDv2: RFC 3810, section 5.2).
//
//     | 143 | 0 | checksum 16 |
//     | 0 16    | count 16    |   then records:
//
//     | type 8 | auxiliary 8 | count 16 |
//     | group 128                       |
//     | sources…                        |
//     | auxiliary words, none so far…   |

/// A host's answer, or its news.
public struct ListenerReport: Equatable, Sendable {
  public var records: [Record]

  public init(records: [Record]) { self.records = records }

  /// What is said of one group.
  public struct Record: Equatable, Sendable {
    public var type: RecordType
    public var group: IPv6Address
    public var sources: [IPv6Address]

    public init(type: RecordType, group: IPv6Address, sources: [IPv6Address] = []) {
      self.type = type
      self.group = group
      self.sources = sources
    }
  }

  /// RFC 3810, section 5.2.12. Others are to be ignored.
  public struct RecordType: RawRepresentable, Equatable, Sendable {
    public let rawValue: UInt8

    public init(rawValue: UInt8) { self.rawValue = rawValue }

    public static var modeIsInclude: Self { Self(rawValue: 1) }
    public static var modeIsExclude: Self { Self(rawValue: 2) }
    public static var changeToInclude: Self { Self(rawValue: 3) }
    public static var changeToExclude: Self { Self(rawValue: 4) }
    public static var allowNewSources: Self { Self(rawValue: 5) }
    public static var blockOldSources: Self { Self(rawValue: 6) }
  }

  /// In bytes.
  public var byteCount: Int {
    var count = 8
    for record in records { count += 20 + 16 * record.sources.count }
    return count
  }
}
