internal import Platform

/// What a program reads that uses metrics wrongly. These are its author's mistakes, so it ends there.
enum Messages {
  static let badName: StaticString =
    "is no name: use letters, digits, _ and :, and no digit first"
  static let reservedEnd: StaticString =
    "ends in what the text adds itself: leave out _total, _created, _bucket, _count, _sum, _info"
  static let noUnit: StaticString = "has to end in its unit: _bytes, _seconds or _ratio"
  static let different: StaticString =
    "was made before with another kind, unit or buckets: give one of them another name"
  static let tooMany: StaticString = "is one metric too many: see MetricLimits.metrics"
  static let badLabels: StaticString =
    "needs 1 to 8 labels, each another, of letters, digits and _, no digit and no __ first, and not le"
  static let badValues: StaticString = "was given more or fewer values than it has labels"
  static let badBounds: StaticString =
    "needs 1 to 64 buckets whose bounds ascend"

  static func fail(_ text: StaticString, _ name: StaticString) -> Never {
    var message: [CChar] = []
    for part in ["metric ", name, " ", text] as [StaticString] {
      part.withUTF8Buffer { for byte in unsafe $0 { message.append(CChar(bitPattern: byte)) } }
    }
    message.append(0)
    // Safety: it ends with a NUL, and the call does not return.
    unsafe platform_panic(message)
  }
}
