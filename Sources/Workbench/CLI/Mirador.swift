import ArgumentParser
import Checks
import Curriculum
import Tables

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
      Solution.self, Reset.self, New.self, ConfigureCommand.self, Describe.self, Query.self,
      Build.self,
      Run.self, Ps.self, ConsoleCommand.self, Clean.self, Doctor.self, LessonCommand.self,
      Bench.self, Map.self, TimelineCommand.self,
      PcapCommand.self,
      Test.self, Completions.self,
    ],
    defaultSubcommand: Learn.self)
}

extension Mirador {
  /// The names of the subcommands, as they are typed.
  static var commandNames: [String] {
    configuration.subcommands.map { $0._commandName }
  }

  /// An unknown command followed by more words: the default command would complain about those. It
  /// takes one word itself, so that a second one proves that a command was meant.
  static func refuseUnknownCommand(_ arguments: [String]) throws {
    guard arguments.count > 1, let word = arguments.first, !word.hasPrefix("-"),
      !(commandNames + ["help"]).contains(word)
    else { return }
    let name = Nearest.match(word, among: commandNames)
    guard name != nil || !arguments[1].hasPrefix("-") else { return }
    throw Failure(
      .usage, "There is no command \"\(word)\". Try: ./mirador \(name ?? "--help")")
  }
}
