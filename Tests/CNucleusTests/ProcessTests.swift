//
// ProcessTests.swift - the ends of a unikernel, errno and randomness.
//
import CNucleus
import Platform
import PlatformHost
import Testing

extension SharedState {
  @Suite struct ProcessTests {
    @Test(arguments: [(0, 0), (3, 3), (255, 255), (256, 0), (-1, 255)])
    func exitPassesTheLowBits(status: Int, seen: Int32) {
      let end = end(of: NUCLEUS_TEST_EXIT, size: status)
      #expect(end.kind == PLATFORM_HOST_EXITED)
      #expect(end.status == seen)
    }

    @Test func panicsSayWhy() {
      let messages = [
        (NUCLEUS_TEST_ABORT, "abort called"),
        (NUCLEUS_TEST_STACK_CHECK, "a stack frame was overwritten (its canary changed)"),
        (NUCLEUS_TEST_PURE_VIRTUAL, "a pure virtual function was called"),
        (NUCLEUS_TEST_LENGTH_ERROR, "a C++ container grew too long: vector::reserve"),
      ]
      for (call, message) in messages {
        let end = end(of: call)
        #expect(end.kind == PLATFORM_HOST_PANICKED)
        #expect(end.status == 255)
        #expect(end.message == message)
      }
    }

    @Test func errnoStays() {
      nucleus___errno_location().pointee = 12
      #expect(nucleus___errno_location().pointee == 12)
    }
  }
}

@Suite struct RandomnessTests {
  @Test func bytesComeFromThePlatformAndStayInside() {
    for size in 0...20 {
      var expected = [UInt8](repeating: 0x55, count: 24)
      var bytes = expected
      platform_host_set_seed(9)
      platform_seed(&expected, size)
      platform_host_set_seed(9)
      nucleus_arc4random_buf(&bytes, size)
      #expect(bytes == expected)
      #expect(bytes[size...].allSatisfy { $0 == 0x55 })
      #expect(size < 16 || Set(bytes[..<size]).count > 4)
    }
  }
}
