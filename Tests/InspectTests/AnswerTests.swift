import Checks
import InspectionProtocol
import Testing
import Time

@testable import Inspect

@Suite struct AnswerTests {
  static let plain = Appearance(width: nil, isPlain: false, palette: Palette(hasColour: false))

  static func answer(
    _ rows: [[Cell]], _ columns: [Column], shape: AnswerShape = .table,
    outcome: AnswerOutcome = .complete
  ) -> ConsoleAnswer {
    ConsoleAnswer(
      declaration: CommandDeclaration(
        "it", help: "", explanation: "", shape: shape, columns: columns), rows: rows,
      outcome: outcome, work: 0)
  }

  private let table = answer(
    [[.id(1), .text("main"), .bytes(512)], [.id(12), .text("ü漢"), .bytes(20_480)]],
    [Column("task", .id), Column("name", .text), Column("size", .bytes)])

  @Test func columnsAreAligned() {
    #expect(
      table.lines(Self.plain) == [
        "task  name      size", "   1  main     512 B", "  12  ü漢   20.0 KiB",
      ])
  }

  @Test func aNarrowTerminalCutsTheWidestColumn() {
    let long = Self.answer(
      [[.text(String(repeating: "x", count: 100)), .integer(7)]],
      [Column("text", .text), Column("n", .integer)])
    var narrow = Self.plain
    narrow.width = 20
    #expect(long.lines(narrow)[1] == String(repeating: "x", count: 16) + "…  7")
    narrow.isPlain = true
    #expect(long.lines(narrow)[1] == String(repeating: "x", count: 16) + "~  7")
    // A pipe gets all of it.
    #expect(long.lines(Self.plain)[1].count == 103)
  }

  @Test func expandedFormHasALineForEachCell() {
    #expect(
      table.lines(Self.plain, isExpanded: true) == [
        "- row 1", "task  1", "name  main", "size  512 B", "- row 2", "task  12", "name  ü漢",
        "size  20.0 KiB",
      ])
  }

  @Test func treesAreIndented() {
    let tree = Self.answer(
      [
        [.integer(0), .id(1)], [.integer(1), .id(2)], [.integer(2), .id(3)],
        [.integer(99), .id(4)],
      ],
      [Column("depth", .integer), Column("task", .id)], shape: .tree)
    let lines = tree.lines(Self.plain)
    #expect(lines[..<4] == ["task", "1", "  2", "    3"])
    // A depth that makes no sense does not make the line endless.
    #expect(lines[4].count == 129)
  }

  @Test func recordsAndLines() {
    let record = Self.answer(
      [[.flag(true), .none]], [Column("armed", .flag), Column("date", .date)], shape: .record)
    #expect(record.lines(Self.plain) == ["armed  yes", "date   -"])
    let lines = Self.answer(
      [[.text("one")], [.text("two")]], [Column("line", .text)], shape: .lines)
    #expect(lines.lines(Self.plain) == ["one", "two"])
  }

  /// What a unikernel says cannot command the terminal.
  @Test func controlCharactersAreShown() {
    let evil = Self.answer([[.text("a\u{1B}[2Jb\nc\u{202E}")]], [Column("t\u{7}", .text)])
    for isExpanded in [false, true] {
      let lines = evil.lines(Self.plain, isExpanded: isExpanded)
      #expect(!lines.joined().unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x202E })
      #expect(lines.joined().contains("a\\u{1b}[2Jb\\u{a}c\\u{202e}"))
    }
  }

  /// Rows and columns need not fit each other: a unikernel may be wrong.
  @Test func rowsOfOtherWidthsDoNoHarm() {
    let columns = [Column("a", .text), Column("b", .integer)]
    for shape in [AnswerShape.table, .record, .lines, .tree] {
      let odd = Self.answer(
        [[], [.text("x")], [.integer(1), .text("y"), .integer(3), .id(4)]], columns, shape: shape)
      for isExpanded in [false, true] {
        _ = odd.lines(Self.plain, isExpanded: isExpanded)
        _ = odd.json()
      }
      _ = Self.answer([[.integer(.min)]], [], shape: shape).lines(Self.plain)
    }
  }

  @Test(arguments: [
    (Cell.bytes(0), "0 B"), (.bytes(9_999), "9999 B"), (.bytes(10_240), "10.0 KiB"),
    (.bytes(.max), "16777216.0 TiB"), (.duration(.nanoseconds(7)), "7 ns"),
    (.duration(.microseconds(1500)), "1.5 ms"), (.duration(.milliseconds(-1500)), "-1.500 s"),
    (.duration(.nanoseconds(.min)), "-9223372036.855 s"),
    (.instant(Instant(nanoseconds: 1_500_000_000)), "+1.500000 s"), (.address(0x10), "0x10"),
    (.stack([0x20, 0x30]), "0x20"), (.stack([]), "-"), (.flag(false), "no"),
    (.date(.epoch), "1970-01-01T00:00:00Z"),
  ])
  func valuesHaveUnits(cell: Cell, text: String) {
    #expect(cell.text() == text)
  }

  @Test func aStackIsShownByTheApplicationsFunction() {
    let names: CodeNames = [
      1: "sleepUntil(_:) at Sources/Kernel/Runtime/Sleep.swift:27", 2: "witness at application.o",
      3: "Look.start(clock:) at unikernel.swift:16",
      4: "GeneratedMain.main() at .mirador/main.swift:5",
    ]
    #expect(Cell.stack([1, 2, 3, 4]).text(names) == "Look.start(clock:) at unikernel.swift:16")
    #expect(Cell.stack([1, 2, 4]).text(names).hasPrefix("sleepUntil"))
  }

  @Test func jsonIsOneLineWithUnitsInItsKeys() {
    let answer = Self.answer(
      [[.duration(.seconds(1)), .bytes(3), .text("a\nb"), .none, .address(16), .id(.max)]],
      [
        Column("up", .duration), Column("big size", .bytes), Column("t", .text),
        Column("n", .integer), Column("at", .address), Column("id", .id),
      ], outcome: .cut)
    #expect(
      answer.json(names: [16: "f"])
        == #"{"command":"it","outcome":"cut","rows":[{"at":"0x10","at_name":"f","big_size_bytes":3,"#
        + #""id":18446744073709551615,"n":null,"t":"a\nb","up_ns":1000000000}]}"#)
  }

  @Test func watchMarksWhatChanged() {
    var watch = Watch(interval: .seconds(1), words: ["it"])
    let columns = [Column("task", .id), Column("n", .integer)]
    let first = Self.answer([[.id(1), .integer(5)], [.id(2), .integer(6)]], columns)
    #expect(
      watch.lines(first, Self.plain, names: [:], clears: false)
        == ["every 1.0 s: it", "task  n", "   1  5", "   2  6"])
    // One is gone, one has changed, one is new.
    let second = Self.answer([[.id(2), .integer(7)], [.id(3), .integer(6)]], columns)
    #expect(
      watch.lines(second, Self.plain, names: [:], clears: false)
        == ["every 1.0 s: it", "task  n", "   2  7*", "   3*  6*"])
  }
}
