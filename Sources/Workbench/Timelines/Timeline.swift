// The phases of a boot. Made of what a boot passed on its way (`Landmark`), seen from outside.
//
//     Landmarks     where the phases of this image begin: symbols, and lines of its main
//     Observer      boots it and notes when it passed them: ptrace, or QEMU's log
//     Timeline      the phases; `TextFlame`, `SvgFlame`, table and JSON show them

import Maps

/// A boot, phase by phase.
public struct Timeline: Sendable, Equatable {
  /// What moments are counted in.
  public enum Unit: String, Sendable {
    case nanoseconds
    case instructions
  }

  /// The image's name, and what it ran on: `virtio, kvm`.
  public let name: String
  public let place: String
  public let unit: Unit
  /// From the start of the process to its end; the phases within leave no gap.
  public let boot: Phase
  /// The lengths of all boots that were observed, this one among them, and of boots that nobody looked
  /// at; ascending.
  public let observed: [Int]
  public let unobserved: [Int]
  /// What whoever reads it must know.
  public let notes: [String]

  init(
    _ name: String, _ place: String, _ unit: Unit, _ boot: Phase, observed: [Int] = [],
    unobserved: [Int] = [], notes: [String] = []
  ) {
    self.name = name
    self.place = place
    self.unit = unit
    self.boot = boot
    self.observed = observed
    self.unobserved = unobserved
    self.notes = notes
  }

  /// Only one phase of it.
  public func part(_ name: String) throws(TimelineFault) -> Timeline {
    guard let phase = boot.named(name) else {
      throw .usage(Messages.noPhase(name, boot.all.map(\.phase.name)))
    }
    return Timeline(
      self.name, place, unit, phase, observed: observed, unobserved: unobserved, notes: notes)
  }

  /// One line that says what it is about.
  public func headline(_ screen: Screen) -> String {
    let length = unit.words(boot.length, isUnicode: screen.isUnicode)
    guard observed.count > 1, let low = observed.first, let high = observed.last else {
      return "\(name) (\(place)): \(length)"
    }
    let (least, most) = (
      unit.words(low, isUnicode: screen.isUnicode), unit.words(high, isUnicode: screen.isUnicode)
    )
    return
      "\(name) (\(place)): \(length), the median of \(observed.count) boots (\(least) to \(most))"
  }
}

/// Why there is no timeline.
public enum TimelineFault: Error, Sendable, Equatable {
  case usage(String)
  case environment(String)
  /// The image did not do what images do.
  case boot(String)
}
