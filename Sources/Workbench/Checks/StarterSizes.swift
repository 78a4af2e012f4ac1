import Configure
import Curriculum
import Foundation
import Synchronization

/// What the image of a lesson's starter takes in memory, built when somebody asks and once for each target.
final class StarterSizes: Sendable {
  private let known = Mutex<[Target: Int]>([:])

  /// Bytes of the loaded image.
  func size(
    of lesson: Lesson, for target: Target, _ bench: any Bench
  ) async throws(Unreadable) -> Int {
    if let size = known.withLock({ $0[target] }) { return size }
    do {
      let scratch = try Scratch()
      defer { scratch.remove() }
      let directory = scratch.directory.appending(path: "starter")
      try lesson.copyStarter(to: directory)
      let size = try await bench.build(directory, for: target, release: nil).loadedSize
      known.withLock { $0[target] = size }
      return size
    } catch {
      // The starter builds, lint proves that: it is no fault of the learner's when it does not.
      let failure = Failure(error)
      throw Unreadable(.error(failure.message, code: failure.status))
    }
  }
}
