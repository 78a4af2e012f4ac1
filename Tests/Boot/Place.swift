import Build
import Configure
import Foundation
import Machines
import Testing

/// Where the tests boot: each target, and each way to run a virtual machine.
enum Place: CaseIterable, CustomTestStringConvertible {
  case unix
  case emulated
  case accelerated

  var target: Target { self == .unix ? .unix : .virtio }

  var accelerator: Accelerator? {
    switch self {
    case .unix: nil
    case .emulated: .tcg
    case .accelerated: .kvm
    }
  }

  var testDescription: String {
    switch self {
    case .unix: "unix"
    case .emulated: "virtio, TCG"
    case .accelerated: "virtio, KVM"
    }
  }

  /// Ends the calling test as skipped where this host has no such place, and says why.
  func require() async throws {
    guard self == .accelerated else { return }
    if let reason = try await Place.obstacle.value { try Test.cancel("\(reason)") }
  }

  /// Why KVM does not run guests here; nil when it does. Found out by booting one, once.
  private static let obstacle = Task { () -> String? in
    let image = try await Behaviours.image(for: .virtio)
    let probe = AcceleratorProbe(
      image: image.executable, cache: Behaviours.cache.appending(path: "probe.json"),
      toolVersion: "tests")
    let verdict = try await probe.verdict()
    return verdict.accelerator == .kvm ? nil : verdict.reason ?? "KVM does not run guests here"
  }
}
