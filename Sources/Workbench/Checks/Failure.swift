import Build
import Curriculum
import Machines
import Manifest
import Tables

/// Why a command ends early: the exit status and the last words, which say what to do.
public struct Failure: Error, Equatable, Sendable {
  public let status: ToolStatus
  public let message: String

  public init(_ status: ToolStatus, _ message: String) {
    self.status = status
    self.message = message
  }

  /// Any error of the workbench, by whose fault it is.
  public init(_ error: any Error) {
    switch error {
    case let failure as Failure: self = failure
    case let error as EnvironmentFault: self.init(.environment, error.message)
    case let error as UnknownLesson: self.init(.usage, error.description)
    case let error as LessonFault:
      self.init(.internalError, "A lesson is damaged. \(error). Try: git status Lessons")
    case let error as PatchFault: self.init(patch: error)
    case let error as BuildFailure: self.init(build: error)
    case let error as MachineFailure: self.init(machine: error)
    case let error as ManifestFailure: self.init(.usage, error.description)
    default: self.init(.internalError, "Unexpected: \(error). Please report this as a bug.")
    }
  }

  private init(patch: PatchFault) {
    switch patch {
    case .environment(let fault): self.init(.environment, fault.message)
    case .doesNotApply(let words): self.init(.internalError, words)
    }
  }

  private init(build: BuildFailure) {
    switch build {
    case .source(let diagnostics): self.init(.buildFailed, diagnostics)
    case .usage(let message): self.init(.usage, message)
    case .environment(let message): self.init(.environment, message)
    case .cancelled: self.init(.environment, "The build was stopped. Run the command again.")
    case .internal(let message):
      self.init(.internalError, "This is a fault of Mirador, please report it: \(message)")
    }
  }

  private init(machine: MachineFailure) {
    if case .environment(let message) = machine {
      self.init(.environment, message)
    } else {
      self.init(.environment, "The boot was stopped. Run the command again.")
    }
  }
}
