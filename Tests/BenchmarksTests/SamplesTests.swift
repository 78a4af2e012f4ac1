import Testing

@testable import Benchmarks

struct SamplesTests {
  private static let medians: [([Double], Double)] = [
    ([3], 3), ([1, 9], 5), ([9, 1, 5], 5), ([4, 1, 3, 2], 2.5), ([2, 2, 2, 100], 2),
  ]

  @Test(arguments: medians)
  func medianIsTheMiddleOfTheSortedValues(_ values: [Double], _ expected: Double) throws {
    #expect(try #require(Samples(values)).median == expected)
  }

  @Test func extremesAreThoseOfAllValues() throws {
    let samples = try #require(Samples([3, -1, 7, 2]))
    #expect(samples.minimum == -1)
    #expect(samples.maximum == 7)
    #expect(samples.values == [3, -1, 7, 2])
  }

  @Test(arguments: [[], [.nan], [1, .infinity]] as [[Double]])
  func nothingAndNoNumbersAreNoSamples(_ values: [Double]) {
    #expect(Samples(values) == nil)
  }

  @Test func ratioIsThatOfTheMedians() throws {
    let ours = try #require(Samples([1, 2, 90]))
    let theirs = try #require(Samples([4, 4, 5]))
    #expect(ours.ratio(to: theirs) == 0.5)
    #expect(ours.ratio(to: try #require(Samples([0, 0]))) == nil)
  }

  @Test func turnsAreTakenAndTheFirstIsNotMeasured() async throws {
    var order = ""
    var count = 0.0
    func contender(_ name: String) -> Contender {
      Contender(name) {
        order += name
        count += 1
        return count
      }
    }
    let samples = try await interleave([contender("a"), contender("b")], rounds: 3)
    #expect(order == "abababab")
    #expect(samples.map(\.values) == [[3, 5, 7], [4, 6, 8]])
  }

  @Test(arguments: [1, 2, 3, 37, 63, 64])
  func searchFindsTheLeastGoodValue(_ least: Int) async throws {
    #expect(try await Benchmarks.least(in: 1...64) { $0 >= least } == least)
  }
}
