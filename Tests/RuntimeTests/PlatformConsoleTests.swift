import Devices
import PlatformHost
import Runtime
import Testing

@Suite struct PlatformConsoleTests {
  @Test(arguments: [["plain"], ["", "é 日本語"], ["a\u{1b}[1mb"], (0..<50).map { "line \($0)" }])
  func writesEachLineInOnePiece(lines: [String]) {
    platform_host_console_capture(true)
    defer { platform_host_console_capture(false) }
    for line in lines { PlatformConsole().print(line) }
    var buffer = [UInt8](repeating: 0, count: 4096)
    let writes = platform_host_console_writes()
    let count = platform_host_console_take(&buffer, buffer.count)
    let expected = lines.map { $0 + "\n" }.joined()
    #expect(Array(buffer[..<count]) == Array(expected.utf8))
    #expect(writes == lines.count)
  }

  @Test func anEmptyBufferIsNothing() {
    platform_host_console_capture(true)
    defer { platform_host_console_capture(false) }
    PlatformConsole().write(UnsafeRawBufferPointer(start: nil, count: 0))
    #expect(platform_host_console_writes() == 0)
  }
}
