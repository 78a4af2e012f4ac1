import ArgumentParser
import Build
import Checks
import Foundation

struct Clean: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Remove what was made for a unikernel: images, objects, configuration.",
    discussion: """
      Sources and unikernel.toml stay.

      Examples:
        ./mirador clean hello
        ./mirador clean hello --keep-configuration
      """)

  @Argument(help: "The directory that holds config.swift.", completion: .unikernel)
  var directory = "."
  @Flag(help: "Leave what `mirador configure` has remembered.")
  var keepConfiguration = false

  func run() throws {
    let context = try Context()
    let directory = try UnikernelDirectory.find(named: directory)
    let removed = try Generated(directory).remove(keepingConfiguration: keepConfiguration)
    let place = context.short(directory)
    let what = removed.files == 0 ? "nothing to remove" : "\(removed.files) files removed"
    Output.lines([
      "\(what), \(removed.bytes) bytes",
      "Next:  ./mirador \(keepConfiguration ? "build" : "configure") \(place)",
    ])
  }
}
