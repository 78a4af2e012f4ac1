import Foundation

/// How fast this host boots, against the host on which the nominal budgets were set.
///
/// Budgets scale with it, so that a slow host does not time out falsely; nothing else does, and no
/// verdict depends on the precise value.
public struct HostSpeed: Sendable, Equatable, Codable {
  /// Seconds from QEMU's start to the probe's exit, emulated.
  public var emulatedSeconds: Double
  /// The same under KVM; nil where KVM does not work.
  public var acceleratedSeconds: Double?

  /// Seconds that the probe took on the reference host (2 cores at 2.5 GHz, QEMU 7.2).
  static let reference = 0.08
  /// A fast host keeps its nominal budgets: they are patience, not a measurement.
  static let least = 1.0
  /// Beyond this a hang would be waited for too long.
  static let most = 10.0

  public init(emulated: Duration, accelerated: Duration? = nil) {
    emulatedSeconds = emulated / .seconds(1)
    acceleratedSeconds = accelerated.map { $0 / .seconds(1) }
  }

  /// As fast as the reference: for targets and tests that measured nothing.
  public static var nominal: HostSpeed { HostSpeed(emulated: .seconds(reference)) }

  var accelerated: Duration? {
    get { acceleratedSeconds.map { .seconds($0) } }
    set { acceleratedSeconds = newValue.map { $0 / .seconds(1) } }
  }

  /// A nominal budget as this host needs it; `accelerator` nil is the target `unix`, which is
  /// scaled like emulation, since both measure the processor.
  public func budget(_ nominal: Duration, accelerator: Accelerator?) -> Duration {
    let measured =
      accelerator == .kvm ? acceleratedSeconds ?? emulatedSeconds : emulatedSeconds
    let factor = measured / Self.reference
    // A cache file may hold anything, NaN included.
    guard factor.isFinite else { return nominal * Self.most }
    return nominal * min(max(factor, Self.least), Self.most)
  }
}
