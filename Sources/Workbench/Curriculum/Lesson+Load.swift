import Foundation
import Tables

extension Lesson {
  /// Reads the lesson in `directory`, all of it, or throws at the first fault.
  public init(loading directory: URL) throws(LessonFault) {
    let files = LessonFiles(directory: directory)
    (number, slug) = try Lesson.split(directory.lastPathComponent)
    self.directory = directory
    manifest = try Manifest(
      Section(parsing: files.text("lesson.toml"), file: files.name("lesson.toml")))
    steps = try LessonText.steps(files.text("lesson.md"), file: files.name("lesson.md"))
    hints = try LessonText.hints(files.text("hints.md"), file: files.name("hints.md"))
    questions = try Question.parse(files.text("quiz.toml"), file: files.name("quiz.toml"))
    let checksFile = files.name("checks.toml")
    checks = try CheckDefinition.parse(files.text("checks.toml"), file: checksFile)
    let sum = checks.map(\.points).reduce(0, +)
    guard sum == manifest.points else {
      throw LessonFault(
        file: files.name("lesson.toml"), key: "points",
        "\(manifest.points), but the checks' points add up to \(sum)")
    }
    starterFiles = try Lesson.starterFiles(files)
    _ = try files.text("solution.patch")
    mutants = try Lesson.mutants(files, checks: checks)
  }

  /// `01-nothing-at-all` is lesson 1, `nothing-at-all`.
  static func split(_ folder: String) throws(LessonFault) -> (Int, String) {
    let digits = folder.prefix(2)
    let slug = folder.dropFirst(3)
    guard folder.dropFirst(2).first == "-", !slug.isEmpty,
      digits.allSatisfy({ $0.isASCII && $0.isNumber }), let number = Int(digits), number > 0,
      slug.allSatisfy({ ($0.isASCII && ($0.isLowercase || $0.isNumber)) || $0 == "-" })
    else {
      throw LessonFault(file: folder, "a lesson's directory is named like 07-too-late")
    }
    return (number, String(slug))
  }

  private static func starterFiles(_ files: LessonFiles) throws(LessonFault) -> [String] {
    let names = try files.tree("starter")
    for required in ["config.swift", "unikernel.swift"] where !names.contains(required) {
      throw LessonFault(file: files.name("starter/\(required)"), "missing")
    }
    guard names.count <= Limits.starterFiles else {
      throw LessonFault(
        file: files.name("starter"), "\(names.count) files, at most \(Limits.starterFiles)")
    }
    for name in names { _ = try files.text("starter/\(name)") }
    return names
  }

  /// The patches of mutants/: `empty` and `impostor` at least, each says what must catch it.
  private static func mutants(
    _ files: LessonFiles, checks: [CheckDefinition]
  ) throws(LessonFault) -> [Mutant] {
    let names = try files.list("mutants")
    guard names.count <= Limits.mutants else {
      throw LessonFault(
        file: files.name("mutants"), "\(names.count) mutants, at most \(Limits.mutants)")
    }
    for required in ["empty.patch", "impostor.patch"] where !names.contains(required) {
      throw LessonFault(
        file: files.name("mutants/\(required)"), "missing; every lesson must catch this one")
    }
    guard names.count > 2 else {
      throw LessonFault(
        file: files.name("mutants"), "only empty and impostor; at least one real mistake as well")
    }
    var mutants: [Mutant] = []
    for name in names {
      mutants.append(try mutant("mutants/\(name)", files, checks: checks))
    }
    return mutants
  }

  private static func mutant(
    _ path: String, _ files: LessonFiles, checks: [CheckDefinition]
  ) throws(LessonFault) -> Mutant {
    let file = files.name(path)
    guard path.hasSuffix(".patch") else {
      throw LessonFault(file: file, "only files NAME.patch belong here")
    }
    let text = try files.text(path)
    let marker = "Caught by: "
    guard let line = text.split(separator: "\n").first(where: { $0.hasPrefix(marker) }) else {
      throw LessonFault(
        file: file, key: "Caught by", "missing; a line \"Caught by: id, id\" before the patch")
    }
    let ids = line.dropFirst(marker.count).split(separator: ",").map {
      $0.trimmingCharacters(in: .whitespaces)
    }
    for id in ids where !checks.contains(where: { $0.id == id }) {
      throw LessonFault(file: file, key: "Caught by", "there is no check \"\(id)\"")
    }
    let url = files.directory.appending(path: path)
    let name = url.deletingPathExtension().lastPathComponent
    return Mutant(name: name, patch: url, caughtBy: ids)
  }
}
