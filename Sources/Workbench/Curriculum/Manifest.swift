import Configure
import Tables

/// What lesson.toml says.
public struct Manifest: Sendable, Equatable {
  /// The lesson's own version; it grows when the checks change what passes.
  public let version: Int
  public let title: String
  /// How long a learner needs, in minutes.
  public let minutes: Int
  /// Ids of lessons that come before.
  public let needs: [String]
  /// What is taught, a few words each.
  public let concepts: [String]
  /// The targets on which the lesson is checked; never empty.
  public let targets: [Target]
  /// Devices of the image beyond the console and the clock.
  public let devices: [String]
  /// Boot arguments beside `--name`, which every boot gets.
  public let arguments: [String]
  public let budgets: Budgets
  /// The sum of the checks' points.
  public let points: Int
  /// Whether an instructor grades it.
  public let checkpoint: Bool
  /// The command that shows the lesson's point before any editing.
  public let demo: String
  /// What a fast learner may go on with.
  public let `extension`: String

  /// Upper bounds on a machine as fast as the reference one; slower hosts get more time.
  public struct Budgets: Sendable, Equatable {
    public let build: Duration
    public let boot: Duration
    public let check: Duration
    /// Bytes that the image may take in memory when it is loaded.
    public let image: Int
  }
}

// MARK: - Parsing

extension Manifest {
  /// The format that this version reads.
  static let format = 1

  init(_ top: Section) throws(LessonFault) {
    try top.expectOnly([
      "format", "version", "title", "minutes", "needs", "concepts", "targets", "devices",
      "arguments", "points", "checkpoint", "demo", "extension", "budgets",
    ])
    guard try top.integer("format", in: 1...1_000_000) == Manifest.format else {
      throw top.fault("format", "this version of Mirador reads format \(Manifest.format) only")
    }
    version = try top.integer("version", in: 1...1_000_000)
    title = try top.string("title", limit: 40)
    minutes = try top.integer("minutes", in: 1...240)
    needs = try top.strings("needs")
    concepts = try top.strings("concepts")
    guard !concepts.isEmpty else { throw top.fault("concepts", "at least one is expected") }
    targets = try top.choices("targets", of: Target.self)
    guard !targets.isEmpty else { throw top.fault("targets", "at least one is expected") }
    devices = try top.strings("devices")
    arguments = try top.strings("arguments")
    points = try top.integer("points", in: 1...1000)
    checkpoint = try top.boolean("checkpoint", otherwise: false)
    demo = try top.string("demo")
    `extension` = try top.string("extension", limit: 500)
    budgets = try Budgets(top.section("budgets"))
  }
}

extension Manifest.Budgets {
  init(_ section: Section) throws(LessonFault) {
    try section.expectOnly(["build", "boot", "check", "image"])
    build = try section.seconds("build")
    boot = try section.seconds("boot")
    check = try section.seconds("check")
    image = try section.integer("image", in: 1...(1 << 30))
  }
}
