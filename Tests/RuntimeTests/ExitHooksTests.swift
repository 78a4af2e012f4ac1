import ManualTime
import Testing
import Time

@testable import Runtime

@Suite struct ExitHooksTests {
  @Test func lastFirstAndWhatIsAddedMeanwhileNext() throws {
    let time = ManualTime()
    let order = Order()
    let hooks = Box(ExitHooks())
    for number in 0..<3 {
      hooks.value.add {
        try? await time.clock.sleep(for: .seconds(1))
        order.note(number)
        if number == 1 { hooks.value.add { order.note(10) } }
      }
    }
    try time.run { while let hook = hooks.value.takeLast() { await hook() } }
    #expect(order.numbers == [2, 1, 10, 0])
    // One at a time.
    #expect(time.now == .zero + .seconds(3))
    #expect(hooks.value.takeLast() == nil)
  }
}

private final class Box<Value>: @unchecked Sendable {
  var value: Value

  init(_ value: Value) { self.value = value }
}
