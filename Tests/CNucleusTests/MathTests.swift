//
// MathTests.swift - math.c against libm, by bit patterns.
//
import CNucleus
import Glibc
import Testing

@Suite struct MathTests {
  private static let edges: [Double] = [
    0, 0.25, 0.5, 0.75, 1, 1.5, 2, 2.5, 3.5, 0x1p51 + 0.5, 0x1p52 - 0.5, 0x1p52, 0x1p53 + 2,
    0x1p63, 0x1p64, 0x1p127, .leastNonzeroMagnitude, .leastNormalMagnitude,
    .greatestFiniteMagnitude, .infinity, .nan, 0.49999999999999994, 1 - 0x1p-53, 0x1p-1030,
  ]

  /// The edges with both signs, any bits, and numbers of everyday size.
  private static let numbers: [Double] = {
    var generator = Generator(seed: 11)
    var numbers = edges + edges.map { -$0 }
    for _ in 0..<20_000 {
      numbers.append(Double(bitPattern: generator.next()))
      numbers.append(Double(Int64(bitPattern: generator.next()) >> 20) / 4096)
    }
    return numbers
  }()

  private func expectSame(_ ours: Double, _ theirs: Double, _ inputs: Double...) {
    if ours.isNaN && theirs.isNaN { return }
    #expect(ours.bitPattern == theirs.bitPattern, "\(inputs): \(ours), libm \(theirs)")
  }

  private func expectSame(_ ours: Float, _ theirs: Float, _ inputs: Float...) {
    if ours.isNaN && theirs.isNaN { return }
    #expect(ours.bitPattern == theirs.bitPattern, "\(inputs): \(ours), libm \(theirs)")
  }

  @Test func roundsAsLibmDoes() {
    for x in Self.numbers {
      expectSame(nucleus_trunc(x), trunc(x), x)
      expectSame(nucleus_ceil(x), ceil(x), x)
      expectSame(nucleus_floor(x), floor(x), x)
      expectSame(nucleus_round(x), round(x), x)
      expectSame(nucleus_rint(x), rint(x), x)
      expectSame(nucleus_sqrt(x), sqrt(x), x)
    }
  }

  @Test func roundsFloatsAsLibmDoes() {
    for x in Self.numbers.map({ Float($0) }) {
      expectSame(nucleus_truncf(x), truncf(x), x)
      expectSame(nucleus_ceilf(x), ceilf(x), x)
      expectSame(nucleus_floorf(x), floorf(x), x)
      expectSame(nucleus_roundf(x), roundf(x), x)
      expectSame(nucleus_rintf(x), rintf(x), x)
      expectSame(nucleus_sqrtf(x), sqrtf(x), x)
    }
  }

  @Test func remaindersAreLibms() {
    var generator = Generator(seed: 12)
    for x in Self.numbers {
      let y = Self.numbers[generator.below(Self.numbers.count)]
      expectSame(nucleus_fmod(x, y), fmod(x, y), x, y)
      expectSame(nucleus_remainder(x, y), remainder(x, y), x, y)
      let (left, right) = (Float(x), Float(y))
      expectSame(nucleus_fmodf(left, right), fmodf(left, right), left, right)
      expectSame(nucleus_remainderf(left, right), remainderf(left, right), left, right)
    }
    for x in Self.edges {
      for y in Self.edges + [-1, -2.5] {
        expectSame(nucleus_fmod(x, y), fmod(x, y), x, y)
        expectSame(nucleus_remainder(-x, y), remainder(-x, y), -x, y)
      }
    }
  }
}
