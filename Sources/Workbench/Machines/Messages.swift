// Every text of this module for people. Each says what happened, then what to do.

import Foundation

/// What a boot cannot start without.
enum Messages {
  static let qemuMissing =
    "qemu-system-x86_64 was not found on PATH; install it with: "
    + "apt-get install qemu-system-x86. Or use the target unix, which needs no virtual machine."

  static func qemuUnusable(_ path: String, saying: String) -> String {
    "\(path) does not tell its version (it said: \(brief(saying))); "
      + "reinstall it with: apt-get install --reinstall qemu-system-x86"
  }

  static func kvmRefused(_ obstacle: KvmDevice.Obstacle) -> String {
    "KVM was asked for, but \(reason(obstacle)); use --accel tcg to emulate, or --accel auto"
  }

  static func kvmFallback(_ obstacle: KvmDevice.Obstacle) -> String {
    switch obstacle {
    case .absent:
      "KVM: \(reason(obstacle)): emulating; enable virtualization in the firmware or in the "
        + "hypervisor above for speed"
    case .forbidden:
      "KVM: \(reason(obstacle)): emulating; add yourself to group kvm for speed"
    case .unable:
      "KVM: \(reason(obstacle)): emulating; slower, but every lesson works"
    }
  }

  static func reason(_ obstacle: KvmDevice.Obstacle) -> String {
    switch obstacle {
    case .absent: "there is no \(KvmDevice.path)"
    case .forbidden(let why): "\(KvmDevice.path) cannot be opened (\(why))"
    case .unable(let why): "\(KvmDevice.path) is there but did not run the probe (\(brief(why)))"
    }
  }

  static func probeFailed(_ what: String) -> String {
    "the probe image did not run under qemu-system-x86_64 even when emulated (\(what)); "
      + "run: mirador doctor"
  }

  static func imageMissing(_ path: String) -> String {
    "there is no image \(path); build it with: mirador build"
  }

  static func imageUnfit(_ path: String) -> String {
    "\(path) is not an ELF image; build it again with: mirador build"
  }

  static func imageNotExecutable(_ path: String) -> String {
    "\(path) is not an executable file; build it again with: mirador build -t unix"
  }

  static func memoryTooSmall(_ mebibytes: Int) -> String {
    "a virtual machine cannot start with \(mebibytes) MB of memory; "
      + "give it --memory \(Limits.leastMemory) or more"
  }

  static func commandLineTooLong(_ bytes: Int) -> String {
    "the boot arguments take \(bytes) bytes once quoted, and a virtual machine's command line "
      + "holds \(Limits.commandLine); shorten them, or use the target unix"
  }

  static func portNeedsDescriptor(_ name: String) -> String {
    "the port \(name) of a process cannot be a socket that it listens on, for it is locked in; "
      + "give it one end of a socket pair"
  }

  static func linkNeedsDescriptor(_ name: String) -> String {
    "the network interface \(name) of a process must be an open descriptor with a hardware address, for "
      + "the process opens nothing; open it first"
  }

  static func portName(_ name: String) -> String {
    "a port cannot be called \(name.debugDescription): a colon would end the name; choose another"
  }

  static func tooManyPorts(_ count: Int) -> String {
    "a process can have \(Limits.ports) ports, not \(count); leave some out"
  }

  static func argumentHoldsNul(_ argument: String) -> String {
    "the boot argument \(argument.debugDescription) holds a NUL byte, which ends a string; "
      + "leave it out"
  }

  static func cannotStart(_ reason: String) -> String {
    "the machine could not be started (\(reason)); "
      + "check the file and the system's limits (ulimit -a), then try again"
  }

  static func helperStuck(_ program: String) -> String {
    "\(program) did not come to an end and was stopped; run it by hand to see why"
  }

  /// Why a process cannot be traced, by what ptrace(2) or opening its memory said.
  static func tracing(_ code: Int32) -> String {
    let reason = String(cString: strerror(code))
    let scope = (try? String(contentsOfFile: "/proc/sys/kernel/yama/ptrace_scope", encoding: .utf8))
      .flatMap { Int($0.trimmingCharacters(in: .whitespacesAndNewlines)) }
    return switch scope {
    case 2, 3:
      "this host lets nobody but root trace a process (\(reason); kernel.yama.ptrace_scope is "
        + "\(scope ?? 0)); as root, or after sysctl kernel.yama.ptrace_scope=1, it works"
    default:
      "this host does not let us trace it (\(reason)); in a container add the capability "
        + "SYS_PTRACE, or use the target virtio"
    }
  }

  static let noRoom =
    "the machine's memory cannot be written into a file; make room in the folder for temporary "
    + "files, or name another with TMPDIR"

  static let notHeld = "it will not be kept when it crashes: "
  static let trapped = "a trap or a panic"
  static func killed(_ signal: Int32) -> String {
    "signal \(signal), \(String(cString: strsignal(signal)).lowercased())"
  }

  static let poweredOffSilently = "it powered off without telling an exit status"
  static let guestReset = "the processor was reset (a triple fault, or a reset on purpose)"
  static func qemuEnded(_ status: Int) -> String { "QEMU ended with status \(status)" }

  /// The first line, shortened.
  static func brief(_ text: String) -> String {
    let line = text.split(whereSeparator: \.isNewline).first.map(String.init) ?? "nothing"
    return line.count <= 160 ? line : line.prefix(160) + "…"
  }
}

extension MachineFailure: CustomStringConvertible {
  public var description: String {
    switch self {
    case .environment(let message): message
    case .cancelled: "the boot was cancelled; start it again when you want it"
    }
  }
}
