import SeededNumbers
import Testing
import Time

@Suite struct TimerQueueTests {
  private func at(_ nanoseconds: UInt64) -> Time.Instant { Time.Instant(nanoseconds: nanoseconds) }

  @Test func firesInOrderOfDeadlinesAndOfInsertion() {
    var queue = TimerQueue<String>()
    _ = queue.insert("c", deadline: at(30))
    _ = queue.insert("a", deadline: at(10))
    _ = queue.insert("b", deadline: at(10))
    #expect(queue.nextDeadline == at(10))
    #expect(queue.popExpired(at: at(9)) == nil)
    #expect(queue.popExpired(at: at(10)) == "a")
    #expect(queue.popExpired(at: at(10)) == "b")
    #expect(queue.popExpired(at: at(10)) == nil)
    #expect(queue.popExpired(at: .distantFuture) == "c")
    #expect(queue.nextDeadline == nil)
  }

  @Test func aTokenIsGoodForItsOwnTimerOnly() {
    var queue = TimerQueue<Int>()
    let first = queue.insert(1, deadline: at(1))
    #expect(queue.remove(first) == 1)
    #expect(queue.remove(first) == nil)
    let second = queue.insert(2, deadline: at(2))
    #expect(first != second)
    #expect(queue.remove(first) == nil)
    #expect(queue.popExpired(at: at(2)) == 2)
    #expect(queue.remove(second) == nil)
  }

  /// Against a model that sorts: random insertions, removals and time.
  @Test(arguments: [1, 2, 3] as [UInt64])
  func behavesAsASortedList(seed: UInt64) {
    var random = SplitMix(state: seed)
    var queue = TimerQueue<Int>()
    var model: [(deadline: UInt64, payload: Int, token: TimerQueue<Int>.Token)] = []
    var now: UInt64 = 0
    for payload in 0..<20_000 {
      switch random.next() % 4 {
      case 0, 1:
        let deadline = now + random.next() % 50
        model.append((deadline, payload, queue.insert(payload, deadline: at(deadline))))
      case 2 where !model.isEmpty:
        let victim = model.remove(at: Int(random.next() % UInt64(model.count)))
        #expect(queue.remove(victim.token) == victim.payload)
      default:
        now += random.next() % 20
        while let fired = queue.popExpired(at: at(now)) {
          let expected = model.indices.min {
            (model[$0].deadline, model[$0].payload) < (model[$1].deadline, model[$1].payload)
          }!
          #expect(model[expected].payload == fired)
          model.remove(at: expected)
        }
        #expect(!model.contains { $0.deadline <= now })
      }
      #expect(queue.count == model.count)
      #expect(queue.nextDeadline?.nanoseconds == model.map(\.deadline).min())
    }
  }
}
