import ArgumentParser
import Checks

struct Completions: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print the completion script of a shell.",
    discussion: """
      It completes commands, options, lessons, targets and directories of unikernels,
      for mirador and for ./mirador. Install it once, then start a new shell.

      bash:
        ./mirador completions bash > ~/.mirador-completion
        echo '. ~/.mirador-completion' >> ~/.bashrc
      zsh, where ~/.zshrc says `fpath+=~/.zfunc` before it calls compinit:
        mkdir -p ~/.zfunc
        ./mirador completions zsh > ~/.zfunc/_mirador
      fish:
        mkdir -p ~/.config/fish/completions
        ./mirador completions fish > ~/.config/fish/completions/mirador.fish
      """)

  enum Shell: String, ExpressibleByArgument, CaseIterable { case bash, zsh, fish }

  @Argument(help: "bash, zsh or fish.")
  var shell: Shell

  func run() throws {
    Output.line(try Completions.script(for: shell))
    // Into a file or a shell goes the script alone.
    if Output.isTerminal {
      Output.error("Next:  ./mirador completions --help    (where to put this)")
    }
  }

  /// What the parser's library makes of the commands, and what it leaves out.
  static func script(for shell: Shell) throws -> String {
    switch shell {
    case .bash: Mirador.completionScript(for: .bash)
    case .zsh: Mirador.completionScript(for: .zsh)
    case .fish: try knowingPaths(Mirador.completionScript(for: .fish))
    }
  }

  /// The library's script for fish compares the first word with "mirador", which "./mirador" is not.
  private static func knowingPaths(_ script: String) throws -> String {
    let tokens = "    set -l unparsed_tokens (__mirador_tokens -pc)\n"
    guard script.contains(tokens) else {
      throw Failure(
        .internalError,
        "The completion script for fish is not as expected. Please report this as a bug.")
    }
    let name = "    set unparsed_tokens[1] (string replace -r '^.*/' '' -- $unparsed_tokens[1])\n"
    return script.replacing(tokens, with: tokens + name)
  }
}
