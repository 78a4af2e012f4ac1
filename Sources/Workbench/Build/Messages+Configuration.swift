import Composition
import Configure
import Foundation

/// What is wrong with a configuration, for who wrote it. Each text ends with what to do.
extension Messages {
  /// - Parameter line: the line of config.swift; 0: not known.
  static func configFault(_ fault: String, line: Int) -> String {
    line == 0 ? "config.swift: error: \(fault)" : "config.swift:\(line): error: \(fault)"
  }

  static func configPrints(_ line: String) -> String {
    configFault(
      "evaluating it printed something else (\(line.prefix(80))). Keep it to declarations.", line: 0
    )
  }

  static func settings(_ fault: String, file: String) -> String {
    let remedy =
      file == Configuration.configuredFile
      ? "Forget what was configured." : "Correct \(file)."
    let text = fault.hasPrefix(file) ? fault : "\(file): \(fault)"
    return ".?".contains(text.last ?? " ") ? "\(text) \(remedy)" : "\(text). \(remedy)"
  }

  static func describe(_ fault: Unikernel.Fault) -> String {
    switch fault.reason {
    case .name(let name):
      "\"\(name)\" is no name for a unikernel. Use 1 to 64 letters, digits and dashes."
    case .identifier(let name):
      "\"\(name)\" is no Swift identifier. Use letters, digits and underscores, a letter first."
    case .repeated(let word):
      "\(word) is listed twice. Remove one, or give one another label: .device(…, as: \"other\")."
    case .noTarget:
      "no target is listed. Write targets: [.unix, .virtio]."
    case .noJob:
      "no job is listed. Write jobs: [Job(\"Hello\")]."
    case .choices(let argument):
      "the devices chosen by --\(argument) must be one for each value it may have. "
        + "Declare it with `oneOf:` and list the same words here."
    }
  }

  static func composition(_ failure: Composition.Failure) -> String {
    switch failure {
    case .target(let target, let declared):
      let targets = declared.map(\.rawValue).joined(separator: ", ")
      return
        "config.swift: error: target \(target.rawValue) is not among its targets (\(targets)). "
        + "Add .\(target.rawValue) to `targets`, or build for one of those."
    case .device(let name, let target, let line):
      return configFault(
        "the target \(target.rawValue) has no device \"\(name)\". "
          + "Choose another there: Device.choose { target in … }.", line: line)
    case .undecided(let argument, let line):
      return configFault(
        "a device is chosen by --\(argument), which has no value yet. "
          + "Give it one: mirador configure --\(argument)=….", line: line)
    case .noCase(let argument, let value, let line):
      return configFault(
        "no device stands beside --\(argument)=\(value). Add one, or configure another value.",
        line: line)
    }
  }

  /// The compiler refuses a line of the generated main that is no call of `start`.
  static func generated(_ message: String, _ excerpt: String, line: Int) -> String {
    let code = excerpt.drop { $0 == " " }
    return configFault(
      """
      what this line asks for cannot be made: \(message)
        \(code)
      That is the line of .mirador/main.swift which came of it. Correct the device's declaration.
      """, line: line)
  }

  static func absolute(_ path: String, line: Int) -> String {
    configFault(
      "\(path) is an absolute path, which other machines do not have. "
        + "Give it relative to config.swift.", line: line)
  }

  static func noFolder(_ path: String, line: Int) -> String {
    configFault("there is no folder \(path). Make it, or correct the path.", line: line)
  }

  static func emptyLibrary(_ path: String, line: Int) -> String {
    configFault("\(path) has no Swift files. Put the library's sources there.", line: line)
  }

  static func whichTarget(_ targets: [Target], of directory: URL) -> String {
    let all = targets.map(\.rawValue).joined(separator: " or ")
    let example = targets.first?.rawValue ?? "unix"
    return "Which target: \(all)? Say -t \(example), or choose it once: "
      + "./mirador configure \(directory.relativePath) -t \(example)"
  }
}
