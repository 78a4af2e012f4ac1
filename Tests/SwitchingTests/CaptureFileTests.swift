import Foundation
import Processes
import SeededNumbers
import Testing
import Time
import Wire

@testable import Switching

struct CaptureFileTests {
  /// A time that milliseconds, seconds and 32 bits do not hold.
  static let time = Instant(nanoseconds: 1_764_000_000_123_456_789)

  static func arp(_ padding: Int = 18) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 42 + padding)
    var whole = bytes.mutableSpan
    var span = whole.mutableBytes
    EthernetHeader(destination: .broadcast, source: MACAddress(2, 0, 0, 0, 0, 1), type: .arp)
      .emit(into: &span)
    ARPPacket(
      operation: .request, senderHardwareAddress: MACAddress(2, 0, 0, 0, 0, 1),
      senderAddress: IPv4Address(10, 0, 0, 1), targetHardwareAddress: .unspecified,
      targetAddress: IPv4Address(10, 0, 0, 2)
    ).emit(into: &span, at: 14)
    return bytes
  }

  static let capture = Capture(
    ports: [PortNumber(1): "alice", PortNumber(2): "böb"],
    packets: [
      CapturedPacket(
        number: 7, time: time, port: PortNumber(1), direction: .incoming, bytes: arp(),
        faults: [.duplicated, .corrupted(bits: [1, 9]), .delayed(.milliseconds(-3))]),
      CapturedPacket(
        number: 8, time: time + .microseconds(1), port: PortNumber(2), direction: .outgoing,
        bytes: arp(17)),
      CapturedPacket(
        number: 9, time: time + .seconds(1), port: PortNumber(2), direction: .outgoing,
        byteCount: 1514, bytes: arp(), faults: [.tooLong]),
      CapturedPacket(
        number: 10, time: time + .seconds(1), port: PortNumber(1), direction: .incoming,
        bytes: arp(0), faults: [.down]),
    ])

  @Test func aFileSaysWhatWasCaptured() throws {
    #expect(try CaptureFile.read(CaptureFile.bytes(of: Self.capture)) == Self.capture)
  }

  @Test func aFileWithoutPacketsIsOne() throws {
    let empty = Capture(ports: [PortNumber(1): "alice"], packets: [])
    #expect(try CaptureFile.read(CaptureFile.bytes(of: empty)) == empty)
  }

  /// The file that transcripts show is this capture. MIRADOR_UPDATE_CAPTURES=1 writes it anew.
  @Test func theFileOfTheTranscriptsIsThisCapture() throws {
    let url = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Support/Captures/conversation.pcapng")
    let bytes = CaptureFile.bytes(of: Frames.conversation)
    if ProcessInfo.processInfo.environment["MIRADOR_UPDATE_CAPTURES"] != nil {
      try Data(bytes).write(to: url)
    }
    #expect(try Array(Data(contentsOf: url)) == bytes)
  }

  /// What tcpdump makes of it, which has its own reader.
  @Test func tcpdumpReadsTheSame() async throws {
    let file = try TemporaryFile("capture")
    defer { unlink(file.path) }
    try Data(CaptureFile.bytes(of: Self.capture)).write(to: URL(filePath: file.path))
    let program = try #require(SearchPath.environment.find("tcpdump"), "tcpdump is missing")
    let answer = try await Tool(
      program, ["-r", file.path, "-n", "-tt", "--nano"], budget: .seconds(60)
    ).run()
    #expect(answer.status == 0, "\(answer.errors)")
    let lines = answer.output.split(separator: "\n")
    try #require(lines.count == 4)
    #expect(lines[0].contains("1764000000.123456789"))
    #expect(lines[0].hasSuffix("ARP, Request who-has 10.0.0.2 tell 10.0.0.1, length 46"))
    #expect(lines[1].hasSuffix("ARP, Request who-has 10.0.0.2 tell 10.0.0.1, length 45"))
    #expect(lines[2].contains("1764000001.123456789"))
    #expect(lines[3].hasSuffix("length 28"))
  }

  /// What tcpdump writes, which is the older form.
  @Test(arguments: [true, false])
  func filesOfTcpdumpAreRead(hasNanoseconds: Bool) async throws {
    let (file, other) = (try TemporaryFile("capture"), try TemporaryFile("capture"))
    defer {
      unlink(file.path)
      unlink(other.path)
    }
    try Data(CaptureFile.bytes(of: Self.capture)).write(to: URL(filePath: file.path))
    let program = try #require(SearchPath.environment.find("tcpdump"), "tcpdump is missing")
    let precision = hasNanoseconds ? "nano" : "micro"
    let words = ["-r", file.path, "-w", other.path, "--time-stamp-precision=\(precision)"]
    let answer = try await Tool(program, words, budget: .seconds(60)).run()
    #expect(answer.status == 0, "\(answer.errors)")
    let bytes = Array(try Data(contentsOf: URL(filePath: other.path)))
    #expect(CaptureFile.oldForm(bytes)?.fraction == (hasNanoseconds ? 1 : 1000))
    let capture = try CaptureFile.read(bytes)
    let unit: UInt64 = hasNanoseconds ? 1 : 1000
    #expect(capture.packets.map(\.number) == [1, 2, 3, 4])
    #expect(capture.packets.map(\.bytes) == Self.capture.packets.map(\.bytes))
    #expect(capture.packets.map(\.byteCount) == Self.capture.packets.map(\.byteCount))
    #expect(
      capture.packets.map(\.time.nanoseconds)
        == Self.capture.packets.map { $0.time.nanoseconds / unit * unit })
    // Cut anywhere, it is refused, or it ends between two packets.
    for count in 0..<bytes.count {
      if let shorter = try? CaptureFile.read(Array(bytes.prefix(count))) {
        #expect(capture.packets.starts(with: shorter.packets))
        #expect(shorter.packets.count < 4)
      }
    }
  }

  /// A file as another program may write it: the highest byte first, microseconds, no options.
  @Test func filesOfOthersAreRead() throws {
    func word(_ number: UInt32) -> [UInt8] { withUnsafeBytes(of: number.bigEndian) { Array($0) } }
    func block(_ type: UInt32, _ body: [UInt8]) -> [UInt8] {
      let length = word(UInt32(body.count + 12))
      return word(type) + length + body + length
    }
    let data = Self.arp()
    let section = block(
      0x0a0d_0d0a, word(0x1a2b_3c4d) + word(0x0001_0000) + word(.max) + word(.max))
    let interface = block(1, word(0x0001_0000) + word(0))
    let unknown = block(0xbad, [1, 2, 3, 4])
    let micros: UInt64 = 1_764_000_000_123_456
    let packet = block(
      6,
      word(0) + word(UInt32(micros >> 32)) + word(UInt32(truncatingIfNeeded: micros))
        + word(UInt32(data.count)) + word(UInt32(data.count)) + data)
    // Another link: Linux's "cooked" form, 113.
    let cooked = block(1, word(0x0071_0000) + word(0))
    let second = section + cooked + interface + packet.replacingInterface(1)
    let bytes = section + interface + unknown + packet + packet + second
    let capture = try CaptureFile.read(bytes)
    #expect(capture.packets.map(\.number) == [1, 2, 3])
    #expect(capture.packets.map(\.port.rawValue) == [1, 1, 3])
    #expect(
      capture.packets.allSatisfy {
        $0.time.nanoseconds == micros * 1000 && $0.bytes == data && $0.faults.isEmpty
      })
  }

  @Test func whatIsNoCaptureIsRefused() {
    #expect(throws: CaptureFile.Failure.self) { try CaptureFile.read([]) }
    #expect(throws: CaptureFile.Failure.self) {
      try CaptureFile.read([UInt8](repeating: 0, count: 64))
    }
    let file = CaptureFile.bytes(of: Self.capture)
    for count in 1..<file.count {
      // A cut between two blocks is a shorter file.
      if let shorter = try? CaptureFile.read(Array(file.prefix(count))) {
        #expect(Self.capture.packets.starts(with: shorter.packets))
        #expect(shorter.packets.count < Self.capture.packets.count)
      }
    }
  }

  /// Any bytes are a file or are refused; none stop the tool.
  @Test(arguments: 0..<300)
  func damagedFilesDoNoHarm(seed: Int) {
    var numbers = SplitMix(state: UInt64(seed))
    var file = CaptureFile.bytes(of: Self.capture)
    for _ in 0...numbers.next() % 8 {
      let place = Int(numbers.next() % UInt64(file.count))
      file[place] = [0, 1, 0x7f, 0x80, 0xff, UInt8(truncatingIfNeeded: numbers.next())]
        .randomElement(using: &numbers)!
    }
    _ = try? CaptureFile.read(file)
  }
}

extension [UInt8] {
  /// A packet block of another interface, the highest byte first.
  fileprivate func replacingInterface(_ index: UInt8) -> [UInt8] {
    var copy = self
    copy[11] = index
    return copy
  }
}
