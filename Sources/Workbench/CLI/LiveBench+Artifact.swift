// What a word on the command line stands for.

import Checks
import Configure
import Foundation

extension LiveBench {
  /// An image as it is, or that of a directory, built when it is not.
  /// - Parameter target: nil: what was configured, or what the image says.
  func artifact(named name: String, target: Target?) async throws -> Artifact {
    let url = URL(filePath: name)
    guard ImageFile.isOne(url) else {
      let directory = try UnikernelDirectory.find(
        named: name, unlike: "neither an image nor the directory of a unikernel")
      return try await BuildAdvice.around(directory) {
        try await Artifact(image(directory, for: self.target(target, of: directory)))
      }
    }
    let target = try target ?? ImageDescription(url).target
    let symbols = url.appendingPathExtension("symbols")
    let hasSymbols = FileManager.default.fileExists(atPath: symbols.path)
    return Artifact(
      unikernel: Unikernel(url.lastPathComponent, start: "", targets: [target]), target: target,
      executable: url, symbols: hasSymbols ? symbols : url, loadedSize: 0)
  }
}
