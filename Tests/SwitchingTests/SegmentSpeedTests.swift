import CSwitching
import Foundation
import Processes
import SeededNumbers
import Synchronization
import Testing
import Wire

@testable import Switching

/// How many frames a second go through a segment from link to link: docs/wire.md says how that was.
struct SegmentSpeedTests {
  @Test(.enabled(if: Soak.isOn), arguments: [64, 1500, 9000])
  func framesASecond(byteCount: Int) async throws {
    let segment = try NetworkSegment("lan")
    defer { segment.stop() }
    let alice = try segment.makeLink("alice")
    let bob = try segment.makeLink("bob")
    // Bob is known, so that alice's frames go to him alone.
    let hello = LearningSwitchTests.frame(to: .broadcast, from: NetworkSegmentTests.bob)
    #expect(write(bob.number, hello, hello.count) == hello.count)
    while segment.capture().packets.count < 2 { usleep(1000) }

    let isOver = Atomic(false)
    let sent = Atomic(0)
    let frame = LearningSwitchTests.frame(
      to: NetworkSegmentTests.bob, from: NetworkSegmentTests.alice)
    let bytes = Array((frame + [UInt8](repeating: 1, count: byteCount)).prefix(byteCount))
    let sender = Thread {
      bytes.withUnsafeBytes { bytes in
        let batch = [switching_frame](
          repeating: switching_frame(bytes: bytes.baseAddress, size: bytes.count), count: 64)
        var error: Int32 = 0
        while !isOver.load(ordering: .relaxed) {
          let count = switching_send(alice.number, true, batch, 64, &error)
          sent.add(Int(count), ordering: .relaxed)
          var room = pollfd(fd: alice.number, events: Int16(POLLOUT), revents: 0)
          if error != 0 { poll(&room, 1, 10) }
        }
      }
    }
    sender.start()
    let slots = UnsafeMutablePointer<UInt8>.allocate(capacity: 64 * 16_384)
    defer { slots.deallocate() }
    var lengths = [UInt32](repeating: 0, count: 64)
    var received = 0
    let start = ContinuousClock.now
    while ContinuousClock.now - start < .seconds(5) {
      var some = pollfd(fd: bob.number, events: Int16(POLLIN), revents: 0)
      poll(&some, 1, 10)
      received += max(0, Int(switching_receive(bob.number, true, slots, 16_384, &lengths, 64)))
    }
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    isOver.store(true, ordering: .relaxed)
    let dropped = segment.statistics["bob"]?.overflowed ?? 0
    print(
      "\(byteCount) B: \(Int(Double(received) / seconds)) frames/s,",
      "\(Int(Double(received * byteCount) * 8e-6 / seconds)) Mbit/s,",
      "\(sent.load(ordering: .relaxed)) sent, \(dropped) dropped")
    #expect(received > 0)
  }
}
