import Checks
import Foundation

/// What users read when something cannot be measured; ends with what to do.
enum Messages {
  static func cannotStart(_ program: String, _ code: Int32) -> Failure {
    let reason = String(cString: strerror(code))
    return Failure(.environment, "\(program) cannot be started: \(reason). Try: ./mirador doctor")
  }

  /// - Parameter status: as waitpid returns it.
  static func endedBadly(_ program: String, _ status: Int32) -> Failure {
    let how =
      status & 0x7f == 0 ? "exit status \(status >> 8 & 0xff)" : "signal \(status & 0x7f)"
    return Failure(
      .bootFailed, "\(program) ended with \(how), so its time means nothing. Try: ./mirador test")
  }

  static func missing(_ name: String) -> Failure {
    Failure(.environment, "\(name) is missing. Try: ./mirador doctor")
  }

  static func toolFailed(_ tool: String, _ words: String) -> Failure {
    Failure(.environment, "\(tool) failed:\n\(words)\nMend that and run the command again.")
  }

  static func bootFailed(_ name: String, _ how: String) -> Failure {
    Failure(.bootFailed, "The benchmark \(name) \(how). Try: ./mirador test")
  }

  static func noSymbol(_ name: String, _ file: URL) -> Failure {
    Failure(
      .internalError,
      "\(file.lastPathComponent) has no symbol \(name), so the boot cannot be measured: adapt "
        + "InstructionsBenchmark.swift.")
  }

  static func noTrace(_ words: String) -> Failure {
    Failure(
      .environment,
      "QEMU wrote no trace from the image's entry to its main. It said: \(words)\n"
        + "Try another version of QEMU; 7.2 to 10 are known to work.")
  }

  static func unsteady(_ counts: [Double]) -> String {
    let list = counts.map(Unit.grouped).joined(separator: ", ")
    return
      "the counts of the rounds differ (\(list)): this QEMU does not count instructions exactly"
  }

  static func noVerdict(_ words: String) -> Failure {
    Failure(.internalError, "`check` reached no verdict that counts:\n\(words)")
  }

  static func noKVM(_ why: String) -> String { "not measured under KVM: \(why)" }

  static let noStaticC = "libc.a is missing, so there is no static C program beside ours"

  static let noGo = "go is missing, so goroutines are not among those beside ours"

  static func busy(_ load: Double) -> String {
    let average = String(format: "%.2f", load)
    return "WARNING: the load average is \(average): others use this machine, and all times are "
      + "too long. Run it again on a quiet one."
  }
}
