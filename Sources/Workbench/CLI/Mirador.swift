import ArgumentParser
import Checks

/// The command line. Without a subcommand it shows where the learner is.
struct Mirador: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mirador",
    abstract: "A library operating system in Swift, and the workbench that teaches it.",
    discussion: """
      Without a command, Mirador shows the lesson you are at, and what to do next.

      Examples:
        ./mirador                 where am I?
        ./mirador check 1         check your work on lesson 1
        ./mirador hint 1          the next hint
        ./mirador run workspace/01-nothing-at-all -t virtio

      Exit statuses: 0 passed, 1 checks failed, 2 usage, 3 build failed,
      4 boot failed, 5 environment, 6 timeout, 7 tampered, 8 internal error,
      130 interrupted.
      """,
    version: Tool.version,
    subcommands: [
      Learn.self, Next.self, Back.self, List.self, Check.self, Hint.self, Quiz.self,
      Solution.self, Reset.self, Build.self, Run.self, Doctor.self, LessonCommand.self,
      Bench.self, Test.self,
    ],
    defaultSubcommand: Learn.self)
}
