// Names that no boot had before. They are made of a word that reads well in a greeting and of digits
// enough that nobody guesses one: 64 × 64 × 9000 is above 36 million. A whole check has one seed from
// the system's random numbers; each boot's nonce follows from the seed and the boot's number, so that a
// verdict can be repeated.

/// A name for one boot: letters, digits and dashes, like `amber-otter-4821`.
public enum Nonce {
  /// The nonce of boot number `boot` under `seed`.
  public static func make(seed: UInt64, boot: Int) -> String {
    var generator = SplitMix(
      state: seed &+ UInt64(bitPattern: Int64(boot)) &* 0xD1B5_4A32_D192_ED03)
    let first = adjectives[Int(generator.next() % UInt64(adjectives.count))]
    let second = animals[Int(generator.next() % UInt64(animals.count))]
    return "\(first)-\(second)-\(1000 + generator.next() % 9000)"
  }

  /// A seed that nobody can foresee.
  public static func freshSeed() -> UInt64 {
    var generator = SystemRandomNumberGenerator()
    return generator.next()
  }

  static let adjectives = words(
    """
    amber azure blue bold brave bright brisk calm clear clever coral crisp dapper early eager fair \
    fleet fond free fresh gentle glad golden grand green happy hardy indigo ivory jolly keen kind \
    lilac lively loyal lucid lucky mellow merry mild misty modest neat nimble noble olive plain proud \
    quick quiet rapid rosy ruby sage silver sleek smart solid spry steady sunny swift tidy warm
    """)
  static let animals = words(
    """
    adder badger bat bear beaver bee bison boar camel cat cobra crab crane crow deer dog dove duck \
    eagle eel egret elk ferret finch fox frog gecko goat goose hare hawk heron horse ibex jay kite \
    koala lark lemur lion lynx mole moose moth mouse newt otter owl ox panda pony puffin quail raven \
    robin seal shrew snail stork swan tiger toad trout wren
    """)

  private static func words(_ text: String) -> [String] {
    text.split(separator: " ").map(String.init)
  }
}

/// Sebastiano Vigna's SplitMix64: a seed in, well-mixed numbers out. For names, not for secrets.
struct SplitMix {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
