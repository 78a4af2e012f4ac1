import Testing

@testable import Machines

@Suite struct HostSpeedTests {
  @Test(arguments: [(0.001, 1.0), (0.08, 1.0), (0.16, 2.0), (0.4, 5.0), (99, 10.0)])
  func budgetsScaleWithinBounds(seconds: Double, factor: Double) {
    let speed = HostSpeed(emulated: .seconds(seconds))
    let budget = speed.budget(.seconds(3), accelerator: .tcg) / .seconds(1)
    #expect(abs(budget - 3 * factor) < 0.001)
  }

  @Test func acceleratorsHaveTheirOwnSpeed() {
    let speed = HostSpeed(emulated: .seconds(0.16), accelerated: .seconds(0.32))
    #expect(speed.budget(.seconds(1), accelerator: .kvm) > .milliseconds(3900))
    #expect(speed.budget(.seconds(1), accelerator: nil) < .milliseconds(2100))
  }

  @Test func nonsenseGetsTheMostPatience() {
    var speed = HostSpeed.nominal
    speed.emulatedSeconds = .nan
    #expect(speed.budget(.seconds(1), accelerator: .tcg) == .seconds(10))
  }
}
