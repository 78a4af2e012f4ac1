import Bytes
import Wire

extension PacketReader {
  mutating func tcp(
    _ bytes: RawSpan, _ pseudo: PseudoHeader, _ source: String, _ destination: String
  ) throws(WireFailure) -> PacketReading {
    let ((header, range), isWrong) = try Self.checked(pseudo) { pseudo throws(WireFailure) in
      try TCPHeader.parse(bytes, pseudoHeader: pseudo)
    }
    let (from, to) = (header.sourcePort, header.destinationPort)
    let flow = Flow(
      source: Self.place(source, from), destination: Self.place(destination, to))
    if header.flags.contains(.syn) {
      remember(flow, header.sequenceNumber)
      // A new connection of the same ports: the other side's number is not known yet.
      if !header.flags.contains(.ack) { origins[flow.reversed] = nil }
    }
    var words = Self.words(header.flags)
    words.append("seq=\(distance(header.sequenceNumber, flow))")
    if header.flags.contains(.ack) {
      words.append("ack=\(distance(header.acknowledgmentNumber, flow.reversed))")
    }
    words.append("win=\(header.window)")
    words.append("len=\(range.count)")
    words += optionWords(header.options, flow)
    if isWrong { words.append("(wrong checksum)") }
    return PacketReading(
      name: "TCP", endpoints: "\(flow.source) > \(flow.destination)", ports: "\(from)>\(to)",
      words: words.joined(separator: " "))
  }

  private mutating func remember(_ flow: Flow, _ number: SequenceNumber) {
    // A flood of connections is not remembered without end.
    if origins.count >= SwitchLimits.rememberedFlows { origins.removeAll() }
    origins[flow] = number
  }

  private func distance(_ number: SequenceNumber, _ flow: Flow) -> UInt32 {
    guard let origin = origins[flow] else { return number.rawValue }
    return number.rawValue &- origin.rawValue
  }

  private static func words(_ flags: TCPFlags) -> [String] {
    let names: [(TCPFlags, String)] = [
      (.syn, "SYN"), (.fin, "FIN"), (.rst, "RST"), (.psh, "PSH"), (.ack, "ACK"), (.urg, "URG"),
      (.ece, "ECE"), (.cwr, "CWR"),
    ]
    return names.filter { flags.contains($0.0) }.map(\.1)
  }

  private func optionWords(_ options: TCPOptions, _ flow: Flow) -> [String] {
    var words: [String] = []
    if let size = options.maximumSegmentSize { words.append("mss=\(size)") }
    if let shift = options.windowScale { words.append("wscale=\(shift)") }
    if options.sackPermitted { words.append("sackOK") }
    for index in 0..<options.sackBlocks.count {
      let block = options.sackBlocks[index]
      let (left, right) = (block.left, block.right)
      words.append(
        "sack=\(distance(left, flow.reversed))-\(distance(right, flow.reversed))")
    }
    return words
  }
}
