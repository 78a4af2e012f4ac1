import Testing

@testable import Drivers

@Suite struct ConsoleMessageTests {
  private func parse(_ bytes: [UInt8]) -> ConsoleMessage? {
    bytes.withUnsafeBytes { ConsoleMessage(parsing: $0) }
  }

  @Test func aMessageIsRead() {
    let message = parse([2, 0, 0, 0, 6, 0, 1, 0])
    #expect(message == ConsoleMessage(port: 2, event: 6, value: 1))
  }

  @Test(arguments: 0..<8)
  func aShortMessageIsNone(count: Int) {
    #expect(parse(Array(repeating: 0, count: count)) == nil)
  }

  /// With a zero at its end, as QEMU sends it, and without.
  @Test func aNameIsRead() {
    let header: [UInt8] = [1, 0, 0, 0, 7, 0, 1, 0]
    #expect(
      parse(header + Array("mirador.inspector".utf8))?.name == Array("mirador.inspector".utf8))
    #expect(parse(header + Array("echo\0rest".utf8))?.name == Array("echo".utf8))
    #expect(parse(header)?.name == [])
  }

  /// What is behind a message that has no name is no name.
  @Test func onlyNamesHaveNames() {
    #expect(parse([1, 0, 0, 0, 6, 0, 1, 0, 65, 66])?.name == [])
  }

  @Test func aMessageIsWritten() {
    var bytes = [UInt8](repeating: 0xff, count: 8)
    bytes.withUnsafeMutableBytes {
      ConsoleMessage(port: 0x0403_0201, event: 0x0605, value: 0x0807).emit(to: $0.baseAddress!)
    }
    #expect(bytes == [1, 2, 3, 4, 5, 6, 7, 8])
  }
}

@Suite struct ConsolePortsTests {
  private var ports = ConsolePorts(count: 3)

  private mutating func says(
    _ event: UInt16, port: UInt32 = 1, value: UInt16 = 1, name: String = ""
  ) -> ConsolePorts.Action {
    var message = ConsoleMessage(port: port, event: event, value: value)
    message.name = Array(name.utf8)
    return ports.received(message)
  }

  @Test mutating func aPortComesIsOpenedClosedAndGoes() {
    #expect(says(1) == .acknowledge(port: 1))
    #expect(says(7, name: "echo") == .named(port: 1, name: Array("echo".utf8)))
    #expect(!ports.isOpen(1))
    #expect(says(6, value: 1) == .opened(port: 1))
    #expect(ports.isOpen(1))
    #expect(says(6, value: 0) == .closed(port: 1))
    #expect(says(6, value: 1) == .opened(port: 1))
    #expect(says(2) == .removed(port: 1))
    #expect(!ports.isOpen(1))
    #expect(says(1) == .acknowledge(port: 1))
  }

  @Test mutating func aPortThatIsOpenBeforeItHasAName() {
    _ = says(1)
    #expect(says(6, value: 1) == .none)
    _ = says(7, name: "echo")
    #expect(ports.isOpen(1))
  }

  @Test mutating func whatDoesNotFitIsPassedOver() {
    for event: UInt16 in [2, 6, 7, 0, 3, 4, 5, 9, .max] { #expect(says(event) == .none) }
    _ = says(1)
    #expect(says(1) == .none, "it is there already")
    _ = says(7, name: "echo")
    #expect(says(7, name: "other") == .none, "it has a name")
    #expect(says(6, value: 0) == .none, "it is closed")
  }

  @Test(arguments: [0, 3, 4, UInt32.max] as [UInt32])
  func aPortThatCannotBeIsPassedOver(port: UInt32) {
    var tests = self
    for event: UInt16 in 0...9 { #expect(tests.says(event, port: port) == .none) }
  }
}
