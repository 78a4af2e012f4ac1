// Finds out, once per machine, whether KVM runs our guests and how fast this host boots.
//
// That /dev/kvm can be opened proves little: nested and paravirtual KVMs refuse some guests. So a
// tiny image is booted, first emulated, then under KVM, and both are timed. The answer is kept in a
// JSON file under the machine's identity; when anything in the identity changes, it is asked again.
// An emulated probe that fails is an environment failure: then no virtual machine boots here.

import Foundation
import Processes

/// Probes the accelerators of this host.
public struct AcceleratorProbe: Sendable {
  /// What the probe found.
  public struct Verdict: Sendable, Equatable, Codable {
    /// What a boot should use.
    public var accelerator: Accelerator
    /// Why not KVM, in one line for people; nil when KVM works.
    public var reason: String?
    /// How long the probe image took here.
    public var speed: HostSpeed
  }

  /// The probe: a `virtio` image that ends with exit status 0.
  public var image: URL
  /// Where the answer is kept.
  public var cache: URL
  /// The tool's own version; another one asks again.
  public var toolVersion: String
  public var search: SearchPath
  /// The KVM device.
  public var device: String
  /// How long one boot of the probe may take; generous, for a boot that fails costs all of it.
  public var budget: Duration

  public init(
    image: URL, cache: URL, toolVersion: String, search: SearchPath = .environment,
    device: String = KvmDevice.path, budget: Duration = .seconds(20)
  ) {
    self.image = image
    self.cache = cache
    self.toolVersion = toolVersion
    self.search = search
    self.device = device
    self.budget = budget
  }

  /// The kept answer, or a new one. A cache that cannot be read or written costs time, no more.
  /// Safe to call from several tasks and processes at once.
  public func verdict() async throws(MachineFailure) -> Verdict {
    let qemu = try await Qemu.find(in: search)
    let identity = HostIdentity(
      qemu: qemu.version, device: device, image: image, toolVersion: toolVersion)
    if let kept = ProbeCache(file: cache).verdict(for: identity) { return kept }
    let verdict = try await probe()
    ProbeCache(file: cache).keep(verdict, for: identity)
    return verdict
  }

  /// A new answer.
  func probe() async throws(MachineFailure) -> Verdict {
    let emulated = try await boot(.tcg)
    guard emulated.ending == .exited(0) else {
      throw .environment(Messages.probeFailed(emulated.ending.message(budget: budget)))
    }
    var speed = HostSpeed(emulated: emulated.duration)
    if let obstacle = KvmDevice.obstacle(at: device) {
      return Verdict(accelerator: .tcg, reason: Messages.kvmFallback(obstacle), speed: speed)
    }
    let what: String
    do {
      let accelerated = try await boot(.kvm)
      if accelerated.ending == .exited(0) {
        speed.accelerated = accelerated.duration
        return Verdict(accelerator: .kvm, reason: nil, speed: speed)
      }
      what = Self.words(accelerated.ending)
    } catch .cancelled {
      throw .cancelled
    } catch .environment(let message) {
      what = message
    }
    let reason = Messages.kvmFallback(.unable(what))
    return Verdict(accelerator: .tcg, reason: reason, speed: speed)
  }

  private func boot(_ accelerator: Accelerator) async throws(MachineFailure) -> Transcript {
    let request = Boot(image, target: .virtio, accelerator: accelerator, budget: budget)
    return try await Machine(search: search).boot(request)
  }

  private static func words(_ ending: Ending) -> String {
    switch ending {
    case .exited(let status): "exit status \(status)"
    case .killed(let signal): "QEMU died of signal \(signal)"
    case .timedOut: "the guest hung"
    case .flooded: "the guest printed without end"
    case .vanished(let why): Messages.brief(why)
    }
  }
}
