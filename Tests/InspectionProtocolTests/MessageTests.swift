import InspectionProtocol
import SeededNumbers
import Testing
import Time

@Suite struct MessageTests {
  @Test(arguments: Samples.fromClient) func aClientsMessageIsReadBack(message: ClientMessage) {
    #expect(ClientMessage(message.frame) == message)
    #expect(ServerMessage(message.frame) == nil)
  }

  @Test(arguments: Samples.fromServer) func aServersMessageIsReadBack(message: ServerMessage) {
    #expect(ServerMessage(message.frame) == message)
    #expect(ClientMessage(message.frame) == nil)
  }

  /// A body that ends early, or goes on, is refused whole.
  @Test func badLengthsAreRefused() {
    for frame in Samples.frames {
      for length in 0..<frame.body.count {
        let short = InspectionFrame(kind: frame.kind, body: Array(frame.body[..<length]))
        #expect(ClientMessage(short) == nil && ServerMessage(short) == nil)
      }
      let long = InspectionFrame(kind: frame.kind, body: frame.body + [0])
      #expect(ClientMessage(long) == nil && ServerMessage(long) == nil)
    }
  }

  @Test func longTextsAreCutBetweenCharacters() throws {
    let text = String(repeating: "ü", count: 600)
    guard case .rows(_, let rows) = ServerMessage(ServerMessage.rows(id: 1, [[.text(text)]]).frame)
    else { throw Missing() }
    #expect(rows == [[.text(String(repeating: "ü", count: 512))]])
  }

  @Test func everyRowFitsIntoAnEmptyFrame() throws {
    let long = Cell.text(String(repeating: "漢", count: 400))
    let row = [Cell](repeating: long, count: InspectionLimits.columns)
    var packer = RowPacker(id: 1)
    let fits = packer.append(row)
    #expect(fits)
    // The next one does not: it belongs into the next frame.
    let fitsAgain = packer.append(row)
    #expect(!fitsAgain)
    guard case .rows(1, let rows) = ServerMessage(packer.frame) else { throw Missing() }
    #expect(rows.count == 1 && rows[0].count == InspectionLimits.columns)
    #expect(packer.frame.body.count <= InspectionLimits.body)
  }

  /// A number that names more things than a body can hold is refused before anything is made for them.
  @Test func impossibleCountsAreRefused() {
    let body: [UInt8] = [1] + [UInt8](repeating: 0xff, count: 9) + [1]
    for kind in UInt8.min...UInt8.max {
      let frame = InspectionFrame(kind: kind, body: body)
      #expect(ServerMessage(frame) == nil || kind == 0x86)
      #expect(ClientMessage(frame) == nil)
    }
  }

  /// Fuzz: bodies that differ from right ones in a few bytes never trap; what is read is written back.
  @Test(arguments: 0..<100)
  func changedBodiesNeverTrap(seed: Int) {
    var random = Random(seed: UInt64(seed) + 1)
    for frame in Samples.frames {
      for _ in 0..<50 {
        var body = frame.body
        for _ in 0..<Int.random(in: 1...4, using: &random) where !body.isEmpty {
          let place = Int.random(in: body.indices, using: &random)
          body[place] = UInt8.random(in: 0...255, using: &random)
        }
        let changed = InspectionFrame(kind: frame.kind, body: body)
        if let message = ClientMessage(changed) {
          #expect(ClientMessage(message.frame) == message)
        }
        if let message = ServerMessage(changed) {
          #expect(ServerMessage(message.frame) == message)
        }
      }
    }
  }

  @Test(.enabled(if: Soak.isOn)) func changedBodiesNeverTrapAtLength() async {
    await Soak.seeds { changedBodiesNeverTrap(seed: $0) }
  }

  private struct Missing: Error {}
}
