// Boots the image once, with a name and other values that no boot had before, to its end or its budget.
//
//     build = "build"                   the step whose image is booted
//     arguments = ["--verbose"]         beside the lesson's and --name=NONCE; may hold {nonce}, {phrase}, {number}
//     memory = 4                        mebibytes that the machine has; the target's default when not said
//
// It passes when the machine ran; how it ended is judged by `exit` and `ending`. A machine that died
// without a word failed to boot.

import Curriculum
import Machines
import Tables

struct BootCheck: Kind {
  static let name = "boot"
  static let keys = ["build", "arguments", "memory"]

  private let id: String
  private let build: String
  private let arguments: [Pattern]
  private let memory: Int?
  var source: (kind: String, id: String)? { ("build", build) }

  init(_ section: Section) throws(LessonFault) {
    id = try section.string("id")
    build = try section.step("build")
    var arguments: [Pattern] = []
    for argument in try section.strings("arguments") {
      arguments.append(try Pattern(argument, in: section, key: "arguments"))
    }
    self.arguments = arguments
    memory = section.has("memory") ? try section.integer("memory", in: 1...1024) : nil
  }

  func judge(_ scene: inout Scene) async -> Judgement {
    guard let artifact = scene.artifacts[build] else { return .noEvidence("image") }
    let parameters = BootParameters(seed: scene.seed, boot: scene.boots.count)
    let slowness = max(1, await scene.bench.slowness(scene.target, scene.accelerator))
    let budget = scene.manifest.budgets.boot * slowness
    let request = BootRequest(
      arguments: ["--name=\(parameters.nonce)"] + scene.manifest.arguments
        + arguments.map { $0.readable(parameters) },
      budget: budget, accelerator: scene.accelerator, memory: memory)
    do {
      let transcript = try await scene.bench.boot(artifact, request)
      let evidence = BootEvidence(
        parameters: parameters, artifact: artifact, budget: budget, slowness: slowness,
        transcript: transcript)
      scene.boots[id] = evidence
      return judge(evidence)
    } catch {
      let failure = Failure(error)
      return .error(failure.message, code: failure.status)
    }
  }

  private func judge(_ boot: BootEvidence) -> Judgement {
    let expected = "a machine that runs the image"
    switch boot.transcript.ending {
    case .killed, .vanished:
      return .fail(
        expected: expected, got: boot.endingText, evidence: boot.tail, code: .bootFailed)
    case .exited, .timedOut, .flooded:
      return .pass(expected: expected, got: "it ran for \(boot.transcript.duration.readable)")
    }
  }
}
