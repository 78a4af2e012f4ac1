import Testing
import Time

@Suite struct TimeTests {
  @Test func unitsSaturateInsteadOfOverflowing() {
    #expect(Time.Duration.seconds(2).nanoseconds == 2_000_000_000)
    #expect(Time.Duration.seconds(.max).nanoseconds == .max)
    #expect(Time.Duration.seconds(.min).nanoseconds == .min)
    #expect((Time.Duration.seconds(1) + .nanoseconds(.max)).nanoseconds == .max)
    #expect((Time.Duration.seconds(-2) - .nanoseconds(.max)).nanoseconds == .min)
    #expect((Time.Duration.milliseconds(3) * -2).nanoseconds == -6_000_000)
  }

  @Test func instantsStayBetweenZeroAndTheDistantFuture() {
    let second = Time.Instant(nanoseconds: 1_000_000_000)
    #expect(second + .seconds(1) == Time.Instant(nanoseconds: 2_000_000_000))
    #expect(second - .seconds(2) == .zero)
    #expect(
      second - Time.Duration(nanoseconds: .min)
        == Time.Instant(nanoseconds: (1 << 63) - 1 + 1_000_000_000))
    #expect(Time.Instant.distantFuture + .nanoseconds(1) == .distantFuture)
    #expect(second - Time.Instant.zero == .seconds(1))
    #expect(Time.Instant.zero - second == .seconds(-1))
    #expect(Time.Instant.distantFuture - .zero == .nanoseconds(.max))
  }
}
