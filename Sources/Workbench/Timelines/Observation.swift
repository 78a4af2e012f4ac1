// What was seen of one boot, and the phases that it makes.

/// When a boot passed its landmarks.
struct Observation: Sendable, Equatable {
  /// By the landmarks' order; nil: not passed. From the start, in the timeline's unit.
  var passages: [Int?]
  /// The end of the boot.
  var end: Int
  /// How the boot ended when not as it should; nil: by itself, with status 0.
  var trouble: String?
  /// Stops that were made to look, and what they took, which is in none of the numbers.
  var stops = 0
  var looking = 0

  /// The phases: each lasts to the next landmark that was passed, the last to the end.
  /// - Parameter first: the phase before the first landmark; nil: there is none.
  func phases(_ landmarks: [Landmark], first: String?) -> Phase {
    var leaves: [(phase: String, group: String?, start: Int)] = first.map { [($0, nil, 0)] } ?? []
    var passed: Set<String> = []
    for (landmark, time) in zip(landmarks, passages) {
      guard let time, landmark.after.map(passed.contains) ?? true else { continue }
      // A boot goes on its way in one direction: what was met too early was something else.
      guard time >= leaves.last?.start ?? 0 else { continue }
      passed.insert(landmark.phase)
      leaves.append((landmark.phase, landmark.group, time))
    }
    return Phase(PhaseName.boot, 0, end, Self.grouped(leaves, end))
  }

  /// Neighbours of one group become a phase.
  private static func grouped(
    _ leaves: [(phase: String, group: String?, start: Int)], _ end: Int
  ) -> [Phase] {
    var result: [Phase] = []
    var index = 0
    while index < leaves.count {
      let group = leaves[index].group
      let last = leaves[index...].firstIndex { group == nil || $0.group != group }
      let next = group == nil ? index + 1 : last ?? leaves.count
      let parts = (index..<next).map { leaf in
        let stop = leaf + 1 < leaves.count ? leaves[leaf + 1].start : end
        return Phase(leaves[leaf].phase, leaves[leaf].start, stop)
      }
      if let group, let first = parts.first, let final = parts.last {
        result.append(Phase(group, first.start, final.end, parts))
      } else {
        result += parts
      }
      index = next
    }
    return result
  }
}
