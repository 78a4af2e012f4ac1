import Concurrency
import ManualTime
import Testing
import Time

@Suite struct MailboxTests {
  let time = ManualTime()
  let trace = Trace()

  @Test(arguments: [0, 1, 2, 7, 1000])
  func everyMessageArrivesOnceAndInOrder(capacity: Int) throws {
    let mailbox = Mailbox<Int>(capacity: capacity)
    let most = Count()
    let received = try time.run {
      await join(
        {
          for number in 0..<1000 {
            try? await mailbox.send(number)
            most.value = max(most.value, mailbox.count)
          }
          mailbox.close()
        },
        { () async -> [Int] in
          var numbers: [Int] = []
          for await number in mailbox { numbers.append(number) }
          return numbers
        }
      ).1
    }
    #expect(received == Array(0..<1000))
    #expect(most.value <= capacity)
  }

  @Test func whoSendsMoreThanThereIsRoomForWaits() {
    let mailbox = Mailbox<Int>(capacity: 2)
    for number in 1...5 { sender(number, mailbox) }
    time.settle()
    #expect(trace.events == ["sent 1", "sent 2"])
    #expect(mailbox.count == 2)
    #expect(!mailbox.trySend(6))
    #expect(mailbox.tryReceive() == 1)
    time.settle()
    #expect(trace.events == ["sent 1", "sent 2", "sent 3"])
    // Nobody overtakes those who wait.
    #expect(!mailbox.trySend(6))
    #expect((2...5).map { _ in mailbox.tryReceive() } == [2, 3, 4, 5])
    #expect(mailbox.tryReceive() == nil)
    time.settle()
    #expect(trace.events == (1...5).map { "sent \($0)" })
    #expect(mailbox.trySend(6))
  }

  @Test func receiversAreServedInTheOrderOfComing() {
    let mailbox = Mailbox<Int>(capacity: 1)
    for name in ["a", "b", "c"] { receiver(name, mailbox) }
    time.settle()
    #expect(mailbox.trySend(1) && mailbox.trySend(2))
    // Both were handed over, so there is room for one more, and one more receiver.
    #expect(mailbox.trySend(3) && mailbox.trySend(4) && !mailbox.trySend(5))
    time.settle()
    #expect(trace.events == ["a got 1", "b got 2", "c got 3"])
    #expect(mailbox.count == 1)
  }

  @Test func withoutRoomASenderWaitsForItsReceiver() {
    let mailbox = Mailbox<Int>(capacity: 0)
    sender(1, mailbox)
    time.settle()
    #expect(trace.events.isEmpty)
    #expect(!mailbox.trySend(2))
    receiver("a", mailbox)
    time.settle()
    #expect(Set(trace.events) == ["a got 1", "sent 1"])
  }

  @Test func closingLetsTheReceiversDrainAndRefusesTheSenders() {
    let mailbox = Mailbox<Int>(capacity: 1)
    for number in 1...2 { sender(number, mailbox) }
    time.settle()
    mailbox.close()
    mailbox.close()
    sender(3, mailbox)
    #expect(!mailbox.trySend(4))
    time.settle()
    #expect(trace.events == ["sent 1", "2: the mailbox is closed", "3: the mailbox is closed"])
    receiver("a", mailbox)
    receiver("b", mailbox)
    time.settle()
    #expect(trace.events.suffix(2) == ["a got 1", "b got nothing"])
  }

  @Test func closingWakesThoseWhoWaitToReceive() {
    let mailbox = Mailbox<Int>(capacity: 1)
    receiver("a", mailbox)
    receiver("b", mailbox)
    time.settle()
    mailbox.close()
    time.settle()
    #expect(trace.events == ["a got nothing", "b got nothing"])
  }

  @Test func aSenderThatIsCancelledHasNotSent() {
    let mailbox = Mailbox<Int>(capacity: 1)
    sender(1, mailbox)
    let second = sender(2, mailbox)
    sender(3, mailbox)
    time.settle()
    second.cancel()
    time.settle()
    #expect(trace.events == ["sent 1", "2: cancelled while the mailbox was full"])
    #expect(mailbox.tryReceive() == 1)
    #expect(mailbox.tryReceive() == 3)
    #expect(mailbox.tryReceive() == nil)
  }

  @Test func aReceiverThatIsCancelledTakesNoMessage() {
    let mailbox = Mailbox<Int>(capacity: 1)
    let first = receiver("a", mailbox)
    receiver("b", mailbox)
    time.settle()
    first.cancel()
    #expect(mailbox.trySend(1))
    time.settle()
    #expect(trace.events == ["a gave up", "b got 1"])
  }

  /// Handed a message, then cancelled before its turn: the message is not lost.
  @Test func aMessageThatWasHandedOverIsReceived() {
    let mailbox = Mailbox<Int>(capacity: 1)
    let task = receiver("a", mailbox)
    time.settle()
    #expect(mailbox.trySend(1))
    task.cancel()
    time.settle()
    #expect(trace.events == ["a got 1"])
  }

  @Test func aCancelledTaskNeitherSendsNorReceives() {
    let mailbox = Mailbox<Int>(capacity: 1)
    sender(1, mailbox).cancel()
    receiver("a", mailbox).cancel()
    time.settle()
    #expect(trace.events == ["1: cancelled while the mailbox was full", "a gave up"])
    #expect(mailbox.count == 0)
  }

  @Test func aLoopEndsWhenItsTaskIsCancelled() {
    let mailbox = Mailbox<Int>(capacity: 4)
    let task = time.start { [trace] in
      for await number in mailbox { trace.note("\(number)") }
      trace.note("over")
    }
    #expect(mailbox.trySend(1))
    time.settle()
    task.cancel()
    time.settle()
    #expect(trace.events == ["1", "over"])
  }

  // MARK: - Tasks

  @discardableResult
  private func sender(_ number: Int, _ mailbox: Mailbox<Int>) -> Task<Void, Never> {
    time.start { [trace] in
      do throws(SendFailure) {
        try await mailbox.send(number)
        trace.note("sent \(number)")
      } catch {
        trace.note("\(number): \(error)")
      }
    }
  }

  @discardableResult
  private func receiver(_ name: String, _ mailbox: Mailbox<Int>) -> Task<Void, Never> {
    time.start { [trace] in
      do {
        let number = try await mailbox.receive()
        trace.note(name + " got " + (number.map { "\($0)" } ?? "nothing"))
      } catch {
        trace.note(name + " gave up")
      }
    }
  }
}
