import ArgumentParser
import Checks
import Curriculum

struct Doctor: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Examine this machine; every trouble comes with its cure.",
    discussion: "Example:\n  ./mirador doctor")
  @OptionGroup var place: WorkspaceOption

  func run() async throws {
    let context = try Context(directory: place.directory)
    let findings = await Examination(context).findings()
    for finding in findings {
      Output.line("\(finding.mark) \(finding.name): \(finding.fact)")
      if let cure = finding.cure { Output.line("       cure: \(cure)") }
    }
    guard !findings.contains(where: { $0.isFatal }) else {
      throw ExitCode(Int32(ToolStatus.environment.rawValue))
    }
    Output.line("Next:  ./mirador")
  }
}
