import ArgumentParser
import Checks
import Curriculum
import Machines

struct Doctor: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Examine this machine; every trouble comes with its cure.",
    discussion: "Example:\n  ./mirador doctor")
  @OptionGroup var place: WorkspaceOption

  func run() async throws {
    let context = try Context(directory: place.directory)
    let findings = await Examination(context).findings()
    for finding in findings {
      Output.line("\(finding.mark) \(finding.name): \(finding.detail)")
      if let fix = finding.fix { Output.line("      fix: \(fix)") }
    }
    guard !findings.contains(where: { $0.status == .missing }) else {
      Output.line("Next:  mend what FAILs, then ./mirador doctor")
      throw ExitCode(Int32(ToolStatus.environment.rawValue))
    }
    Output.line("Next:  ./mirador")
  }
}
