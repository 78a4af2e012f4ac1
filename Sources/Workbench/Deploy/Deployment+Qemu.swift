// The machine that `mirador run` makes, as a shell script.

import Machines

extension Deployment {
  /// What the script ends with when the machine ended without telling a status.
  public static let vanished = 125

  /// A POSIX shell script that boots the image under QEMU. Its standard output is the console, its exit
  /// status the unikernel's own, or 125 with a word on standard error when none was told.
  public var qemu: String {
    get throws(DeployFailure) {
      try expect(.virtio, for: "QEMU")
      var command = QemuCommand(
        accelerator: options.accelerator, kernel: image, memory: try machineMemory(),
        commandLine: try commandLine())
      command.isMonitored = false
      command.links = taps.map { MachineLink("", address: nil, .interface($0)) }
      command.hasEntropy = manifest.wants(.entropy)
      return """
        #!/bin/sh
        # Boots the unikernel \(title) under QEMU and ends with its exit status.
        #
        # The status comes on descriptor 3, apart from the console, which a program writes as it likes.

        exec 4>&1
        told=$(
          exec 3>&1 1>&4 4>&- </dev/null
          exec \(ShellText.command(Qemu.program, command.arguments, indent: "    "))
        )
        qemu=$?
        status=${told#exit }
        case $qemu:$told:$status in
          \(QemuCommand.powerOffStatus):"exit $status":[0-9] | \\
          \(QemuCommand.powerOffStatus):"exit $status":[0-9][0-9] | \\
          \(QemuCommand.powerOffStatus):"exit $status":[0-9][0-9][0-9])
            exit "$status" ;;
        esac
        echo "$0: the machine ended without telling an exit status (QEMU's is $qemu)" >&2
        exit \(Self.vanished)

        """
    }
  }
}
