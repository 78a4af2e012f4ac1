// What it costs to parse and to emit a frame, and to sum memory: nanoseconds of one operation, the median of
// nine rounds, one line each. With `--only` it does one operation `--count` times and nothing else, for callgrind
// to count (README.md).

import Bytes
import Kernel
import Wire

enum Benchmark {
  static let rounds = 9

  static func start(
    console: any Console, clock: any MonotonicClock, only: String, count: Int
  ) async {
    let bench = Bench()
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

final class Bench {
  /// Ethernet, IPv4 and TCP with timestamps, no data: an acknowledgment.
  var frame = [UInt8](repeating: 0, count: 66)
  var source = [UInt8](repeating: 0x5a, count: 65536)
  var target = [UInt8](repeating: 0, count: 65536)
  var sink: UInt64 = 0

  private let ethernet = EthernetHeader(
    destination: MACAddress(0x52, 0x54, 0, 0, 7, 1), source: MACAddress(0x52, 0x54, 0, 0, 7, 2),
    type: .ipv4)
  private let ip = IPv4Header(
    source: IPv4Address(10, 7, 0, 2), destination: IPv4Address(10, 7, 0, 1), protocol: .tcp)
  private var tcp = TCPHeader(
    sourcePort: Port(80), destinationPort: Port(40000), sequenceNumber: SequenceNumber(1),
    acknowledgmentNumber: SequenceNumber(2), flags: .ack, window: 512)

  init() {
    for index in source.indices { source[index] = UInt8(truncatingIfNeeded: index &* 7) }
    tcp.options.timestamps = TCPTimestamps(value: 1, echo: 2)
    emit()
  }

  func run(_ operation: Operation, _ count: Int) {
    for _ in 0..<count {
      switch operation.kind {
      case .nothing: nothing()
      case .parse: parse(isVerified: false)
      case .trustedParse: parse(isVerified: true)
      case .viewed: view()
      case .emit: emit()
      case .sum20: sum(20)
      case .sum1500: sum(1500)
      case .sum64K: sum(65536)
      case .copy1500: copy(1500)
      case .copySum1500: copySum(1500)
      }
    }
  }

  @inline(never) private func nothing() { sink &+= 1 }

  @inline(never) private func parse(isVerified: Bool) {
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
      sink &+= ethernet.source.rawValue &+ UInt64(tcp.acknowledgmentNumber.rawValue)
      sink &+= UInt64(tcp.window) &+ UInt64(data.count)
    } catch {
      sink = 1
    }
  }

  /// The same fields read where they are, after the same checks of lengths, without any value between: what a
  /// view over the bytes would cost at the least.
  @inline(never) private func view() {
    let bytes = frame.span.bytes
    guard bytes.byteCount >= 14, bytes.readUInt16(at: 12) == 0x0800 else { return }
    let datagram = bytes.extracting(14..<bytes.byteCount)
    guard datagram.byteCount >= 20, datagram.readUInt8(at: 0) >> 4 == 4 else { return }
    let length = Int(datagram.readUInt8(at: 0) & 15) * 4
    let total = Int(datagram.readUInt16(at: 2))
    guard length >= 20, total >= length, total <= datagram.byteCount else { return }
    let segment = datagram.extracting(length..<total)
    guard segment.byteCount >= 20 else { return }
    let offset = Int(segment.readUInt8(at: 12) >> 4) * 4
    guard offset >= 20, offset <= segment.byteCount else { return }
    if offset == 32, segment.readUInt32(at: 20) == 0x0101_080a {
      sink &+= UInt64(segment.readUInt32(at: 24)) &+ UInt64(segment.readUInt32(at: 28))
    }
    sink &+= UInt64(bytes.readUInt32(at: 6)) &+ UInt64(segment.readUInt32(at: 8))
    sink &+= UInt64(segment.readUInt16(at: 14)) &+ UInt64(segment.byteCount - offset)
  }

  @inline(never) private func emit() {
    var elements = frame.mutableSpan
    var bytes = elements.mutableBytes
    let pseudoHeader = PseudoHeader(
      source: ip.source, destination: ip.destination, protocol: .tcp)
    ethernet.emit(into: &bytes)
    ip.emit(into: &bytes, at: 14, payloadByteCount: 32)
    tcp.emit(into: &bytes, at: 34, checksum: .complete(pseudoHeader.checksum(byteCount: 32)))
  }

  @inline(never) private func sum(_ count: Int) {
    var checksum = InternetChecksum()
    checksum.add(source.span.bytes.extracting(0..<count))
    sink &+= UInt64(checksum.value)
  }

  @inline(never) private func copy(_ count: Int) {
    var elements = target.mutableSpan
    var bytes = elements.mutableBytes
    bytes.write(source.span.bytes.extracting(0..<count), at: 54)
    sink &+= 1
  }

  @inline(never) private func copySum(_ count: Int) {
    var elements = target.mutableSpan
    var bytes = elements.mutableBytes
    var checksum = InternetChecksum()
    checksum.copy(source.span.bytes.extracting(0..<count), into: &bytes, at: 54)
    sink &+= UInt64(checksum.value)
  }
}
