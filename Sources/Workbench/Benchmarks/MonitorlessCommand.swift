import Machines

/// A QEMU command line without its monitor, for boots that are only timed or traced: nobody listens
/// at the other end. All else stays as `mirador run` has it.
enum MonitorlessCommand {
  static func arguments(_ command: QemuCommand) -> [String] {
    var result: [String] = []
    var words = command.arguments[...]
    while let option = words.popFirst() {
      let isMonitor =
        option == "-mon" || option == "-chardev" && words.first?.contains("id=monitor") == true
      if isMonitor { words.removeFirst() } else { result.append(option) }
    }
    return result
  }
}
