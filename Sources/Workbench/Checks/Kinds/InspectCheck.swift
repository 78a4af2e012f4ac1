// Boots the image once more, asks its inspector a command while it runs, and counts rows of the answer. The
// unikernel is ended when it has answered.
//
//     ask = "tasks"                     the command
//     after = "Tossed by {nonce}"       asked when this line has come
//     column = "for"                    the column that is looked at
//     matches = "sleep{any}"            rows count whose cell is so
//     rows = 2                          so many must be there
//     arguments = ["--heads=9s"]        of the boot; may hold {nonce}, {phrase}, {number}
//     build = "build"
//
// What a unikernel's inspector says is what the unikernel says of itself: such a check stands beside others
// that look from outside, never alone.

import Curriculum
import Machines
import Tables

struct InspectCheck: Kind {
  static let name = "inspect"
  static let keys = ["ask", "after", "column", "matches", "rows", "arguments", "build"]

  private let ask: String
  private let after: Pattern
  private let column: String
  private let wanted: Pattern
  private let rows: Int
  private let arguments: [Pattern]
  private let build: String
  var source: (kind: String, id: String)? { ("build", build) }

  init(_ section: Section) throws(LessonFault) {
    ask = try section.string("ask", limit: 40)
    after = try Pattern(section.string("after"), in: section, key: "after")
    column = try section.string("column", limit: 40)
    wanted = try Pattern(section.string("matches"), in: section, key: "matches")
    rows = try section.integer("rows", in: 0...1000)
    build = try section.step("build")
    var arguments: [Pattern] = []
    for argument in try section.strings("arguments") {
      arguments.append(try Pattern(argument, in: section, key: "arguments"))
    }
    self.arguments = arguments
  }

  func judge(_ scene: inout Scene) async -> Judgement {
    guard let artifact = scene.artifacts[build] else { return .noEvidence("image") }
    // Apart from the boots, so that it does not matter which of them come before.
    let boot = BootParameters(seed: scene.seed, boot: 1000 + scene.inspections)
    scene.inspections += 1
    let slowness = max(1, await scene.bench.slowness(scene.target, scene.accelerator))
    let request = BootRequest(
      arguments: ["--name=\(boot.nonce)"] + scene.manifest.arguments
        + arguments.map { $0.readable(boot) },
      budget: scene.manifest.budgets.boot * slowness, accelerator: scene.accelerator)
    do {
      let after = after
      let inspection = try await scene.bench.inspect(artifact, request, command: ask) {
        after.matches($0, boot)
      }
      return judge(inspection, boot)
    } catch {
      let failure = Failure(error)
      return .error(failure.message, code: failure.status)
    }
  }

  private func judge(_ inspection: Inspection, _ boot: BootParameters) -> Judgement {
    let expected = "\(rows) rows of \"\(ask)\" with \(column): \(wanted.readable(boot))"
    switch inspection {
    case .answer(let columns, let table):
      guard let place = columns.firstIndex(of: column) else {
        return .error(
          "The answer to \"\(ask)\" has no column \(column). Please report this as a bug.",
          code: .internalError)
      }
      let good = table.map { $0.count > place && wanted.matches($0[place], boot) }
      let count = good.count { $0 }
      let heading = EvidenceLine(.context, columns.joined(separator: "  "))
      let lines = zip(table, good).map { row, isGood in
        EvidenceLine(isGood ? .good : .context, row.joined(separator: "  "))
      }
      let got = "\(count) of \(table.count) rows"
      let evidence = [heading] + lines.excerpt()
      return count == rows
        ? .pass(expected: expected, got: got, evidence: evidence)
        : .fail(expected: expected, got: got, evidence: evidence)
    case .refused(let reason): return .fail(expected: expected, got: reason)
    case .silent(let reason): return .fail(expected: expected, got: reason)
    case .ended(let transcript):
      let tail = transcript.lines.suffix(8).map { EvidenceLine(.context, $0.text) }
      return .fail(
        expected: expected,
        got:
          "it ended before it could be asked; the line \"\(after.readable(boot))\" was waited for",
        evidence: tail)
    }
  }
}
