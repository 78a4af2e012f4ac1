/// The groups of measurements, in the order in which they run.
public enum Group: String, CaseIterable, Sendable, Codable {
  case start, boot, instructions, size, tasks, allocator, inspector, check, clone

  /// Those that run when none is named: all but `clone`, which takes minutes.
  public static var usual: [Group] { allCases.filter { $0 != .clone } }

  /// What the rows are about.
  public var title: String {
    switch self {
    case .start: "process start to exit, target unix"
    case .boot: "QEMU start to exit, target virtio"
    case .instructions: "instructions of a boot, target virtio"
    case .size: "loaded size and least memory"
    case .tasks: "the runtime's operations, each"
    case .allocator: "the allocator beside glibc's, each operation"
    case .inspector: "a busy unikernel that is looked into, target unix; what the inspector weighs"
    case .check: "edit to verdict, lesson 1, everything cached"
    case .clone: "new clone to first verdict"
    }
  }

  /// Rounds when the user names none: enough for a steady median in a few seconds.
  public var rounds: Int {
    switch self {
    case .start: 2000
    case .boot: 21
    case .instructions: 3
    case .size, .clone: 1
    case .tasks, .inspector: 5
    case .allocator: 15
    case .check: 7
    }
  }
}
