// SHA-256 of the files that are packed: coreutils computes it, as it does for all of this project.

import Foundation
import Processes

enum Checksums {
  /// So many paths go into one command line; Linux takes 2 MiB of them and each may have 4 KiB.
  private static let batch = 256
  private static let program = "sha256sum"

  /// 32 bytes for each of these files, in their order.
  static func sha256(of paths: [String]) throws(PackingFailure) -> [[UInt8]] {
    var digests: [[UInt8]] = []
    for start in stride(from: 0, to: paths.count, by: batch) {
      digests += try sums(Array(paths[start..<min(start + batch, paths.count)]))
    }
    return digests
  }

  private static func sums(_ paths: [String]) throws(PackingFailure) -> [[UInt8]] {
    guard let tool = SearchPath.environment.find(program) else { throw .noChecksums("not on PATH") }
    let answer: Tool.Answer
    do throws(SystemFailure) {
      // Lines that end with NUL: then no name is escaped.
      answer = try Tool(tool, ["--zero", "--"] + paths).runBlocking()
    } catch {
      throw .noChecksums(error.description)
    }
    let digests = answer.output.utf8.split(separator: 0).map { bytes(of: $0.prefix(64)) }
    guard answer.status == 0, digests.count == paths.count,
      digests.allSatisfy({ $0.count == 32 })
    else { throw .noChecksums(answer.errors.trimmingCharacters(in: .whitespacesAndNewlines)) }
    return digests
  }

  /// Of hexadecimal digits; fewer when there are others among them.
  private static func bytes(of digits: Substring.UTF8View) -> [UInt8] {
    let values = digits.compactMap { Character(UnicodeScalar($0)).hexDigitValue }
    return stride(from: 0, to: values.count - 1, by: 2).map {
      UInt8(values[$0] << 4 | values[$0 + 1])
    }
  }
}
