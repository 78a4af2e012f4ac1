// A command for Cloud Hypervisor, which starts an ELF file with a PVH note and has both a 16550 at 0x3f8 and a
// debug console that is put at port 0xe9, where the exit status goes. Written from its documentation;
// docs/deploy.md.

import Configure

extension Deployment {
  /// A shell script that starts Cloud Hypervisor. The console is its standard output; the exit status
  /// goes to the file that STATUS names, else to /dev/null.
  public var cloudHypervisor: String {
    get throws(DeployFailure) {
      try expect(.virtio, for: "Cloud Hypervisor")
      var arguments = ["--kernel", image]
      let line = try commandLine()
      // A value may not begin like an option; a space in front separates nothing from the first word.
      if !line.isEmpty { arguments += ["--cmdline", line.hasPrefix("-") ? " " + line : line] }
      arguments += ["--cpus", "boot=1", "--memory", "size=\(try machineMemory())M"]
      arguments += ["--serial", "tty", "--console", "off"]
      for (index, tap) in taps.enumerated() {
        arguments += ["--net", "tap=\(tap),id=network\(index)"]
      }
      return """
        #!/bin/sh
        # Boots the unikernel \(title) under Cloud Hypervisor; the exit status, "exit N", goes to $STATUS.

        exec \(ShellText.command("cloud-hypervisor", arguments, indent: "  ")) \\
          --debug-console "file=${STATUS:-/dev/null},iobase=0xe9"

        """
    }
  }
}
