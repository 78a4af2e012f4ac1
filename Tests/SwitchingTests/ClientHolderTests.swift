import CSwitching
import Foundation
import Processes
import Synchronization
import Testing

@testable import Switching

/// What is left of namespaces and clients when the tool dies, and what is said where it may have none.
struct ClientHolderTests {
  static let program = Bundle.main.bundleURL.appending(path: "ClientHolder").path

  /// Processes that are in a network namespace or hold it open.
  private func users(of identity: String) -> [String] {
    let manager = FileManager.default
    let processes = ((try? manager.contentsOfDirectory(atPath: "/proc")) ?? []).filter {
      Int($0) != nil
    }
    return processes.filter { process in
      let directory = "/proc/\(process)"
      let files = (try? manager.contentsOfDirectory(atPath: "\(directory)/fd")) ?? []
      return (["ns/net"] + files.map { "fd/\($0)" }).contains {
        (try? manager.destinationOfSymbolicLink(atPath: "\(directory)/\($0)")) == identity
      }
    }
  }

  @Test func nothingIsLeftWhenTheToolIsKilled() async throws {
    let identity = Mutex("")
    var request = ChildRequest(program: Self.program)
    request.budget = .seconds(120)
    // It is stopped as soon as it has said which namespace it has.
    request.received = { channel, bytes, _ in
      guard channel == .output else { return true }
      identity.withLock { $0 += String(decoding: bytes, as: UTF8.self) }
      return false
    }
    let found = Mutex<[String]>([])
    request.ending = { [self] in
      let name = identity.withLock { $0.trimmingCharacters(in: .whitespacesAndNewlines) }
      found.withLock { $0 = users(of: name) }
    }
    let report = try await ChildProcess.run(request)
    #expect(report.end == .signalled(Int(SIGKILL)))
    let name = identity.withLock { $0.trimmingCharacters(in: .whitespacesAndNewlines) }
    try #require(name.hasPrefix("net:["), "\(name)")
    // The tool, and its client, which is in a session of its own: no signal to a group reaches it.
    #expect(found.withLock { $0.count } == 2)
    let end = ContinuousClock.now + .seconds(20)
    while !users(of: name).isEmpty, ContinuousClock.now < end { usleep(1000) }
    #expect(users(of: name).isEmpty)
  }

  /// Root of a user namespace that may not make others, and has no privileges.
  @Test func whereNamespacesAreForbiddenTheNextStepIsSaid() async throws {
    let unshare = try #require(SearchPath.environment.find("unshare"))
    let answer = try await Tool(
      unshare,
      [
        "-Ur", "sh", "-c",
        "echo 0 > /proc/sys/user/max_user_namespaces && exec setpriv --bounding-set=-all "
          + "--inh-caps=-all \(Self.program)",
      ], budget: .seconds(60)
    ).run()
    #expect(answer.status == 1, "\(answer.errors)")
    #expect(
      answer.output == """
        This system does not let its users have private networks (No space left on device). As root, \
        run: sysctl -w user.max_user_namespaces=15000

        """)
  }

  @Test(arguments: [
    (
      SWITCHING_UNSHARE, EPERM, ClientFailure.HostFacts(maximum: "0"),
      "user.max_user_namespaces=15000"
    ),
    (
      SWITCHING_UNSHARE, EPERM, .init(maximum: "9", debianSwitch: "0"),
      "kernel.unprivileged_userns_clone=1"
    ),
    (
      SWITCHING_MAP, EPERM, .init(maximum: "9", debianSwitch: "1", appArmorSwitch: "1"),
      "kernel.apparmor_restrict_unprivileged_userns=0"
    ),
    (
      SWITCHING_UNSHARE, EPERM, .init(maximum: "9"), "In a container, start that one with --cap-add"
    ),
    (SWITCHING_TUN, EACCES, .init(), "As root, run: chmod 666 /dev/net/tun"),
    (SWITCHING_TUN, ENOENT, .init(), "As root, run: modprobe tun"),
    (SWITCHING_NETLINK, EINVAL, .init(), "\"net0: up\" (Invalid argument)"),
    (SWITCHING_HAND_OVER, EMFILE, .init(), "ulimit -n 4096"),
  ])
  func everyRefusalSaysWhatToDo(
    stage: switching_outcome.Stage, code: Int32, facts: ClientFailure.HostFacts, words: String
  ) {
    let outcome = switching_outcome(stage: stage, code: code, index: 1)
    let failure = ClientFailure(outcome, ["lo: up", "net0: up"], facts)
    #expect(failure.description.contains(words), "\(failure)")
  }
}

extension switching_outcome {
  typealias Stage = switching_stage
}
