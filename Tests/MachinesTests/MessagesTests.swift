import Testing

@testable import Machines

@Suite struct MessagesTests {
  @Test(arguments: [
    (Ending.exited(1), ["status 1", "read the last lines"]),
    (.exited(255), ["status 255", "TRAP or PANIC"]), (.exited(42), ["status 42", "exit(42)"]),
    (.killed(signal: 31), ["outside its sandbox", "reach the outside only"]),
    (.killed(signal: 11), ["not its own", "look for endless recursion"]),
    (.killed(signal: 15), ["signal 15", "run it again"]),
    (.timedOut(location: "A.b() at a.swift:3"), ["of 1.5 s", "at A.b() at a.swift:3", "look for"]),
    (.timedOut(location: nil), ["of 1.5 s and was stopped; look for"]),
    (.flooded, ["output limit", "look for a loop"]),
    (.vanished("qemu: it\nbroke"), ["(qemu: it)", "--accel tcg"]),
  ])
  func endingsSayWhatHappenedAndWhatToDo(ending: Ending, words: [String]) {
    let message = ending.message(budget: .milliseconds(1500))
    for word in words { #expect(message.contains(word)) }
    #expect(!message.contains("\n"))
  }
}
