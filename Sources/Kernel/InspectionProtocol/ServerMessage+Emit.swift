internal import Time

extension ServerMessage {
  /// The message as it is sent. Rows must fit: they are packed by `RowPacker` where that is not known.
  @export(interface)
  public var frame: InspectionFrame {
    var packer = Packer()
    switch self {
    case .welcome(let welcome):
      packer.byte(welcome.version)
      packer.number(UInt64(welcome.session))
      packer.number(welcome.boot)
      packer.text(welcome.name)
      packer.number(UInt64(welcome.commandCount))
      return InspectionFrame(kind: 0x81, body: packer.bytes)
    case .command(let declaration):
      declaration.pack(into: &packer)
      // One that is too long to be declared is not: the reader takes an empty body for that.
      let fits = packer.bytes.count <= InspectionLimits.body
      return InspectionFrame(kind: 0x82, body: fits ? packer.bytes : [])
    case .rows(let id, let rows):
      var packer = RowPacker(id: id)
      for row in rows { _ = packer.append(row) }
      return packer.frame
    case .end(let id, let outcome, let rows, let work):
      packer.number(UInt64(id))
      packer.byte(outcome.rawValue)
      packer.number(rows)
      packer.signed(work.nanoseconds)
      return InspectionFrame(kind: 0x84, body: packer.bytes)
    case .failure(let id, let failure):
      packer.number(UInt64(id))
      packer.byte(failure.reason.rawValue)
      packer.text(failure.text)
      return InspectionFrame(kind: 0x85, body: packer.bytes)
    case .refusal(let text):
      packer.text(text)
      return InspectionFrame(kind: 0x86, body: packer.bytes)
    }
  }
}

/// Fills a frame with rows until it is full.
public struct RowPacker {
  private let id: UInt32
  private var packer = Packer()
  /// Rows so far.
  public private(set) var count = 0

  /// Room for the id and the number of rows before them.
  private static let room = InspectionLimits.body - 16

  public init(id: UInt32) { self.id = id }

  /// Adds a row; false: it does not fit any more, and belongs into the next frame. Into an empty frame
  /// every row fits: texts are cut for that.
  @export(interface)
  public mutating func append(_ row: [Cell]) -> Bool {
    let before = packer.bytes.count
    pack(row, InspectionLimits.text)
    if packer.bytes.count > RowPacker.room {
      packer.bytes.removeLast(packer.bytes.count - before)
      guard count == 0 else { return false }
      pack(row, RowPacker.room / InspectionLimits.columns - 160)
    }
    count += 1
    return true
  }

  private mutating func pack(_ row: [Cell], _ limit: Int) {
    packer.number(UInt64(min(row.count, InspectionLimits.columns)))
    for cell in row.prefix(InspectionLimits.columns) { packer.cell(cell, limit: limit) }
  }

  @export(interface)
  public var frame: InspectionFrame {
    var head = Packer()
    head.number(UInt64(id))
    head.number(UInt64(count))
    return InspectionFrame(kind: 0x83, body: head.bytes + packer.bytes)
  }
}
