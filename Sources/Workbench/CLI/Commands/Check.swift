import ArgumentParser
import Checks
import Curriculum
import Foundation

struct Check: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Build your work, boot it and judge it from outside.",
    discussion: """
      Every boot gets a fresh name; verdicts come from the console, the exit status,
      the image and the host's clock, never from what the unikernel claims.

      Examples:
        ./mirador check 1
        ./mirador check nothing --target unix
        ./mirador check 2 --format json
        ./mirador check --all
      """)

  @Argument(help: "The lesson: 1, 01, or a name. Default: where you are.", completion: .lesson)
  var lesson: String?
  @Option(name: [.short, .long], help: "unix, virtio or all.")
  var target = TargetChoice.all
  @Option(help: "kvm, tcg or auto.")
  var accel = AcceleratorChoice.auto
  @Option(help: "text or json.")
  var format = Judge.Format.text
  @Flag(help: "Check every lesson.")
  var all = false
  @OptionGroup var place: WorkspaceOption

  func validate() throws {
    if all, lesson != nil { throw ValidationError("Give a lesson or --all, not both.") }
  }

  func run() async throws {
    let context = try Context(directory: place.directory)
    let catalogue = try context.catalogue()
    if all, context.work != nil {
      throw Failure(.usage, "--all needs a workspace, and --dir names the work on one lesson.")
    }
    let lessons = all ? catalogue.lessons : [try context.lesson(lesson, in: catalogue)]
    try await Judge(context, accelerator: accel.accelerator)
      .check(lessons, target, format: format)
  }
}
