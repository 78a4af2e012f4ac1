// A systemd service for the image of a process.
//
// The sandbox is what the process needs before it locks itself in, and no more: memory, signal handlers, its
// own seccomp filter (Platform/unix/platform.c and lockdown.c). It opens no file and no socket; it sees no
// file but its image.

import Configure

extension Deployment {
  /// A unit file; NAME.service is the name for it. Console lines go to the journal.
  public var systemd: String {
    get throws(DeployFailure) {
      try expect(.unix, for: "a systemd service")
      if let network = manifest.devices.flatMap(\.hardware).first(where: { $0.kind == .network }) {
        throw .unsupported(network.name, by: "a systemd unit")
      }
      try expectSafePath()
      let memory = options.memory.map { ["--memory=\($0)"] } ?? []
      let command = ([image] + memory + options.arguments).map(SystemdText.word)
      return """
        # The unikernel \(title), a process that locks itself in.
        [Unit]
        Description=Unikernel \(SystemdText.line(title)) (Mirador)

        [Service]
        Type=exec
        # The colon: a dollar sign is a dollar sign.
        ExecStart=:\(command.joined(separator: " "))
        Restart=on-failure
        RestartSec=1
        # 63: the help was asked for. 64: wrong arguments, which trying again does not mend.
        SuccessExitStatus=63
        RestartPreventExitStatus=64
        StandardInput=null
        StandardOutput=journal
        StandardError=journal

        # No file but the image, nobody's rights, no network.
        DynamicUser=yes
        TemporaryFileSystem=/:ro
        BindReadOnlyPaths=\(SystemdText.word(image))
        \(Self.sandbox)
        # What it calls before it locks itself in, and after.
        SystemCallArchitectures=native
        SystemCallFilter=\(Self.systemCalls.joined(separator: " "))

        [Install]
        WantedBy=multi-user.target

        """
    }
  }

  /// What the process calls from its first instruction on. systemd adds what it needs itself to start it.
  static let systemCalls = [
    "arch_prctl", "mmap", "sigaltstack", "rt_sigaction", "prctl", "seccomp", "clock_gettime",
    "write",
    "ppoll", "exit_group", "execve",
  ]

  /// systemd refuses programs with such names (string_is_safe in its config_parse_exec).
  private func expectSafePath() throws(DeployFailure) {
    for scalar in image.unicodeScalars
    where scalar.value < 0x20 || scalar.value == 0x7f || "\"'\\".unicodeScalars.contains(scalar) {
      throw .unspeakable(image, "the path of a unit's program")
    }
  }

  private static let sandbox = """
    UMask=0777
    NoNewPrivileges=yes
    CapabilityBoundingSet=
    AmbientCapabilities=
    DevicePolicy=closed
    IPAddressDeny=any
    KeyringMode=private
    LockPersonality=yes
    MemoryDenyWriteExecute=yes
    PrivateDevices=yes
    PrivateIPC=yes
    PrivateMounts=yes
    PrivateNetwork=yes
    PrivateTmp=yes
    PrivateUsers=yes
    ProcSubset=pid
    ProtectClock=yes
    ProtectControlGroups=yes
    ProtectHome=yes
    ProtectHostname=yes
    ProtectKernelLogs=yes
    ProtectKernelModules=yes
    ProtectKernelTunables=yes
    ProtectProc=invisible
    ProtectSystem=strict
    RemoveIPC=yes
    RestrictAddressFamilies=none
    RestrictNamespaces=yes
    RestrictRealtime=yes
    RestrictSUIDSGID=yes

    """
}
