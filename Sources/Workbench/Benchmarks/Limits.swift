/// Every capacity and patience of this module, with its unit and reason.
enum Limits {
  /// How long a boot of a small image may take; a healthy one needs a tenth of a second.
  static let boot: Duration = .seconds(20)
  /// How long a tool of the host may take: a compiler, a check, the allocator's benchmark with many
  /// rounds.
  static let tool: Duration = .seconds(600)
  /// How long a new clone may take to its first verdict, on a slow machine and network.
  static let clone: Duration = .seconds(1800)
  /// How long the runtime's benchmark may take on a target: nested hypervisors are slow.
  static let runtime: Duration = .seconds(180)
  /// Mebibytes for the runtime's benchmark, which keeps a hundred thousand tasks.
  static let runtimeMemory = 256
  /// How long the work of the inspector's benchmark may take; about three seconds are usual.
  static let inspected: Duration = .seconds(120)
  /// Questions that are ready for it, one a second.
  static let inspectedQueries = 120
  /// Mebibytes: what the search for the least memory starts from; every small image runs in it.
  static let ampleMemory = 64
  /// Instructions of a traced boot; a small image takes 20 thousand.
  static let trace = 10_000_000
  /// A load average above this means that somebody else uses the processor.
  static let quietLoad = 0.5
}
