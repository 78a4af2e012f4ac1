extension CaptureFile {
  /// The bytes of a file that holds `capture`.
  package static func bytes(of capture: Capture) -> [UInt8] {
    var file = Writer()
    file.block(BlockType.section) { body in
      body.append(byteOrderMagic)
      body.append(1 as UInt16)
      body.append(0 as UInt16)
      // The length of the section is not said.
      body.append(UInt64.max)
      body.append(Option.application, Array("mirador".utf8))
      body.endOptions()
    }
    let ports = Set(capture.ports.keys).union(capture.packets.map(\.port)).sorted()
    var interfaces: [PortNumber: UInt32] = [:]
    for port in ports {
      interfaces[port] = UInt32(interfaces.count)
      file.block(BlockType.interface) { body in
        body.append(ethernet)
        body.append(0 as UInt16)
        body.append(0 as UInt32)
        body.append(Option.interfaceName, Array(capture.name(of: port).utf8))
        body.append(Option.timeResolution, [9])
        body.endOptions()
      }
    }
    for packet in capture.packets {
      file.append(packet, interfaces[packet.port] ?? 0)
    }
    return file.bytes
  }

  /// What a packet's comment says.
  static func comment(of packet: CapturedPacket) -> String {
    guard !packet.faults.isEmpty else { return "#\(packet.number)" }
    return "#\(packet.number) " + packet.faults.map(\.description).joined(separator: ", ")
  }
}

/// Numbers with the lowest byte first, in blocks of 32-bit words.
private struct Writer {
  var bytes: [UInt8] = []

  mutating func append<Number: FixedWidthInteger>(_ number: Number) {
    withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
  }

  mutating func append(_ data: [UInt8]) {
    bytes += data
    while bytes.count % 4 != 0 { bytes.append(0) }
  }

  mutating func append(_ option: UInt16, _ value: [UInt8]) {
    // A length has 16 bits.
    let value = value.prefix(Int(UInt16.max))
    append(option)
    append(UInt16(value.count))
    append(Array(value))
  }

  mutating func endOptions() {
    append(CaptureFile.Option.end)
    append(0 as UInt16)
  }

  mutating func block(_ type: UInt32, _ write: (inout Writer) -> Void) {
    var body = Writer()
    write(&body)
    let length = UInt32(body.bytes.count + 12)
    append(type)
    append(length)
    bytes += body.bytes
    append(length)
  }

  mutating func append(_ packet: CapturedPacket, _ interface: UInt32) {
    block(CaptureFile.BlockType.packet) { body in
      body.append(interface)
      body.append(UInt32(truncatingIfNeeded: packet.time.nanoseconds >> 32))
      body.append(UInt32(truncatingIfNeeded: packet.time.nanoseconds))
      body.append(UInt32(packet.bytes.count))
      body.append(UInt32(packet.byteCount))
      body.append(packet.bytes)
      body.append(CaptureFile.Option.comment, Array(CaptureFile.comment(of: packet).utf8))
      // Inbound is 1, outbound 2 (section 4.3.1).
      let flags: UInt32 = packet.direction == .incoming ? 1 : 2
      body.append(CaptureFile.Option.packetFlags)
      body.append(4 as UInt16)
      body.append(flags)
      body.endOptions()
    }
  }
}
