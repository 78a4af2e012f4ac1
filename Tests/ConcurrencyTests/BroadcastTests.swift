import Concurrency
import ManualTime
import Testing
import Time

@Suite struct BroadcastTests {
  let time = ManualTime()
  let trace = Trace()

  @Test func everySubscriberSeesEveryElementFromItsSubscriptionOn() throws {
    let news = Broadcast<Int>(capacity: 4)
    let early = news.subscribe()
    let clock = time.clock
    let (first, second) = try time.run {
      await join(
        { () async -> [Int] in
          let late = news.subscribe()
          return await join({ await all(early) }, { await all(late) }).0
        },
        { () async -> [Int] in
          for number in 0..<3 { news.publish(number) }
          try? await clock.sleep(for: .seconds(1))
          let later = news.subscribe()
          return await join(
            { await all(later) },
            {
              for number in 3..<100 {
                news.publish(number)
                await Task.yield()
              }
              news.close()
            }
          ).0
        })
    }
    #expect(first == Array(0..<100))
    #expect(second == Array(3..<100))
    #expect(early.missed == 0)
  }

  @Test func whoIsTooSlowMissesTheOldestAndIsTold() {
    let news = Broadcast<Int>(capacity: 3)
    let (slow, quick) = (news.subscribe(), news.subscribe())
    for number in 1...10 {
      news.publish(number)
      #expect(quick.tryReceive() == number)
    }
    #expect(quick.missed == 0)
    #expect((1...4).map { _ in slow.tryReceive() } == [8, 9, 10, nil])
    #expect(slow.missed == 7)
    news.publish(11)
    #expect(slow.tryReceive() == 11)
    #expect(slow.missed == 7)
  }

  @Test func closingEndsEveryLoopAfterWhatIsKept() {
    let news = Broadcast<Int>(capacity: 2)
    for name in ["a", "b"] { listener(name, news.subscribe()) }
    let late = news.subscribe()
    time.settle()
    news.publish(1)
    news.close()
    news.publish(2)
    time.settle()
    #expect(trace.events == ["a 1", "a over", "b 1", "b over"])
    #expect(late.tryReceive() == 1)
    #expect(late.tryReceive() == nil)
  }

  @Test func whoIsCancelledStopsAndTheOthersGoOn() {
    let news = Broadcast<Int>(capacity: 2)
    let first = listener("a", news.subscribe())
    listener("b", news.subscribe())
    time.settle()
    first.cancel()
    time.settle()
    news.publish(1)
    time.settle()
    #expect(trace.events == ["a over", "b 1"])
  }

  @Test func whoIsCancelledAlreadyReadsNothing() {
    let news = Broadcast<Int>(capacity: 2)
    let subscription = news.subscribe()
    news.publish(1)
    listener("a", subscription).cancel()
    time.settle()
    #expect(trace.events == ["a over"])
    #expect(subscription.tryReceive() == 1)
  }

  @discardableResult
  private func listener(
    _ name: String, _ subscription: Broadcast<Int>.Subscription
  ) -> Task<Void, Never> {
    time.start { [trace] in
      for await number in subscription { trace.note("\(name) \(number)") }
      trace.note("\(name) over")
    }
  }
}

private func all(_ subscription: Broadcast<Int>.Subscription) async -> [Int] {
  var numbers: [Int] = []
  for await number in subscription { numbers.append(number) }
  return numbers
}
