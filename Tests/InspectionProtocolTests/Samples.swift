import InspectionProtocol
import Time

/// Messages of every kind, with every kind of value in them.
enum Samples {
  static let cells: [Cell] = [
    .none, .text(""), .text("net: ü 漢"), .integer(0), .integer(.min), .integer(.max), .bytes(0),
    .bytes(.max), .duration(.nanoseconds(-1)), .duration(.seconds(3)), .instant(.distantFuture),
    .date(WallTime(seconds: -1, nanosecond: 999_999_999)!), .flag(true), .flag(false),
    .address(0xffff_ffff_8000_0000), .id(42), .stack([]), .stack([1, .max]),
  ]

  static let declaration = CommandDeclaration(
    "kv", help: "values", explanation: "It looks.", tier: .armed, shape: .tree,
    arguments: [
      CommandArgument("task", .id(command: "tasks"), isRequired: true, help: "which"),
      CommandArgument("level", .level, isRequired: true, help: "a level"),
      CommandArgument("how", .choice(["fast", "slow"]), isRequired: false, help: "how"),
      CommandArgument("for", .duration, isRequired: false, help: "how long"),
      CommandArgument("n", .integer, isRequired: false, help: "how many"),
      CommandArgument("source", .name(command: "levels"), isRequired: false, help: "of what"),
      CommandArgument("rest", .text, isRequired: false, help: "what else"),
    ],
    columns: CellType.allCases.map { Column("\($0)", $0) })

  static let fromClient: [ClientMessage] = [
    .hello(version: 1, session: 0), .hello(version: 255, session: .max),
    .request(id: 7, command: "tasks", arguments: []),
    .request(id: .max, command: "x", arguments: Array(cells.prefix(8))), .cancel(id: 7), .bye,
  ]

  static let fromServer: [ServerMessage] = [
    .welcome(
      Welcome(
        version: 1, session: 9, boot: .max, name: "hello", commandCount: 256)),
    .command(declaration), .rows(id: 1, []),
    .rows(id: 2, [[], Array(cells.prefix(16)), Array(cells.dropFirst(16))]),
    .end(id: 3, outcome: .cut, rows: 200_000, work: .milliseconds(3)),
    .failure(id: 4, InspectionFailure(.notArmed, "first type: arm REASON")),
    .refusal("another console is attached"),
  ]

  static let frames = fromClient.map(\.frame) + fromServer.map(\.frame)
  static let stream = frames.flatMap(\.bytes)
}

/// A small generator, so that a failing case can be repeated from its seed.
struct Random: RandomNumberGenerator {
  var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9e37_79b9_7f4a_7c15 | 1 }

  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state &* 0x2545_f491_4f6c_dd1d
  }
}

extension FrameDecoder {
  /// All that can be taken after `bytes` came.
  mutating func take(_ bytes: some Sequence<UInt8>) -> [InspectionFrame] {
    append(bytes)
    var frames: [InspectionFrame] = []
    while let frame = next() { frames.append(frame) }
    return frames
  }
}
