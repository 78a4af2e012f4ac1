// Looks into the image.
//
//     fits = true                       in memory it takes at most the lesson's budget for images
//     below-starter = 4096              it takes at least so many bytes less than the starter
//     absent = ["VirtioNetwork"]        no symbol's name, mangled or readable, holds any of these
//     present = ["…"]                   for each of these some symbol's name does
//     build = "build"

import Curriculum
import Tables

struct ImageCheck: Kind {
  static let name = "image"
  static let keys = ["fits", "below-starter", "absent", "present", "build"]

  private let fits: Bool
  private let belowStarter: Int?
  private let absent: [String]
  private let present: [String]
  private let build: String
  var source: (kind: String, id: String)? { ("build", build) }

  init(_ section: Section) throws(LessonFault) {
    fits = try section.boolean("fits", otherwise: false)
    belowStarter =
      section.has("below-starter") ? try section.integer("below-starter", in: 1...1 << 20) : nil
    absent = try section.strings("absent")
    present = try section.strings("present")
    build = try section.step("build")
    guard fits || belowStarter != nil || !absent.isEmpty || !present.isEmpty else {
      throw section.fault(
        "kind", "says nothing; fits, below-starter, absent or present is expected")
    }
    for text in absent + present where text.isEmpty {
      throw section.fault("absent", "an empty text is in every symbol")
    }
  }

  func judge(_ scene: inout Scene) async -> Judgement {
    guard let artifact = scene.artifacts[build] else { return .noEvidence("image") }
    var got: [String] = []
    var bad: [EvidenceLine] = []
    var right = true
    let limit = scene.manifest.budgets.image
    if fits {
      got.append("\(artifact.loadedSize) bytes when loaded")
      right = artifact.loadedSize <= limit
    }
    if let belowStarter {
      do {
        let starter = try await scene.starters.size(
          of: scene.lesson, for: scene.target, scene.bench)
        got.append("\(artifact.loadedSize) bytes, the starter's \(starter)")
        right = right && artifact.loadedSize <= starter - belowStarter
      } catch {
        return error.judgement
      }
    }
    if !absent.isEmpty || !present.isEmpty {
      do {
        let symbols = try await scene.bench.symbols(of: artifact)
        guard !symbols.isEmpty else { return .noEvidence("symbol of the image") }
        bad = findings(symbols)
        got.append(bad.isEmpty ? "its \(symbols.count) symbols are as expected" : "see below")
      } catch {
        return .error(error.message, code: .environment)
      }
    }
    let judged = got.joined(separator: ", ")
    let expected = expectation(limit)
    guard right, bad.isEmpty else {
      return .fail(expected: expected, got: judged, evidence: bad.excerpt())
    }
    return .pass(expected: expected, got: judged)
  }

  private func findings(_ symbols: [String]) -> [EvidenceLine] {
    let unwanted = symbols.filter { symbol in absent.contains { symbol.contains($0) } }
    let wanting = present.filter { text in !symbols.contains { $0.contains(text) } }
    return unwanted.map { EvidenceLine(.bad, $0) } + wanting.map { EvidenceLine(.missing, $0) }
  }

  private func expectation(_ limit: Int) -> String {
    var parts: [String] = []
    if fits { parts.append("at most \(limit) bytes when loaded") }
    if let belowStarter { parts.append("at least \(belowStarter) bytes less than the starter") }
    if !absent.isEmpty { parts.append("no symbol with \(absent.joined(separator: ", "))") }
    if !present.isEmpty { parts.append("symbols with \(present.joined(separator: ", "))") }
    return parts.joined(separator: "; ")
  }
}
