// What an image weighs, and the least memory in which it still ends well.

import Build
import Configure
import Foundation
import Machines

struct SizeBenchmark {
  /// The aims: KiB of loaded segments, MB of memory on virtio.
  static let aim = Row.Aim.atMost(96)
  static let memoryAim = Row.Aim.atMost(2)

  private let workshop: Workshop

  init(_ workshop: Workshop) { self.workshop = workshop }

  func run() async throws -> Outcome {
    var outcome = Outcome(.size)
    for target in Target.allCases {
      for name in ["Noop", "Hello"] {
        let image = try await workshop.image(name, target)
        let label = "\(image.unikernel.name), \(target.rawValue)"
        guard let size = Samples([Double(image.loadedSize) / 1024]),
          let memory = Samples([Double(try await leastMemory(image))])
        else { continue }
        outcome.rows += [
          Row(label + ", loaded", .kibibytes, size, aim: Self.aim),
          Row(
            label + ", least memory", .mebibytes, memory,
            aim: target == .virtio ? Self.memoryAim : nil),
        ]
      }
    }
    return outcome
  }

  /// Mebibytes; the image ends well in them and not in one less.
  private func leastMemory(_ image: Image) async throws -> Int {
    _ = try await workshop.boot(image, .tcg, memory: Limits.ampleMemory)
    return try await least(in: 1...Limits.ampleMemory) { memory in
      do {
        _ = try await workshop.boot(image, .tcg, memory: memory)
        return true
      } catch MachineFailure.cancelled {
        throw CancellationError()
      } catch {
        // Whatever went wrong, it did not with more.
        return false
      }
    }
  }
}

/// The least value of `range` that is good, its upper bound being known to be so, and every value
/// above a good one too.
func least(in range: ClosedRange<Int>, isGood: (Int) async throws -> Bool) async throws -> Int {
  var low = range.lowerBound
  var high = range.upperBound
  while low < high {
    let middle = (low + high) / 2
    if try await isGood(middle) { high = middle } else { low = middle + 1 }
  }
  return high
}
