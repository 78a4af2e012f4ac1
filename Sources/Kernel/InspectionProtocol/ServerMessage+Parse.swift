internal import Time

extension ServerMessage {
  /// Nil: no such message.
  @export(interface)
  public init?(_ frame: InspectionFrame) {
    var unpacker = Unpacker(frame.body)
    let message: ServerMessage?
    switch frame.kind {
    case 0x81: message = unpacker.welcome().map { .welcome($0) }
    case 0x82: message = unpacker.declaration().map { .command($0) }
    case 0x83: message = unpacker.rows()
    case 0x84: message = unpacker.end()
    case 0x85: message = unpacker.failure()
    case 0x86: message = unpacker.text().map { .refusal($0) }
    default: message = nil
    }
    guard let message, unpacker.isAtEnd else { return nil }
    self = message
  }
}

extension Unpacker {
  fileprivate mutating func welcome() -> Welcome? {
    guard let version = byte(), let session = word(), let boot = number(), let name = text(),
      let count = count(InspectionLimits.commands)
    else { return nil }
    return Welcome(
      version: version, session: session, boot: boot, name: name, commandCount: count)
  }

  fileprivate mutating func rows() -> ServerMessage? {
    // A row takes a byte at least.
    guard let id = word(), let count = count(InspectionLimits.body) else { return nil }
    var rows: [[Cell]] = []
    for _ in 0..<count {
      guard let width = self.count(InspectionLimits.columns) else { return nil }
      var row: [Cell] = []
      for _ in 0..<width {
        guard let cell = cell() else { return nil }
        row.append(cell)
      }
      rows.append(row)
    }
    return .rows(id: id, rows)
  }

  fileprivate mutating func end() -> ServerMessage? {
    guard let id = word(), let outcome = byte().flatMap(AnswerOutcome.init(rawValue:)),
      let rows = number(), let work = signed()
    else { return nil }
    return .end(id: id, outcome: outcome, rows: rows, work: Duration(nanoseconds: work))
  }

  fileprivate mutating func failure() -> ServerMessage? {
    guard let id = word(), let reason = byte().flatMap(InspectionFailure.Reason.init(rawValue:)),
      let text = text()
    else { return nil }
    return .failure(id: id, InspectionFailure(reason, text))
  }
}
