import SeededNumbers
import Testing

@testable import Wire

/// Frames with bytes changed, cut, doubled, and with their checksums mended so that parsers get further: never
/// a trap, and what is understood can be emitted and says the same again.
@Suite struct MutationTests {
  private let rounds = Soak.isOn ? 300_000 : 6_000

  @Test(arguments: [1, 2]) func `no frame traps, and what is understood means the same again`(
    seed: UInt64
  ) throws {
    var numbers = SplitMix(state: seed)
    var values = RandomValues(seed: seed)
    let captured = try Fixture.all(in: "captured.hex").map(\.frame)
    var understood = 0
    for round in 0..<rounds {
      var frame = round % 2 == 0 ? captured.randomElement(using: &numbers)! : values.frame()
      for _ in 0..<Int.random(in: 1...4, using: &numbers) { mutate(&frame, &numbers) }
      // Four of five with right checksums: a wrong one hides what is behind it.
      if round % 5 != 0 { Mended.mend(&frame) }
      guard let dissection = try? Dissection(frame) else { continue }
      understood += 1
      let again = try Dissection(dissection.emitted)
      #expect(again.text == dissection.text, "\(hex(frame[...]))")
      #expect(again.emitted == dissection.emitted, "\(hex(frame[...]))")
    }
    // Most mutations hit what may be anything: otherwise little would be tested.
    #expect(understood > rounds / 4)
  }

  private func mutate(_ frame: inout [UInt8], _ numbers: inout SplitMix) {
    guard !frame.isEmpty else { return }
    let place = Int.random(in: 0..<frame.count, using: &numbers)
    switch Int.random(in: 0..<6, using: &numbers) {
    case 0: frame[place] ^= 1 << UInt8.random(in: 0..<8, using: &numbers)
    case 1: frame[place] = [0, 1, 2, 4, 8, 127, 128, 254, 255].randomElement(using: &numbers)!
    case 2: frame.removeSubrange(place...)
    case 3: frame.insert(contentsOf: frame[place...].prefix(8), at: place)
    case 4: frame[place] &+= UInt8.random(in: 0...255, using: &numbers)
    default: frame.removeSubrange(place..<min(frame.count, place + 4))
    }
  }
}
