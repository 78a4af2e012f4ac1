// Segments as people write them down:
//
//     S. 0:0(0) ack 1 win 65535 <mss 1460,sackOK,TS val 7 ecr 0,wscale 3>
//     P. 1:101(100) ack 1 win 1000
//     . 1:1(0) ack 1001 win 1000 <sack 2001:3001 4001:5001>
//
// Flags are S F R P . (ACK) E W U. Numbers count from the initial sequence number of their side: 0 is SYN, 1 the
// first byte of data. `<nop>` says that there is no option.

import Bytes
import Wire

/// Where the two sides' numbers start.
struct Origins {
  var local = SequenceNumber(0)
  var remote = SequenceNumber(0)
}

struct SegmentText {
  var header: TCPHeader
  var payloadByteCount: Int

  /// - Parameter sender: the origin of sequence numbers; `receiver`: of acknowledgments.
  init(_ text: String, sender: SequenceNumber, receiver: SequenceNumber) {
    var words = text.split(separator: "<")[0].split(separator: " ").map(String.init)
    let flags = Self.flags(words.removeFirst())
    let range = words.removeFirst().split { ":()".contains($0) }.map { Int($0)! }
    precondition(range[1] - range[0] == range[2], "the numbers do not fit: \(text)")
    header = TCPHeader(
      sourcePort: Port(4000), destinationPort: Port(80), sequenceNumber: sender + range[0],
      flags: flags, window: 65535)
    payloadByteCount = range[2]
    while !words.isEmpty {
      let key = words.removeFirst()
      let value = Int(words.removeFirst())!
      switch key {
      case "ack": header.acknowledgmentNumber = receiver + value
      case "win": header.window = UInt16(value)
      case "urg": header.urgentPointer = UInt16(value)
      default: preconditionFailure("what is \(key)?")
      }
    }
    if let start = text.firstIndex(of: "<") {
      header.options = Self.options(String(text[start...].dropFirst().dropLast()), receiver)
    }
  }

  private static func flags(_ text: String) -> TCPFlags {
    var flags: TCPFlags = []
    for letter in text {
      switch letter {
      case "S": flags.insert(.syn)
      case "F": flags.insert(.fin)
      case "R": flags.insert(.rst)
      case "P": flags.insert(.psh)
      case ".": flags.insert(.ack)
      case "E": flags.insert(.ece)
      case "W": flags.insert(.cwr)
      case "U": flags.insert(.urg)
      case "-": break
      default: preconditionFailure("what is the flag \(letter)?")
      }
    }
    return flags
  }

  private static func options(_ text: String, _ receiver: SequenceNumber) -> TCPOptions {
    var options = TCPOptions()
    for option in text.split(separator: ",") {
      let words = option.split(separator: " ").map(String.init)
      switch words[0] {
      case "mss": options.maximumSegmentSize = UInt16(words[1])!
      case "sackOK": options.sackPermitted = true
      case "wscale": options.windowScale = UInt8(words[1])!
      case "TS":
        options.timestamps = TCPTimestamps(value: UInt32(words[2])!, echo: UInt32(words[4])!)
      case "sack":
        for block in words.dropFirst() {
          let ends = block.split(separator: ":").map { Int($0)! }
          options.sackBlocks.append(
            SACKBlock(left: receiver + ends[0], right: receiver + ends[1]))
        }
      case "nop": break
      default: preconditionFailure("what is \(option)?")
      }
    }
    return options
  }

  /// The text of a segment, without what `like` does not mention.
  static func describe(
    _ header: TCPHeader, _ payloadByteCount: Int, sender: SequenceNumber, receiver: SequenceNumber,
    like: String = "ack win <"
  ) -> String {
    var text = ""
    let letters: [(TCPFlags, String)] = [
      (.syn, "S"), (.fin, "F"), (.rst, "R"), (.psh, "P"), (.ece, "E"), (.cwr, "W"), (.ack, "."),
    ]
    for (flag, letter) in letters where header.flags.contains(flag) { text += letter }
    if text.isEmpty { text = "-" }
    let start = header.sequenceNumber - sender
    text += " \(start):\(start + payloadByteCount)(\(payloadByteCount))"
    if header.flags.contains(.ack) { text += " ack \(header.acknowledgmentNumber - receiver)" }
    if like.contains("win") { text += " win \(header.window)" }
    guard like.contains("<") else { return text }
    return text + " <" + describe(header.options, receiver) + ">"
  }

  private static func describe(_ options: TCPOptions, _ receiver: SequenceNumber) -> String {
    var parts: [String] = []
    if let size = options.maximumSegmentSize { parts.append("mss \(size)") }
    if options.sackPermitted { parts.append("sackOK") }
    if let stamps = options.timestamps { parts.append("TS val \(stamps.value) ecr \(stamps.echo)") }
    if let shift = options.windowScale { parts.append("wscale \(shift)") }
    if !options.sackBlocks.isEmpty {
      var text = "sack"
      for index in 0..<options.sackBlocks.count {
        let block = options.sackBlocks[index]
        text += " \(block.left - receiver):\(block.right - receiver)"
      }
      parts.append(text)
    }
    return parts.isEmpty ? "nop" : parts.joined(separator: ",")
  }
}
