// Looks at what config.swift declares.
//
//     targets = ["unix", "virtio"]      all of these are listed
//     needs-exactly = []                exactly these, in any order
//     needs-include = ["console"]       at least these

import Configure
import Curriculum

struct ConfigCheck: Kind {
  static let name = "config"
  static let keys = ["targets", "needs-exactly", "needs-include"]

  private let targets: [Target]
  private let exactly: [Need]?
  private let include: [Need]
  let source: (kind: String, id: String)? = nil

  init(_ section: Section) throws(LessonFault) {
    guard ConfigCheck.keys.contains(where: section.has) else {
      throw section.fault("kind", "says nothing; one of \(ConfigCheck.keys) is expected")
    }
    targets = try section.choices("targets", of: Target.self)
    exactly =
      section.has("needs-exactly") ? try section.choices("needs-exactly", of: Need.self) : nil
    include = try section.choices("needs-include", of: Need.self)
  }

  func judge(_ scene: inout Scene) async -> Judgement {
    let unikernel: Unikernel
    do {
      unikernel = try await scene.configuration(expected: expectation)
    } catch {
      return error.judgement
    }
    let needs = Set(unikernel.needs)
    let right =
      targets.allSatisfy(unikernel.targets.contains)
      && exactly.map { Set($0) == needs && unikernel.needs.count == $0.count } ?? true
      && include.allSatisfy(needs.contains)
    let expected = expectation
    let got = "targets \(list(unikernel.targets)), needs \(list(unikernel.needs))"
    return right ? .pass(expected: expected, got: got) : .fail(expected: expected, got: got)
  }

  private var expectation: String {
    var parts: [String] = []
    if !targets.isEmpty { parts.append("targets with \(list(targets))") }
    if let exactly { parts.append("needs \(list(exactly))") }
    if !include.isEmpty { parts.append("needs with \(list(include))") }
    return parts.joined(separator: ", ")
  }

  private func list(_ items: [some RawRepresentable<String>]) -> String {
    "[" + items.map { ".\($0.rawValue)" }.joined(separator: ", ") + "]"
  }
}
