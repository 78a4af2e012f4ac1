// What is different in every boot: values that no boot had before, which a program can only know from its
// boot arguments. All follow from the seed of the check and the boot's number.

/// The fresh values of one boot.
struct BootParameters: Sendable, Equatable {
  /// A name: letters, digits and dashes.
  let nonce: String
  /// A text that is easily damaged on its way: spaces, both quotes, letters beyond ASCII.
  let phrase: String
  /// 3...9.
  let number: Int
  /// 1..<number.
  let part: Int

  init(nonce: String, phrase: String = "", number: Int = 3, part: Int = 1) {
    self.nonce = nonce
    self.phrase = phrase
    self.number = number
    self.part = part
  }

  /// The values of boot number `boot` under `seed`.
  init(seed: UInt64, boot: Int) {
    nonce = Nonce.make(seed: seed, boot: boot)
    // Apart from the nonce's own numbers.
    var generator = SplitMix(state: ~seed &+ UInt64(boot) &* 0xA24B_AED4_963E_E407)
    number = 3 + Int(generator.next() % 7)
    let animal = Nonce.animals[Int(generator.next() % UInt64(Nonce.animals.count))]
    let word = BootParameters.words[Int(generator.next() % UInt64(BootParameters.words.count))]
    phrase = "the \(animal)'s  \"\(word)\" \(1000 + generator.next() % 9000)"
    part = 1 + Int(generator.next() % UInt64(number - 1))
  }

  /// One, two, three and four bytes a character, and what shells and command lines take for their own.
  private static let words = [
    "Grüße", "naïveté", "доброе утро", "日本語", "🦦", "100 %", "a=b", "$HOME", "C:\\temp", "--",
  ]
}
