// Other runtimes doing the operations of Tests/Benchmarks/Runtime on Linux: programs in Tests/Benchmarks/Peers
// that print the same names.

import Foundation

/// The programs, compiled.
struct TasksPeers {
  private var programs: [(label: String, path: String, figures: Figures)] = []
  /// What was left out and why.
  private(set) var notes: [String] = []

  init(_ workshop: Workshop) async throws {
    let folder = "Tests/Benchmarks/Peers/"
    let threads = workshop.scratch.appending(path: "threads").path
    try await workshop.tool("clang", ["-O2", "-pthread", folder + "threads.c", "-o", threads])
    programs.append(("POSIX threads", threads, Figures()))
    let tasks = workshop.scratch.appending(path: "tasks").path
    try await workshop.tool(
      "swiftc", ["-O", "-parse-as-library", folder + "tasks.swift", "-o", tasks])
    programs.append(("Swift on Linux", tasks, Figures()))
    guard workshop.search.find("go", beside: "swiftc") != nil else {
      notes.append(Messages.noGo)
      return
    }
    let routines = workshop.scratch.appending(path: "routines").path
    try await workshop.tool("go", ["build", "-o", routines, folder + "routines.go"])
    programs.append(("Go", routines, Figures()))
  }

  /// Runs each once.
  mutating func run(_ workshop: Workshop) async throws {
    for index in programs.indices {
      let answer = try await workshop.run(programs[index].path, [])
      guard answer.status == 0 else {
        throw Messages.toolFailed(programs[index].label, answer.errors)
      }
      programs[index].figures.add(answer.output.split(separator: "\n"))
    }
  }

  /// Each beside ours on unix.
  func rows(beside ours: Figures) -> [Row] {
    programs.flatMap { program in
      program.figures.rows(program.label) { name, row in
        guard let samples = Samples(ours.values[name] ?? []) else { return }
        row.peer = Row.Peer(name: "ours", samples: samples)
      }
    }
  }
}
