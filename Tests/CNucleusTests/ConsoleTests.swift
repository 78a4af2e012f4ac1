//
// ConsoleTests.swift - what reaches the console, and in how many writes.
//
import CNucleus
import Glibc
import Platform
import PlatformHost
import Testing

extension SharedState {
  @Suite struct ConsoleTests {
    /// What `body` writes, and the number of writes.
    private func captured(_ body: () -> Void) -> (text: String, writes: Int) {
      platform_host_console_capture(true)
      body()
      let writes = platform_host_console_writes()
      var buffer = [UInt8](repeating: 0, count: 4096)
      let count = platform_host_console_take(&buffer, buffer.count)
      platform_host_console_capture(false)
      return (String(decoding: buffer.prefix(count), as: UTF8.self), writes)
    }

    @Test func printfIsOneWrite() {
      var length: Int32 = 0
      let output = captured { length = nucleus_test_printf("the heap", 42) }
      #expect(output == ("the heap has 42\n", 1))
      #expect(length == 16)
    }

    @Test(arguments: [0, 1, 240, 255, 256, 257, 1000]) func longTextsAreNotCut(count: Int) {
      let text = String(repeating: "abcdefghij", count: 100).prefix(count)
      let printed = captured { nucleus_test_printf(String(text), 1) }
      #expect(printed.text == text + " has 1\n")
      #expect(printed.writes == (count + 7 + 255) / 256)
      let put = captured { nucleus_puts(String(text)) }
      #expect(put.text == text + "\n")
      #expect(put.writes == (count + 1 + 255) / 256)
    }

    @Test func fputsWritesWhatItGets() {
      var results: [Int32] = []
      let output = captured {
        results.append(nucleus_fputs("no newline", nucleus_stderr))
        results.append(nucleus_fputs("", nucleus_stdout))
      }
      #expect(output == ("no newline", 1))
      #expect(results.allSatisfy { $0 >= 0 })
    }

    @Test func putcharGathersALine() {
      let output = captured {
        for byte in "two\nlines\n".utf8 { nucleus_putchar(Int32(byte)) }
      }
      #expect(output == ("two\nlines\n", 2))
    }

    @Test func putcharReturnsTheByte() {
      var results: [Int32] = []
      let output = captured {
        results = [0x61, -1, 0x10a].map(nucleus_putchar)
      }
      #expect(results == [0x61, 255, 10])
      #expect(output.writes == 1)
    }

    @Test func aLongLineLeavesInParts() {
      var writes = 0
      let output = captured {
        for _ in 0..<300 { nucleus_putchar(0x61) }
        writes = platform_host_console_writes()
        nucleus_fflush(nil)
        nucleus_fflush(nil)
      }
      #expect(output == (String(repeating: "a", count: 300), 2))
      #expect(writes == 1)
    }

    @Test func otherOutputComesAfterTheUnfinishedLine() {
      let output = captured {
        nucleus_putchar(0x61)
        nucleus_puts("b")
        nucleus_putchar(0x63)
        nucleus_fputs("d", nucleus_stdout)
        nucleus_putchar(0x65)
        nucleus_test_printf("f", 1)
      }
      #expect(output == ("ab\ncdef has 1\n", 6))
    }

    @Test func anEndFlushesTheUnfinishedLine() {
      let atExit = captured {
        nucleus_putchar(0x61)
        _ = end(of: NUCLEUS_TEST_EXIT, size: 0)
      }
      #expect(atExit.text == "a")
      let atAbort = captured {
        nucleus_putchar(0x62)
        _ = end(of: NUCLEUS_TEST_ABORT)
      }
      #expect(atAbort.text == "b")
    }
  }
}
