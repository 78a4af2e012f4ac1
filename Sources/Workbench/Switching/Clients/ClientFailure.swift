import CSwitching
import Foundation
import Processes

/// Why there is no private network; the text's last sentence is what to do about it.
package struct ClientFailure: Error, Equatable, CustomStringConvertible {
  package let description: String

  init(_ description: String) { self.description = description }

  /// What the host says about namespaces: the contents of files below /proc/sys, nil where there is no file.
  struct HostFacts {
    var maximum: String?
    var debianSwitch: String?
    var appArmorSwitch: String?

    init(maximum: String? = nil, debianSwitch: String? = nil, appArmorSwitch: String? = nil) {
      self.maximum = maximum
      self.debianSwitch = debianSwitch
      self.appArmorSwitch = appArmorSwitch
    }

    static var here: HostFacts {
      func value(_ path: String) -> String? {
        (try? String(contentsOfFile: "/proc/sys/\(path)", encoding: .utf8))?
          .trimmingCharacters(in: .whitespacesAndNewlines)
      }
      return HostFacts(
        maximum: value("user/max_user_namespaces"),
        debianSwitch: value("kernel/unprivileged_userns_clone"),
        appArmorSwitch: value("kernel/apparmor_restrict_unprivileged_userns"))
    }
  }

  init(_ outcome: switching_outcome, _ subjects: [String], _ facts: HostFacts = .here) {
    let reason = SystemFailure("", outcome.code).description.dropFirst(2)
    switch outcome.stage {
    case SWITCHING_UNSHARE, SWITCHING_MAP:
      self.init(
        "This system does not let its users have private networks (\(reason)). "
          + Self.permission(facts))
    case SWITCHING_TUN where outcome.code == EACCES || outcome.code == EPERM:
      self.init(
        "Network interfaces of one's own need /dev/net/tun, which may not be opened (\(reason)). "
          + "As root, run: chmod 666 /dev/net/tun")
    case SWITCHING_TUN:
      self.init(
        "Network interfaces of one's own need /dev/net/tun, which cannot be opened (\(reason)). "
          + "As root, run: modprobe tun")
    case SWITCHING_TAP:
      self.init(
        "An interface cannot be made (\(reason)). Look whether its name is free and has at most "
          + "15 letters.")
    case SWITCHING_NETLINK:
      let index = Int(outcome.index)
      let subject = subjects.indices.contains(index) ? subjects[index] : "it"
      self.init(
        "The kernel refuses \"\(subject)\" (\(reason)). Correct this part of the network's settings."
      )
    case SWITCHING_HAND_OVER:
      self.init("The tool has too many files open (\(reason)). Raise the limit: ulimit -n 4096")
    default:
      self.init("A helper process did not do its work (\(reason)). Try again with more memory.")
    }
  }

  /// What opens the door that is shut.
  private static func permission(_ facts: HostFacts) -> String {
    if facts.maximum == "0" { return "As root, run: sysctl -w user.max_user_namespaces=15000" }
    if facts.debianSwitch == "0" {
      return "As root, run: sysctl -w kernel.unprivileged_userns_clone=1"
    }
    if let value = facts.appArmorSwitch, value != "0" {
      return "As root, run: sysctl -w kernel.apparmor_restrict_unprivileged_userns=0"
    }
    return "In a container, start that one with --cap-add SYS_ADMIN --device /dev/net/tun "
      + "--security-opt seccomp=unconfined --security-opt apparmor=unconfined"
  }
}
