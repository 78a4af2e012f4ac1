// Whether a declaration makes sense, as far as that can be told without knowing the target. What can be wrong
// with arguments, the module Arguments knows.

import Arguments

extension Unikernel {
  /// Why a declaration is of no use, and the line of config.swift that says so.
  public struct Fault: Error, Equatable, Sendable {
    public enum Reason: Equatable, Sendable {
      /// The name is empty, too long, or has characters other than letters, digits and dashes.
      case name(String)
      /// A type, label, variable or module that is no Swift identifier.
      case identifier(String)
      /// Something is named twice.
      case repeated(String)
      case noTarget
      case noJob
      /// `choose` has no device for a value that the argument may have, or one for another value.
      case choices(argument: String)
    }
    public let reason: Reason
    /// 0: not known.
    public let line: Int

    public init(_ reason: Reason, line: Int) {
      self.reason = reason
      self.line = line
    }
  }

  /// Throws the first fault.
  public func check() throws(Fault) {
    guard (1...64).contains(name.utf8.count), name.utf8.allSatisfy(Unikernel.isNameByte) else {
      throw Fault(.name(name), line: line)
    }
    guard !targets.isEmpty else { throw Fault(.noTarget, line: line) }
    guard !jobs.isEmpty else { throw Fault(.noJob, line: line) }
    try unique(targets.map { $0.rawValue }, line)
    for job in jobs { try check(job) }
    for device in devices { try check(device) }
    for library in libraries { try identifier(library.module, library.line) }
    try unique(libraries.map { $0.module }, line)
  }

  private func check(_ job: JobDeclaration) throws(Fault) {
    for part in job.start.split(separator: ".", omittingEmptySubsequences: false) {
      try identifier(String(part), job.line)
    }
    for parameter in job.parameters { try identifier(parameter.label, job.line) }
    try unique(job.parameters.map { $0.label }, job.line)
  }

  private func check(_ device: DeviceDeclaration) throws(Fault) {
    try identifier(device.name, device.line)
    guard case .byArgument(let index, let cases) = device.form else { return }
    let definition = arguments[index].definition
    let values = definition.kind == .flag ? ["true", "false"] : definition.kind.words.choices
    guard !values.isEmpty, Set(values) == Set(cases.map { $0.0 }), values.count == cases.count
    else {
      throw Fault(.choices(argument: definition.name), line: device.line)
    }
  }

  private func identifier(_ text: String, _ line: Int) throws(Fault) {
    guard Unikernel.isIdentifier(text) else { throw Fault(.identifier(text), line: line) }
  }

  private func unique(_ words: [String], _ line: Int) throws(Fault) {
    for (index, word) in words.enumerated() where words[..<index].contains(word) {
      throw Fault(.repeated(word), line: line)
    }
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    isLetter(byte) || isDigit(byte) || byte == UInt8(ascii: "-")
  }

  private static func isIdentifier(_ text: String) -> Bool {
    guard let first = text.utf8.first, isLetter(first) || first == UInt8(ascii: "_") else {
      return false
    }
    return text.utf8.allSatisfy { isLetter($0) || isDigit($0) || $0 == UInt8(ascii: "_") }
  }
}
