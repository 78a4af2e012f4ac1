import Tables
import Testing

@testable import Checks
@testable import Curriculum

@Suite("Names of boots")
struct NonceTests {
  @Test("A name follows from seed and boot, and is safe in arguments and patterns")
  func shape() {
    #expect(Nonce.make(seed: 5, boot: 0) == Nonce.make(seed: 5, boot: 0))
    for seed in 0..<500 as Range<UInt64> {
      let nonce = Nonce.make(seed: seed, boot: 0)
      #expect(nonce.wholeMatch(of: /[a-z]+-[a-z]+-[0-9]{4}/) != nil, "\(nonce)")
    }
  }

  @Test("Boots of one run and runs of one boot do not share names")
  func distinct() {
    let boots = (0..<1000).map { Nonce.make(seed: 7, boot: $0) }
    #expect(Set(boots).count >= 998)
    let runs = (0..<1000).map { _ in Nonce.make(seed: Nonce.freshSeed(), boot: 0) }
    #expect(Set(runs).count >= 998)
  }

  @Test("A part of the number is some of it and never all")
  func parts() {
    let boots = (0..<500).map { BootParameters(seed: 11, boot: $0) }
    #expect(boots.allSatisfy { 3...9 ~= $0.number && 1..<$0.number ~= $0.part })
    #expect(Set(boots.map(\.part)) == Set(1...8))
  }

  @Test("The word lists hold what their sizes promise")
  func lists() {
    #expect(Set(Nonce.adjectives).count == 64)
    #expect(Set(Nonce.animals).count == 64)
  }
}

@Suite("Patterns of lines")
struct PatternTests {
  @Test(
    "A pattern matches whole lines",
    arguments: [
      ("Hello, {nonce}!", "Hello, ada-1!", true), ("Hello, {nonce}!", "Hello, bob!", false),
      ("Hello, {nonce}!", "Hello, ada-1!!", false), ("Hello, {nonce}!", " Hello, ada-1!", false),
      ("{any}", "", true), ("{any}!", "a!b!", true), ("{any}!", "a", false),
      ("a{any}b{any}c", "a1b2c", true), ("a{any}b{any}c", "ac", false),
      ("{nonce}{nonce}", "ada-1ada-1", true), ("", "", true), ("", "x", false),
      ("x}", "x}", true), ("<{phrase}>", "<a  \"b\" é>", true), ("{phrase}", "a \"b\" é", false),
      ("{number}", "7", true), ("{number}", "07", false),
      ("{part} + {rest} = {number}", "2 + 5 = 7", true), ("{part}", "5", false),
    ])
  func matches(_ pattern: String, _ line: String, _ expected: Bool) throws {
    let section = try Section(parsing: "", file: "f")
    let pattern = try Pattern(pattern, in: section, key: "k")
    let boot = BootParameters(nonce: "ada-1", phrase: "a  \"b\" é", number: 7, part: 2)
    #expect(pattern.matches(line, boot) == expected)
  }
}
