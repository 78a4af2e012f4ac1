import ArgumentParser

import enum Configure.Target

/// What is booted, and on what.
struct BootOptions: ParsableArguments {
  @Argument(help: "A directory with config.swift, or an image.", completion: .unikernelOrImage)
  var unikernel = "."
  @Option(
    name: [.short, .long], help: "unix or virtio. Default: what was configured, or the image says.")
  var target: Target?
  @Option(help: "kvm, tcg or auto.")
  var accel = AcceleratorChoice.auto
  @Option(help: "Mebibytes of memory.")
  var memory: Int?

  func validate() throws {
    if let memory, !(1...65_536).contains(memory) {
      throw ValidationError("--memory must be 1 to 65536 mebibytes.")
    }
  }
}
