/// A place in an image that a boot passes, and the phase that begins there.
struct Landmark: Sendable, Equatable {
  /// The phase.
  let phase: String
  /// The phase that this one is a part of, with others; nil: of the boot itself.
  let group: String?
  /// Where the code is. A breakpoint belongs at the start of each range.
  let ranges: [Range<UInt64>]
  /// Where else its code is entered. For who sees blocks of code only: what begins in the midst of one is seen
  /// at the next.
  var entries: [Range<UInt64>] = []
  /// Counts only when this other landmark was passed: what a boot may meet earlier as well.
  var after: String?

  init(_ phase: String, in group: String?, _ ranges: [Range<UInt64>], after: String? = nil) {
    self.phase = phase
    self.group = group
    self.ranges = ranges
    self.after = after
  }

  /// The first instruction at an address.
  static func at(_ address: UInt64) -> [Range<UInt64>] { [address..<address + 1] }
}

/// The names of phases; the same in docs/timeline.md.
enum PhaseName {
  static let boot = "boot"
  static let process = "process starts"
  static let machine = "QEMU starts"
  static let firmware = "firmware"
  static let image = "image"
  static let entry = "entry"
  static let nucleus = "nucleus"
  static let platform = "platform"
  static let lockDown = "lock-down"
  static let heap = "heap"
  static let runtime = "runtime"
  static let main = "main"
  static let arguments = "arguments"
  static let delay = "delay"
  static let inspector = "inspector"
  static let application = "application"
  static let silent = "to its first output"
  static let speaking = "after its first output"
  /// Not phases, but parts of a boot that are drawn again.
  static let untilOutput = "start to first output"
  static let within = "image to first output"
  static let exit = "exit"
  static let powerOff = "power off"
}
