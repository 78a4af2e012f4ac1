// Process start to exit: ours beside /bin/true, which is what every other program pays at least,
// and beside a static C program, which is the least that one with a C library pays.

import Configure
import Foundation

struct StartBenchmark {
  /// The aim: half of what /bin/true takes.
  static let aim = Row.Aim.ratioAtMost(0.5)

  private let workshop: Workshop

  init(_ workshop: Workshop) { self.workshop = workshop }

  func run(_ rounds: Int) async throws -> Outcome {
    var outcome = Outcome(.start)
    var programs: [(name: String, sprint: Sprint)] = []
    for name in ["Noop", "Hello"] {
      let image = try await workshop.image(name, .unix)
      _ = try await workshop.boot(image)
      programs.append((image.unikernel.name, Sprint(image.executable.path)))
    }
    programs.append(("/bin/true", Sprint("/bin/true")))
    if let program = await staticC() {
      programs.append(("static C program", Sprint(program.path)))
    } else {
      outcome.notes.append(Messages.noStaticC)
    }
    let contenders = programs.map { program in
      Contender(program.name) { try program.sprint.run() }
    }
    let samples = try await interleave(contenders, rounds: rounds)
    let peer = Row.Peer(name: "/bin/true", samples: samples[2])
    for (index, program) in programs.enumerated() {
      let isOurs = index < 2
      outcome.rows.append(
        Row(
          program.name, .milliseconds, samples[index], beside: index == 2 ? nil : peer,
          aim: isOurs ? Self.aim : nil))
    }
    return outcome
  }

  /// The least C program, linked statically; nil when the host cannot.
  private func staticC() async -> URL? {
    let source = workshop.scratch.appending(path: "return.c")
    let program = workshop.scratch.appending(path: "static-c")
    do {
      try "int main(void) { return 0; }\n".write(to: source, atomically: true, encoding: .utf8)
      try await workshop.tool("clang", ["-O2", "-static", source.path, "-o", program.path])
      return program
    } catch {
      return nil
    }
  }
}
