internal import Platform
internal import Wire

/// What the host says of a network interface behind the descriptor's name:
/// `52-54-00-12-34-56,1500` or `52-54-00-12-34-56,1500,header`.
struct DescriptorNote: Equatable {
  let address: MACAddress
  let maximumTransmissionUnit: Int
  /// A virtio header is before each frame.
  let hasHeader: Bool

  /// Nil: the note is not like that.
  init?(_ text: String) {
    var fields: [String] = []
    var field: [UInt8] = []
    for byte in text.utf8 {
      guard byte == UInt8(ascii: ",") else {
        field.append(byte)
        continue
      }
      fields.append(String(decoding: field, as: UTF8.self))
      field = []
    }
    fields.append(String(decoding: field, as: UTF8.self))
    guard fields.count == 2 || fields.count == 3, let address = MACAddress(fields[0]),
      address.isUnicast, let unit = Int(fields[1]), DriverLimits.transmissionUnits.contains(unit)
    else { return nil }
    if fields.count == 3 {
      guard Array(fields[2].utf8) == Array("header".utf8) else { return nil }
    }
    self.address = address
    maximumTransmissionUnit = unit
    hasHeader = fields.count == 3
  }

  /// The note of a descriptor that was found.
  init?(of source: Int32) {
    var size = 0
    // Safety: the platform says how many bytes there are, and keeps them.
    guard let note = unsafe platform_descriptor_note(source, &size) else { return nil }
    let text = unsafe String(
      decoding: UnsafeRawBufferPointer(start: note, count: size), as: UTF8.self)
    self.init(text)
  }
}
