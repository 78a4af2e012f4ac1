// What it costs to parse and to emit a frame, and to sum memory: nanoseconds of one operation, the median of
// nine rounds, one line each. With `--only` it does one operation `--count` times and nothing else, for a
// profiler.

import Bytes
import Kernel
import Wire

enum Benchmark {
  static let rounds = 9

  static func start(
    console: any Console, clock: any MonotonicClock, only: String, count: Int
  ) async {
    var bench = Bench()
    for operation in Operation.all {
      if only.utf8.count > 0 {
        if operation.name.isBytewise(only) { bench.run(operation, count) }
        continue
      }
      bench.run(operation, count / 10)
      var times: [Int64] = []
      for _ in 0..<rounds {
        let start = clock.now
        bench.run(operation, count)
        times.append((clock.now - start).nanoseconds)
      }
      let tenths = times.sorted()[rounds / 2] * 10 / Int64(count)
      console.print(operation.name + " \(tenths / 10).\(tenths % 10)")
    }
    if bench.sink == 1 { console.print("") }
  }
}

struct Operation {
  let name: String
  let kind: Kind

  enum Kind {
    case nothing, parse, trustedParse, viewed, emit, sum20, sum1500, sum64K, copy1500, copySum1500
  }

  static var all: [Operation] {
    [
      Operation(name: "nothing", kind: .nothing), Operation(name: "parse", kind: .parse),
      Operation(name: "parse-trusted", kind: .trustedParse),
      Operation(name: "view-trusted", kind: .viewed), Operation(name: "emit", kind: .emit),
      Operation(name: "sum-20", kind: .sum20), Operation(name: "sum-1500", kind: .sum1500),
      Operation(name: "sum-64k", kind: .sum64K), Operation(name: "copy-1500", kind: .copy1500),
      Operation(name: "copy-sum-1500", kind: .copySum1500),
    ]
  }
}

struct Bench {
  /// Ethernet, IPv4 and TCP with timestamps, no data: an acknowledgment.
  var frame = [UInt8](repeating: 0, count: 66)
  var source = [UInt8](repeating: 0x5a, count: 65536)
  var target = [UInt8](repeating: 0, count: 65536)
  var sink: UInt64 = 0

  private let headers = Headers()

  init() {
    for index in source.indices { source[index] = UInt8(truncatingIfNeeded: index &* 7) }
    emit()
  }

  mutating func run(_ operation: Operation, _ count: Int) {
    for _ in 0..<count {
      switch operation.kind {
      case .nothing: nothing()
      case .parse: sink &+= Self.parse(frame, isVerified: false)
      case .trustedParse: sink &+= Self.parse(frame, isVerified: true)
      case .viewed: sink &+= Self.view(frame)
      case .emit: emit()
      case .sum20: sum(20)
      case .sum1500: sum(1500)
      case .sum64K: sum(65536)
      case .copy1500: copy(1500)
      case .copySum1500: copySum(1500)
      }
    }
  }

  @inline(never) private mutating func nothing() { sink &+= 1 }

  @inline(never)
  private static func parse(_ frame: [UInt8], isVerified: Bool) -> UInt64 {
    do throws(WireFailure) {
      let bytes = frame.span.bytes
      let (ethernet, datagram) = try EthernetHeader.parse(bytes)
      let rest = bytes.extracting(datagram)
      let (ip, segment) = try IPv4Header.parse(rest, isVerified: isVerified)
      let pseudoHeader =
        isVerified
        ? nil
        : PseudoHeader(source: ip.source, destination: ip.destination, protocol: ip.protocol)
      let (tcp, data) = try TCPHeader.parse(rest.extracting(segment), pseudoHeader: pseudoHeader)
      let sum = ethernet.source.rawValue &+ UInt64(tcp.acknowledgmentNumber.rawValue)
      let clock = UInt64(tcp.options.timestamps?.value ?? 0)
      return sum &+ UInt64(tcp.window) &+ UInt64(data.count) &+ clock
    } catch {
      return 1
    }
  }

  /// The same fields read where they are, after the same checks of lengths, without any value between: what a
  /// view over the bytes would cost at the least.
  @inline(never) private static func view(_ frame: [UInt8]) -> UInt64 {
    let bytes = frame.span.bytes
    guard bytes.byteCount >= 14, bytes.readUInt16(at: 12) == 0x0800 else { return 1 }
    let datagram = bytes.extracting(14..<bytes.byteCount)
    guard datagram.byteCount >= 20, datagram.readUInt8(at: 0) >> 4 == 4 else { return 1 }
    let length = Int(datagram.readUInt8(at: 0) & 15) * 4
    let total = Int(datagram.readUInt16(at: 2))
    guard length >= 20, total >= length, total <= datagram.byteCount else { return 1 }
    let segment = datagram.extracting(length..<total)
    guard segment.byteCount >= 20 else { return 1 }
    let offset = Int(segment.readUInt8(at: 12) >> 4) * 4
    guard offset >= 20, offset <= segment.byteCount else { return 1 }
    var sum = UInt64(bytes.readUInt32(at: 6)) &+ UInt64(segment.readUInt32(at: 8))
    if offset == 32, segment.readUInt32(at: 20) == 0x0101_080a {
      sum &+= UInt64(segment.readUInt32(at: 24))
    }
    return sum &+ UInt64(segment.readUInt16(at: 14)) &+ UInt64(segment.byteCount - offset)
  }

  private mutating func emit() { Self.emit(headers, into: &frame) }

  /// A span of a stored property holds on to all of `self`: hence what is emitted comes as an argument.
  @inline(never) private static func emit(_ headers: Headers, into frame: inout [UInt8]) {
    var elements = frame.mutableSpan
    var bytes = elements.mutableBytes
    let pseudoHeader = PseudoHeader(
      source: headers.ip.source, destination: headers.ip.destination, protocol: .tcp)
    headers.ethernet.emit(into: &bytes)
    headers.ip.emit(into: &bytes, at: 14, payloadByteCount: 32)
    headers.tcp.emit(
      into: &bytes, at: 34, checksum: .complete(pseudoHeader.checksum(byteCount: 32)))
  }

  private mutating func sum(_ count: Int) { sink &+= Self.sum(source, count) }

  @inline(never) private static func sum(_ source: [UInt8], _ count: Int) -> UInt64 {
    var checksum = InternetChecksum()
    checksum.add(source.span.bytes.extracting(0..<count))
    return UInt64(checksum.value)
  }

  private mutating func copy(_ count: Int) {
    Self.copy(source, into: &target, count)
    sink &+= 1
  }

  @inline(never) private static func copy(
    _ source: [UInt8], into target: inout [UInt8], _ count: Int
  ) {
    var elements = target.mutableSpan
    var bytes = elements.mutableBytes
    bytes.write(source.span.bytes.extracting(0..<count), at: 54)
  }

  private mutating func copySum(_ count: Int) {
    Self.copySum(source, into: &target, count)
    sink &+= 1
  }

  @inline(never) private static func copySum(
    _ source: [UInt8], into target: inout [UInt8], _ count: Int
  ) {
    var elements = target.mutableSpan
    var bytes = elements.mutableBytes
    var checksum = InternetChecksum()
    checksum.copy(source.span.bytes.extracting(0..<count), into: &bytes, at: 54)
    bytes.write(checksum.value, at: 16)
  }
}

/// An acknowledgment, as values.
struct Headers {
  let ethernet = EthernetHeader(
    destination: MACAddress(0x52, 0x54, 0, 0, 7, 1), source: MACAddress(0x52, 0x54, 0, 0, 7, 2),
    type: .ipv4)
  let ip = IPv4Header(
    source: IPv4Address(10, 7, 0, 2), destination: IPv4Address(10, 7, 0, 1), protocol: .tcp)
  let tcp: TCPHeader

  init() {
    var tcp = TCPHeader(
      sourcePort: Port(80), destinationPort: Port(40000), sequenceNumber: SequenceNumber(1),
      acknowledgmentNumber: SequenceNumber(2), flags: .ack, window: 512)
    tcp.options.timestamps = TCPTimestamps(value: 1, echo: 2)
    self.tcp = tcp
  }
}
