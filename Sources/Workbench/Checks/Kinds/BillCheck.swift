// Looks at the image's own bill of materials, and whether the console tells the same: one line `NAME VERSION`
// for each library, in the bill's order, and nothing else. Build with `fresh = true`, so that nobody can have
// written the list down before.
//
//     absent = ["Almanac"]  these libraries are not in the bill
//     build = "build"       the image whose bill counts
//     boot = "boot"         the boot whose console is judged

import Curriculum
import Machines
import Tables

struct BillCheck: Kind {
  static let name = "bill"
  static let keys = ["absent", "build", "boot"]

  private let absent: [String]
  private let build: String
  private let boot: String
  var source: (kind: String, id: String)? { ("boot", boot) }

  init(_ section: Section) throws(LessonFault) {
    absent = try section.strings("absent")
    build = try section.step("build")
    boot = try section.step("boot")
  }

  func judge(_ scene: inout Scene) async -> Judgement {
    guard let artifact = scene.artifacts[build] else { return .noEvidence("image") }
    guard let evidence = scene.boots[boot] else { return .noEvidence("boot") }
    let bill: [String]
    do {
      bill = try await scene.bench.libraries(of: artifact)
    } catch {
      return .error(error.message, code: .environment)
    }
    guard !bill.isEmpty else { return .noEvidence("library in the bill of materials") }
    let unwanted = bill.filter { line in absent.contains { line.hasPrefix($0 + " ") } }
    guard unwanted.isEmpty else {
      return .fail(
        expected: "a bill of materials without \(absent.joined(separator: ", "))",
        got: "it lists \(unwanted.joined(separator: ", "))",
        evidence: bill.map { EvidenceLine(unwanted.contains($0) ? .bad : .context, $0) })
    }
    let compared = BillCheck.compare(evidence.transcript.lines.map(\.text), with: bill)
    let expected = "the \(bill.count) libraries of the image's own bill, with their versions"
    let wrong = compared.count { $0.mark != .good }
    guard wrong == 0, evidence.transcript.ending != .flooded else {
      let lines = evidence.transcript.lines.count
      let got = "\(lines) \(lines == 1 ? "line" : "lines"), \(wrong) not as expected or missing"
      return .fail(expected: expected, got: got, evidence: compared.excerpt(20))
    }
    return .pass(expected: expected, got: "all of them", evidence: compared.excerpt(6))
  }

  private static func compare(_ lines: [String], with bill: [String]) -> [EvidenceLine] {
    var result: [EvidenceLine] = []
    for (index, line) in lines.enumerated() {
      result.append(EvidenceLine(index < bill.count && bill[index] == line ? .good : .bad, line))
    }
    return result + bill.dropFirst(lines.count).map { EvidenceLine(.missing, $0) }
  }
}
