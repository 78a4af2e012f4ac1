// The smallest schedule that still fails, by delta debugging (Zeller, Hildebrandt: Simplifying and isolating
// failure-inducing input, 2002: algorithm ddmin): first halves of the list, then quarters and what remains
// without them, and so on to single faults.
//
//     [ a b c d e f g h ]   fails
//     [ a b c d ]           passes
//             [ e f g h ]   fails      go on with these
//             [ e f ]       fails      …
//             [ e ]         passes
//               [ f ]       fails      the one that matters

extension FaultSchedule {
  /// A schedule of some of these entries with which `stillFails` is true, and false without any one of them
  /// (if the same schedule always has the same answer). When it never is, this schedule itself.
  package func shrunk(
    _ stillFails: (FaultSchedule) async throws -> Bool
  ) async rethrows -> FaultSchedule {
    let all = entries
    var answers: [[Int]: Bool] = [:]
    func fails(_ chosen: [Int]) async throws -> Bool {
      if let known = answers[chosen] { return known }
      let answer = try await stillFails(FaultSchedule(chosen.map { all[$0] }))
      answers[chosen] = answer
      return answer
    }

    var chosen = Array(all.indices)
    guard try await fails(chosen) else { return self }
    if try await fails([]) { return FaultSchedule() }
    var parts = 2
    while chosen.count >= 2 {
      let chunks = Self.cut(chosen, into: parts)
      if let chunk = try await Self.first(chunks, fails) {
        chosen = chunk
        parts = 2
        continue
      }
      let rests = parts == 2 ? [] : chunks.map { chunk in chosen.filter { !chunk.contains($0) } }
      if let rest = try await Self.first(rests, fails) {
        chosen = rest
        parts = max(parts - 1, 2)
        continue
      }
      guard parts < chosen.count else { break }
      parts = min(2 * parts, chosen.count)
    }
    return FaultSchedule(chosen.map { all[$0] })
  }

  private static func first(
    _ candidates: [[Int]], _ fails: ([Int]) async throws -> Bool
  ) async rethrows -> [Int]? {
    for candidate in candidates where try await fails(candidate) { return candidate }
    return nil
  }

  /// Into `count` pieces of about the same length, none empty.
  private static func cut(_ list: [Int], into count: Int) -> [[Int]] {
    (0..<count).map { index in
      Array(list[list.count * index / count..<list.count * (index + 1) / count])
    }
  }
}
