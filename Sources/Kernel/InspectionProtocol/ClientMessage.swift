// What a console sends. The kind of the frame, then the body:
//
//     0x01  hello     version, session      begins a session: ends the one before, whoever had it
//     0x02  request   id, name, n, n cells  runs a command; one at a time
//     0x03  cancel    id                    ends an answer early
//     0x04  bye                             ends the session

/// A message to the unikernel.
public enum ClientMessage: Equatable, Sendable {
  /// `session` is any number; the welcome repeats it, so that what was sent before is recognised.
  case hello(version: UInt8, session: UInt32)
  case request(id: UInt32, command: String, arguments: [Cell])
  case cancel(id: UInt32)
  case bye

  @export(interface)
  public var frame: InspectionFrame {
    var packer = Packer()
    switch self {
    case .hello(let version, let session):
      packer.byte(version)
      packer.number(UInt64(session))
      return InspectionFrame(kind: 0x01, body: packer.bytes)
    case .request(let id, let command, let arguments):
      packer.number(UInt64(id))
      packer.text(command, limit: InspectionLimits.name)
      packer.number(UInt64(min(arguments.count, InspectionLimits.arguments)))
      for argument in arguments.prefix(InspectionLimits.arguments) {
        packer.cell(argument, limit: InspectionLimits.body / 2 / InspectionLimits.arguments)
      }
      return InspectionFrame(kind: 0x02, body: packer.bytes)
    case .cancel(let id):
      packer.number(UInt64(id))
      return InspectionFrame(kind: 0x03, body: packer.bytes)
    case .bye: return InspectionFrame(kind: 0x04, body: [])
    }
  }

  /// Nil: no such message.
  @export(interface)
  public init?(_ frame: InspectionFrame) {
    var unpacker = Unpacker(frame.body)
    switch frame.kind {
    case 0x01:
      guard let version = unpacker.byte(), let session = unpacker.word() else { return nil }
      self = .hello(version: version, session: session)
    case 0x02:
      guard let id = unpacker.word(), let command = unpacker.text(limit: InspectionLimits.name),
        let count = unpacker.count(InspectionLimits.arguments)
      else { return nil }
      var arguments: [Cell] = []
      for _ in 0..<count {
        guard let cell = unpacker.cell() else { return nil }
        arguments.append(cell)
      }
      self = .request(id: id, command: command, arguments: arguments)
    case 0x03:
      guard let id = unpacker.word() else { return nil }
      self = .cancel(id: id)
    case 0x04: self = .bye
    default: return nil
    }
    guard unpacker.isAtEnd else { return nil }
  }
}

extension Unpacker {
  mutating func word() -> UInt32? {
    number().flatMap { UInt32(exactly: $0) }
  }
}
