import SeededNumbers
import Testing

@testable import Wire

/// Frames that scapy made, and what it says of them (Tests/Support/Scapy/describe.py): a second opinion.
@Suite struct ScapyTests {
  private let rounds = 10

  @Test func `scapy's frames mean to us what they mean to scapy`() throws {
    let fixtures = try Fixture.all(in: "scapy.hex")
    #expect(fixtures.count >= 300)
    for fixture in fixtures { try agree(fixture) }
  }

  @Test(.enabled(if: Soak.isOn))
  func `so do many more`() async throws {
    for seed in 1...rounds {
      let corpus = try await Scapy.corpus(seed: seed, count: 2000)
      #expect(corpus.count == 2000)
      for fixture in corpus { try agree(fixture) }
    }
  }

  @Test(.enabled(if: Soak.isOn))
  func `our frames mean to scapy what they mean to us`() async throws {
    for seed in 1...rounds {
      var values = RandomValues(seed: UInt64(seed))
      let frames = (0..<2000).map { _ in values.frame() }
      try await Scapy.check(frames.map { ($0, try Dissection($0).text) })
    }
  }

  private func agree(_ fixture: Fixture) throws {
    let dissection: Dissection
    do {
      dissection = try Dissection(fixture.frame)
    } catch {
      Issue.record("\(error) for \(hex(fixture.frame[...]))\n\(fixture.text ?? "")")
      return
    }
    #expect(dissection.text == fixture.text, "\(hex(fixture.frame[...]))")
    // What is emitted may be another form, with options in our order; it says the same.
    let again = try Dissection(dissection.emitted)
    #expect(again.text == dissection.text)
    #expect(again.emitted == dissection.emitted)
  }
}
