// A private network in which real clients run: a network namespace in a user namespace, with interfaces that
// are TAPs in the tool's hands.
//
//     tool:       segment ── TAP's descriptor
//     ·································│························ a network namespace of its own
//     clients:    ping, curl, dig ── net0, 10.0.0.100/24, routes
//
// The kernel's own stack is the clients' side. It needs no root, nothing of it can be seen from outside, and
// nothing has a name: it is there as long as the tool has its descriptors, and gone when the tool is, however
// it ended.

import CSwitching
import Foundation
import Processes
import Wire

/// A namespace and its interfaces.
package final class ClientNamespace: Sendable {
  private let user: Descriptor?
  private let network: Descriptor
  /// The tool's sides of the interfaces, by name: frames written go in, frames read came out.
  package let taps: [String: Descriptor]
  private let path: SearchPath
  /// What enters the namespace, and makes clients end with the tool.
  private let programs: (enter: String, bind: String)

  /// Numbers of interfaces; the kernel gives out low ones itself.
  private static let firstIndex: UInt32 = 1000

  /// Makes a namespace whose interfaces are up, and whose addresses can be used at once.
  package init(
    _ interfaces: [ClientInterface], routes: [ClientRoute] = [],
    path: SearchPath = .environment
  ) throws(ClientFailure) {
    guard let enter = path.find("nsenter"), let bind = path.find("setpriv") else {
      throw ClientFailure("nsenter or setpriv is missing. Install Debian's package util-linux.")
    }
    self.path = path
    programs = (enter, bind)
    guard interfaces.count <= Int(SWITCHING_TAPS) else {
      throw ClientFailure("A namespace has at most \(SWITCHING_TAPS) interfaces. Ask for fewer.")
    }
    for interface in interfaces where !(1...15).contains(interface.name.utf8.count) {
      throw ClientFailure(
        "\"\(interface.name)\" is no name for an interface. Give it 1 to 15 letters.")
    }
    let messages = Self.messages(interfaces, routes)
    let requests = interfaces.enumerated().map { Self.tap($1.name, Self.firstIndex + UInt32($0)) }
    var made = switching_namespace()
    let outcome = switching_make_namespace(
      requests, Int32(requests.count), messages.bytes, messages.bytes.count, &made)
    guard outcome.stage == SWITCHING_DONE else {
      throw ClientFailure(outcome, messages.subjects)
    }
    let numbers = withUnsafeBytes(of: made.taps) { Array($0.bindMemory(to: Int32.self)) }
    var taps: [String: Descriptor] = [:]
    do throws(SystemFailure) {
      network = try Descriptor(made.network, "namespace")
      user = made.user < 0 ? nil : try Descriptor(made.user, "namespace")
      for (interface, number) in zip(interfaces, numbers) {
        taps[interface.name] = try Descriptor(number, "tap")
      }
    } catch { throw ClientFailure(error.description) }
    self.taps = taps
  }

  /// Which namespace it is: what `/proc/PID/ns/net` says of a process in it.
  package var identity: String {
    var status = stat()
    fstat(network.number, &status)
    return "net:[\(status.st_ino)]"
  }

  /// What another terminal runs programs in the namespace with, while this process is there.
  package var entrance: [String] {
    let folder = "/proc/\(getpid())/fd/"
    let words = ["nsenter", "--net=\(folder)\(network.number)"]
    guard let user else { return words }
    return words + ["--user=\(folder)\(user.number)", "--preserve-credentials"]
  }

  /// Runs a program of the host in the namespace, to its end or to that of the budget. It is killed when the
  /// task is cancelled, and when the tool ends in whatever way; what it has started itself may outlive the latter.
  /// - Throws: when there is no such program, or it cannot be started.
  package func run(
    _ program: String, _ arguments: [String] = [], input: String? = nil,
    budget: Swift.Duration = .seconds(30)
  ) async throws(SystemFailure) -> Tool.Answer {
    guard let client = program.contains("/") ? program : path.find(program) else {
      throw SystemFailure(program, ENOENT)
    }
    // In the child, 3 is the network and 4 the user.
    var words = ["--net=/proc/self/fd/3"]
    var passed = [3: network.number] as [Int32: Int32]
    if let user {
      words += ["--user=/proc/self/fd/4", "--preserve-credentials"]
      passed[4] = user.number
    }
    words += ["--", programs.bind, "--pdeathsig", "KILL", "--", client]
    let tool = Tool(programs.enter, words + arguments, input: input, budget: budget)
    defer { withExtendedLifetime(self) {} }
    return try await tool.passing(passed).run()
  }

  private static func messages(
    _ interfaces: [ClientInterface], _ routes: [ClientRoute]
  ) -> NetlinkMessages {
    // A kernel may be built or started without it; who asks for an address of it then is told.
    let hasIPv6 = FileManager.default.fileExists(atPath: "/proc/net/if_inet6")
    var messages = NetlinkMessages()
    messages.bringUp("lo", index: 1)
    var indices: [String: UInt32] = [:]
    for (place, interface) in interfaces.enumerated() {
      let index = firstIndex + UInt32(place)
      indices[interface.name] = index
      messages.setUp(interface, index: index, hasIPv6: hasIPv6)
      messages.bringUp(interface.name, index: index)
      for prefix in interface.ipv4 { messages.add(prefix, to: interface.name, index: index) }
      // An MTU below 1280 is none for IPv6 (RFC 8200, section 5).
      guard interface.mtu >= 1280 else { continue }
      if hasIPv6 {
        messages.add(interface.linkLocal, length: 64, to: interface.name, index: index)
      }
      for prefix in interface.ipv6 {
        messages.add(prefix.address, length: prefix.length, to: interface.name, index: index)
      }
    }
    for route in routes { messages.add(route, indices: indices) }
    return messages
  }

  private static func tap(_ name: String, _ index: UInt32) -> switching_tap {
    var tap = switching_tap()
    tap.index = index
    withUnsafeMutableBytes(of: &tap.name) { $0.copyBytes(from: name.utf8.prefix(16)) }
    return tap
  }
}

extension NetworkSegment {
  /// Plugs an interface of a namespace into a new port.
  package func attach(
    _ clients: ClientNamespace, _ interface: String = "net0", as name: String,
    faults: FaultSettings? = nil
  ) throws(SegmentFailure) {
    guard let tap = clients.taps[interface] else {
      throw .host("the namespace has no interface \(interface)")
    }
    try addTap(name, tap, faults: faults)
  }
}
