import Time

extension CaptureFile {
  /// The packets in a file of ours or of others: any byte order, any resolution, any number of sections;
  /// blocks of kinds that are not known here are skipped, and so are packets of other links than Ethernet.
  /// Packets without a number of ours are counted. The older form of such files is read as well.
  package static func read(_ bytes: [UInt8]) throws(Failure) -> Capture {
    guard !bytes.isEmpty else { throw Failure(offset: 0, reason: "there is nothing") }
    if let (isBigEndian, fraction) = oldForm(bytes) {
      return try readOld(bytes, isBigEndian: isBigEndian, fraction: fraction)
    }
    var reader = Reader(bytes)
    while reader.offset < bytes.count { try reader.readBlock() }
    return reader.capture
  }
}

private struct Reader {
  private let bytes: [UInt8]
  private(set) var offset = 0
  private var isBigEndian = false
  private var hasSection = false
  /// Of this section.
  private var interfaces: [Interface] = []
  private(set) var capture = Capture(ports: [:], packets: [])

  private struct Interface {
    var port: PortNumber
    var isEthernet: Bool
    /// Units a second: 10 or 2 to the power of `exponent`.
    var isDecimal = true
    var exponent = 6
    /// Seconds.
    var timeOffset: UInt64 = 0
  }

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func readBlock() throws(CaptureFile.Failure) {
    guard bytes.count - offset >= 12 else { throw failure("a block is cut off") }
    let type = number(offset, 4)
    if type == UInt64(CaptureFile.BlockType.section) { try readByteOrder() }
    guard hasSection else { throw failure("there is no section header") }
    let length = Int(number(offset + 4, 4))
    guard length >= 12, length % 4 == 0 else { throw failure("a block's length cannot be") }
    guard length <= bytes.count - offset else { throw failure("a block is cut off") }
    guard number(offset + length - 4, 4) == UInt64(length) else {
      throw failure("a block's two lengths differ")
    }
    let body = offset + 8..<offset + length - 4
    switch UInt32(type) {
    case CaptureFile.BlockType.section: interfaces = []
    case CaptureFile.BlockType.interface: try readInterface(body)
    case CaptureFile.BlockType.packet: try readPacket(body)
    default: break
    }
    offset += length
  }

  private mutating func readByteOrder() throws(CaptureFile.Failure) {
    let order = Array(bytes[offset + 8..<offset + 12])
    switch order {
    case [0x4d, 0x3c, 0x2b, 0x1a]: isBigEndian = false
    case [0x1a, 0x2b, 0x3c, 0x4d]: isBigEndian = true
    default: throw failure("the byte order is unknown")
    }
    hasSection = true
  }

  private mutating func readInterface(_ body: Range<Int>) throws(CaptureFile.Failure) {
    guard body.count >= 8 else { throw failure("an interface is cut off") }
    let port = PortNumber(capture.ports.count + 1)
    var interface = Interface(
      port: port, isEthernet: number(body.lowerBound, 2) == UInt64(CaptureFile.ethernet))
    var name = "interface \(interfaces.count)"
    try eachOption(body.lowerBound + 8..<body.upperBound) { option, value in
      switch option {
      case CaptureFile.Option.interfaceName: name = text(value)
      case CaptureFile.Option.timeResolution where !value.isEmpty:
        interface.isDecimal = bytes[value.lowerBound] & 0x80 == 0
        interface.exponent = Int(bytes[value.lowerBound] & 0x7f)
      case CaptureFile.Option.timeOffset where value.count == 8:
        interface.timeOffset = number(value.lowerBound, 8)
      default: break
      }
    }
    capture.ports[port] = name
    interfaces.append(interface)
  }

  private mutating func readPacket(_ body: Range<Int>) throws(CaptureFile.Failure) {
    guard body.count >= 20 else { throw failure("a packet is cut off") }
    let start = body.lowerBound
    let index = Int(number(start, 4))
    guard index < interfaces.count else { throw failure("a packet has no interface") }
    let count = Int(number(start + 12, 4))
    guard count <= body.count - 20 else { throw failure("a packet is longer than its block") }
    let interface = interfaces[index]
    guard interface.isEthernet else { return }
    let data = start + 20..<start + 20 + count
    let units = number(start + 4, 4) << 32 | number(start + 8, 4)
    var packet = CapturedPacket(
      number: (capture.packets.last?.number ?? 0) + 1, time: time(units, interface),
      port: interface.port, direction: .incoming, byteCount: Int(number(start + 16, 4)),
      bytes: Array(bytes[data]))
    try eachOption((data.upperBound + 3) / 4 * 4..<body.upperBound) { option, value in
      switch option {
      case CaptureFile.Option.comment: packet.read(comment: text(value))
      case CaptureFile.Option.packetFlags where value.count == 4:
        if number(value.lowerBound, 4) & 3 == 2 { packet.direction = .outgoing }
      default: break
      }
    }
    capture.packets.append(packet)
  }

  /// Saturates: a file may say any time.
  private func time(_ units: UInt64, _ interface: Interface) -> Instant {
    let base: UInt64 = interface.isDecimal ? 10 : 2
    var scale: UInt64 = 1
    for _ in 0..<interface.exponent {
      let (product, overflow) = scale.multipliedReportingOverflow(by: base)
      if overflow { return .zero }
      scale = product
    }
    let (seconds, rest) = units.quotientAndRemainder(dividingBy: scale)
    let fraction = scale.dividingFullWidth(rest.multipliedFullWidth(by: 1_000_000_000)).quotient
    let (whole, isMuch) = (seconds &+ interface.timeOffset)
      .multipliedReportingOverflow(by: 1_000_000_000)
    let (sum, isMore) = whole.addingReportingOverflow(fraction)
    return isMuch || isMore ? .distantFuture : Instant(nanoseconds: sum)
  }

  /// Calls `body` with each option's number and where its value is.
  private func eachOption(
    _ range: Range<Int>, _ body: (UInt16, Range<Int>) -> Void
  ) throws(CaptureFile.Failure) {
    var place = range.lowerBound
    while place < range.upperBound {
      guard range.upperBound - place >= 4 else { throw failure("an option is cut off") }
      let option = UInt16(number(place, 2))
      let count = Int(number(place + 2, 2))
      guard option != CaptureFile.Option.end else { return }
      guard count <= range.upperBound - place - 4 else { throw failure("an option is cut off") }
      body(option, place + 4..<place + 4 + count)
      place += 4 + (count + 3) / 4 * 4
    }
  }

  /// The number in `count` bytes, which are there.
  private func number(_ offset: Int, _ count: Int) -> UInt64 {
    let digits = bytes[offset..<offset + count]
    return isBigEndian
      ? digits.reduce(0) { $0 << 8 | UInt64($1) }
      : digits.reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  private func text(_ range: Range<Int>) -> String {
    String(decoding: bytes[range], as: UTF8.self)
  }

  private func failure(_ reason: String) -> CaptureFile.Failure {
    CaptureFile.Failure(offset: offset, reason: reason)
  }
}

extension CapturedPacket {
  /// Takes number and faults from a comment that `CaptureFile.comment` made; others say nothing.
  fileprivate mutating func read(comment: String) {
    let words = comment.split(separator: " ", maxSplits: 1)
    guard let first = words.first, first.first == "#", let number = UInt64(first.dropFirst())
    else { return }
    self.number = number
    guard words.count == 2 else { return }
    faults = words[1].split(separator: ",").compactMap { Fault(comment: $0) }
  }
}

extension Fault {
  fileprivate init?(comment: Substring) {
    let words = comment.split(separator: " ")
    switch words {
    case ["too-long"]: self = .tooLong
    case ["link-down"]: self = .down
    case ["overflowed"]: self = .overflowed
    default:
      guard let fault = Fault(words: words) else { return nil }
      self = fault
    }
  }
}
