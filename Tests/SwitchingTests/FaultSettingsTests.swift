import SeededNumbers
import Testing
import Time

@testable import Switching

struct FaultSettingsTests {
  @Test func settingsAreReadAsTheyAreTyped() throws {
    let settings = try FaultSettings.parse("loss=5%,delay=20ms±5ms,reorder=1%,seed=7")
    var expected = FaultSettings()
    expected.loss = .percent(5)
    expected.delay = .milliseconds(20)
    expected.jitter = .milliseconds(5)
    expected.reordering = .percent(1)
    expected.seed = 7
    #expect(settings == expected)
    #expect(try FaultSettings.parse(" seed=7, reorder=1%, delay=20ms+-5ms,loss=5% ") == expected)
  }

  @Test(arguments: [
    "none", "loss=5%,delay=20ms±5ms,seed=7", "loss=0.25%", "loss=100%", "duplicate=0.0001%",
    "delay=1500us", "bandwidth=10Mbit,queue=8KiB,mtu=1400", "down", "down=2s..3s,down=5s..5500ms",
    "corrupt=50%,seed=18446744073709551615", "bandwidth=1500bit",
  ])
  func theTextOfSettingsIsThatOfTheirReading(text: String) throws {
    #expect(try FaultSettings.parse(text).description == text)
  }

  @Test(arguments: 0..<200)
  func textAndSettingsAreTheSame(seed: Int) throws {
    var numbers = SplitMix(state: UInt64(seed))
    func share() -> Share { Share(millionths: Int(numbers.next() % 1_000_001)) }
    func time() -> Duration {
      Duration(
        nanoseconds: Int64(numbers.next() % 1000) * [1, 1000, 1_000_000][Int(numbers.next() % 3)])
    }
    var settings = FaultSettings()
    settings.loss = share()
    settings.duplication = share()
    settings.reordering = share()
    settings.corruption = share()
    settings.jitter = time()
    settings.delay = settings.jitter + time()
    if settings.delay == .zero { settings.jitter = .zero }
    if numbers.next() % 2 == 0 { settings.bandwidth = Int64(numbers.next() % 1_000_000_000 + 1) }
    if numbers.next() % 2 == 0 { settings.queue = Int64(numbers.next() % 1_000_000 + 1) }
    if numbers.next() % 2 == 0 { settings.mtu = Int64(numbers.next() % 9000 + 1) }
    settings.isDown = numbers.next() % 2 == 0
    settings.seed = numbers.next()
    let start = time()
    settings.outages = [start..<start + time() + .nanoseconds(1)]
    #expect(try FaultSettings.parse(settings.description) == settings)
  }

  @Test(arguments: [
    ("los=5%", "There is no fault \"los\". What there is: loss=5%, duplicate=1%"),
    ("loss", "loss= is not right: write it like loss=5%."),
    ("loss=5", "loss=5 is not right: write it like loss=5%."),
    ("loss=101%", "loss=101% is not right: write it like loss=5%."),
    ("loss=-1%", "loss=-1% is not right"),
    ("loss=0.00001%", "loss=0.00001% is not right"),
    ("loss=99999999999999999999%", "loss=99999999999999999999% is not right"),
    ("delay=20", "delay=20 is not right: write it like delay=20ms±5ms."),
    ("delay=1ms±2ms±3ms", "delay=1ms±2ms±3ms is not right"),
    ("delay=1ms±2ms", "The jitter is longer than the delay"),
    ("bandwidth=0Mbit", "bandwidth=0Mbit is not right: write it like bandwidth=10Mbit."),
    ("mtu=", "mtu= is not right: write it like mtu=1400."),
    ("down=3s..2s", "down=3s..2s is not right: write it like down=2s..3s."),
    ("seed=x", "seed=x is not right: write it like seed=7."),
    ("loss=1%,loss=2%", "loss is there twice: leave one."),
    ("loss=1%,", "There is no fault \"\"."),
  ])
  func whatIsWrongIsNamed(text: String, message: String) {
    let fault = #expect(throws: FaultSettings.Fault.self) { try FaultSettings.parse(text) }
    #expect(fault?.description.hasPrefix(message) == true, "\(fault?.description ?? "")")
  }

  @Test func aPerfectLinkIsOneWithoutFaults() throws {
    #expect(try FaultSettings.parse("seed=9").isPerfect)
    #expect(try FaultSettings.parse("none").isPerfect)
    #expect(try !FaultSettings.parse("mtu=1400").isPerfect)
    #expect(try !FaultSettings.parse("delay=1ns").isPerfect)
  }
}
