// A libvirt domain: the machine of QemuCommand as far as libvirt has words for it, the rest in its elements
// for QEMU's own arguments. libvirt 9.0 takes `microvm` for a machine without PCI, and the serial ports
// for ISA devices; it has no words for the machine's properties, for isa-debug-exit, and for networks of a
// machine without PCI.

import Configure
import Machines

extension Deployment {
  /// A domain for `virsh define` or `virsh create`. `virsh console` shows the console, which is logged to
  /// /var/log/libvirt/qemu/NAME-console.log; the exit status goes to /var/lib/libvirt/qemu/NAME-status.
  public var libvirt: String {
    get throws(DeployFailure) {
      try expect(.virtio, for: "libvirt with QEMU")
      let name = try domainName()
      let type = options.accelerator == .kvm ? "kvm" : "qemu"
      let arguments = try commandLine()
      return """
        <domain type='\(type)' xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'>
          <name>\(name)</name>
          <memory unit='MiB'>\(try machineMemory())</memory>
          <vcpu>1</vcpu>
          <os>
            <type arch='x86_64' machine='\(QemuCommand.machine)'>hvm</type>
            <kernel>\(try XmlText.escaped(image))</kernel>
        \(arguments.isEmpty ? "" : "    <cmdline>\(try XmlText.escaped(arguments))</cmdline>\n")\
          </os>
        \(processor)\
          <on_poweroff>destroy</on_poweroff>
          <on_reboot>destroy</on_reboot>
          <on_crash>destroy</on_crash>
          <devices>
            <!-- The console. -->
            <serial type='pty'>
              <log file='/var/log/libvirt/qemu/\(name)-console.log' append='off'/>
              <target type='isa-serial' port='0'>
                <model name='isa-serial'/>
              </target>
            </serial>
            <!-- The exit status: one line, "exit N". -->
            <serial type='file'>
              <source path='/var/lib/libvirt/qemu/\(name)-status'/>
              <target type='isa-debug' port='1'>
                <model name='isa-debugcon'/>
              </target>
              <address type='isa' iobase='0xe9'/>
            </serial>
            <controller type='usb' model='none'/>
            <memballoon model='none'/>
            <audio id='1' type='none'/>
          </devices>
          <qemu:commandline>
        \(try passedOn())\
          </qemu:commandline>
        </domain>

        """
    }
  }

  /// As QemuCommand, except that libvirt adds the console's port itself.
  private var machineProperties: String {
    QemuCommand.machineProperties.replacing("isa-serial=on", with: "isa-serial=off")
  }

  /// See QemuCommand.processor. An emulated machine has libvirt's default.
  private var processor: String {
    guard options.accelerator == .kvm else { return "" }
    return """
        <cpu mode='maximum'>
          <feature policy='disable' name='arch-capabilities'/>
        </cpu>

      """
  }

  /// It names files too.
  private func domainName() throws(DeployFailure) -> String {
    guard !manifest.name.isEmpty, manifest.name.utf8.first != UInt8(ascii: "."),
      manifest.name.utf8.allSatisfy({ Self.isPlain($0) })
    else { throw .unspeakable(manifest.name, "the name of a libvirt domain") }
    return manifest.name
  }

  /// QEMU's own arguments, which libvirt passes on after its own.
  private func passedOn() throws(DeployFailure) -> String {
    var arguments = ["-machine", machineProperties]
    arguments += ["-device", "isa-debug-exit,iobase=0xf4,iosize=4"]
    for (index, tap) in taps.enumerated() {
      arguments += ["-netdev", "tap,id=network\(index),ifname=\(tap),script=no,downscript=no"]
      arguments += ["-device", "virtio-net-device,netdev=network\(index)"]
    }
    var lines = ""
    for argument in arguments {
      lines += "    <qemu:arg value='\(try XmlText.escaped(argument))'/>\n"
    }
    return lines
  }
}
