import InspectionProtocol
import SeededNumbers
import Testing

@Suite struct FrameTests {
  /// Deconstructed by hand: the layout that the header of InspectionFrame.swift draws.
  @Test func aFrameIsLaidOutAsDrawn() {
    // Fletcher-16 of 01 02 00 61 62, worked out by hand: sums 1, 3, 3, 100, 198 and 1, 4, 7, 107, 305 - 255.
    #expect(
      InspectionFrame(kind: 1, body: [0x61, 0x62]).bytes
        == [0xb5, 0x4d, 1, 2, 0, 198, 50, 0x61, 0x62])
  }

  @Test(arguments: [1, 2, 3, 5, 7, 11, 64, 1 << 20])
  func everyChunkingGivesTheSameFrames(size: Int) {
    var decoder = FrameDecoder()
    var frames: [InspectionFrame] = []
    var rest = Samples.stream[...]
    while !rest.isEmpty {
      frames += decoder.take(rest.prefix(size))
      rest = rest.dropFirst(size)
    }
    #expect(frames == Samples.frames)
    #expect(decoder.skipped == 0)
  }

  @Test func everyCutInTwoGivesTheSameFrames() {
    for cut in Samples.stream.indices {
      var decoder = FrameDecoder()
      let frames = decoder.take(Samples.stream[..<cut]) + decoder.take(Samples.stream[cut...])
      #expect(frames == Samples.frames, "cut at \(cut)")
    }
  }

  /// A reader that is joined in the middle of a frame loses that frame and nothing after it.
  @Test func aStreamJoinedAnywhereIsFoundAgain() {
    for start in Samples.stream.indices {
      var decoder = FrameDecoder()
      // What may be taken for a frame's beginning wants its body: so much must follow.
      let tail = InspectionFrame(kind: 9, body: [UInt8](repeating: 0, count: 4096)).bytes
      let frames = decoder.take(Array(Samples.stream[start...]) + tail + tail)
      var offset = 0
      let whole = Samples.frames.filter { frame in
        defer { offset += frame.bytes.count }
        return offset >= start
      }
      #expect(frames.prefix(whole.count) == whole[...], "joined at \(start)")
      #expect(frames.last?.kind == 9)
    }
  }

  @Test func garbageBetweenFramesIsSkipped() {
    var decoder = FrameDecoder()
    let garbage: [UInt8] = [0xb5, 0, 0xb5, 0xb5, 0x4d, 1, 0xff, 0xff, 0, 0, 13, 10]
    let frames = decoder.take(garbage + Samples.frames[0].bytes + garbage + Samples.frames[1].bytes)
    #expect(frames == Array(Samples.frames[..<2]))
    #expect(decoder.skipped == 2 * garbage.count)
  }

  @Test func everyFlippedBitIsSeenOrHarmless() {
    let frame = ClientMessage.request(id: 7, command: "tasks", arguments: []).frame
    for bit in 0..<frame.bytes.count * 8 {
      var bytes = frame.bytes
      bytes[bit / 8] ^= 1 << (bit % 8)
      var decoder = FrameDecoder()
      #expect(!decoder.take(bytes).contains { $0 != frame }, "bit \(bit)")
    }
  }

  /// Fuzz: no bytes trap, and a whole frame that follows garbage is found once enough came after it.
  @Test(arguments: 0..<200)
  func randomBytesNeverTrapAndNeverHideWhatFollows(seed: Int) {
    var random = Random(seed: UInt64(seed) + 1)
    var decoder = FrameDecoder()
    for _ in 0..<20 {
      var bytes: [UInt8] = []
      for _ in 0..<Int.random(in: 0..<600, using: &random) {
        // Often the marks, so that there are many beginnings.
        let one = UInt8.random(in: 0...255, using: &random)
        bytes.append(one < 60 ? 0xb5 : one < 120 ? 0x4d : one < 140 ? 0 : one)
      }
      _ = decoder.take(bytes)
    }
    let tail = InspectionFrame(kind: 9, body: [UInt8](repeating: 1, count: 4096))
    var found = decoder.take(tail.bytes)
    for _ in 0..<3 { found += decoder.take(tail.bytes) }
    #expect(found.last == tail, "seed \(seed)")
  }

  @Test(.enabled(if: Soak.isOn)) func randomBytesNeverTrapAtLength() async {
    await Soak.seeds { randomBytesNeverTrapAndNeverHideWhatFollows(seed: $0) }
  }
}
