// Looks at what config.swift declares.
//
//     targets = ["unix", "virtio"]      all of these are listed
//     needs-exactly = []                exactly these, in any order, by the labels of start's parameters
//     needs-include = ["console"]       at least these
//     arguments = ["hello"]             at least these are declared and used

import Configure
import Curriculum
import Tables

struct ConfigCheck: Kind {
  static let name = "config"
  static let keys = ["targets", "needs-exactly", "needs-include", "arguments"]

  private let targets: [Target]
  private let exactly: [String]?
  private let include: [String]
  private let arguments: [String]
  let source: (kind: String, id: String)? = nil

  init(_ section: Section) throws(LessonFault) {
    guard ConfigCheck.keys.contains(where: section.has) else {
      throw section.fault("kind", "says nothing; one of \(ConfigCheck.keys) is expected")
    }
    targets = try section.choices("targets", of: Target.self)
    exactly = section.has("needs-exactly") ? try section.strings("needs-exactly") : nil
    include = try section.strings("needs-include")
    arguments = try section.strings("arguments")
  }

  func judge(_ scene: inout Scene) async -> Judgement {
    let unikernel: Unikernel
    do {
      unikernel = try await scene.configuration(expected: expectation)
    } catch {
      return error.judgement
    }
    let needs = unikernel.jobs.flatMap(\.parameters).map(\.label)
    let declared = unikernel.arguments.map(\.definition.name)
    let right =
      targets.allSatisfy(unikernel.targets.contains)
      && exactly.map { $0.sorted() == needs.sorted() } ?? true
      && include.allSatisfy(needs.contains) && arguments.allSatisfy(declared.contains)
    let expected = expectation
    let got =
      "targets \(list(unikernel.targets.map(\.rawValue))), needs \(list(needs))"
      + (arguments.isEmpty ? "" : ", arguments \(options(declared))")
    return right ? .pass(expected: expected, got: got) : .fail(expected: expected, got: got)
  }

  private var expectation: String {
    var parts: [String] = []
    if !targets.isEmpty { parts.append("targets with \(list(targets.map(\.rawValue)))") }
    if let exactly { parts.append("needs \(list(exactly))") }
    if !include.isEmpty { parts.append("needs with \(list(include))") }
    if !arguments.isEmpty { parts.append("arguments with \(options(arguments))") }
    return parts.joined(separator: ", ")
  }

  private func list(_ words: [String]) -> String {
    "[" + words.map { "." + $0 }.joined(separator: ", ") + "]"
  }

  private func options(_ names: [String]) -> String {
    names.isEmpty ? "none" : names.map { "--" + $0 }.joined(separator: " ")
  }
}
