// What a config.swift declares: one unikernel, what its start function needs, where it runs.
//
//     import Configure
//
//     let hello = Argument("hello", default: "Hello World!", help: "What to say.")
//
//     let unikernel = Unikernel(
//       "hello", start: "Hello", needs: [.console, .clock, .argument(hello)])
//
// This module is compiled into the workbench and, a second time, together with a learner's
// config.swift. It uses the standard library only, and of that what Embedded Swift has.
//
// A `Unikernel` is flat: devices and arguments are tables, and what is made of what is given by indices
// into them. Everything that a device is made of comes before it.

import Arguments

/// A unikernel as its config.swift declares it.
public struct Unikernel: Sendable, Equatable {
  /// The name of the image; letters, digits and dashes.
  public internal(set) var name: String
  /// What runs, all at once; the unikernel ends when all have ended.
  public internal(set) var jobs: [JobDeclaration] = []
  /// Every device that some target may use, parts first.
  public internal(set) var devices: [DeviceDeclaration] = []
  /// Every argument that a device or a job refers to, in the order of first mention.
  public var arguments: [ArgumentDeclaration] = []
  public internal(set) var libraries: [Library] = []
  /// The port of the inspector, among the devices; nil: the unikernel has none.
  public internal(set) var inspector: Int?
  /// The flag that asks for the heap's report, among the arguments; nil: the unikernel makes none.
  public internal(set) var heapReport: Int?
  /// The targets that the unikernel is meant for.
  public internal(set) var targets: [Target] = []
  /// The line of config.swift.
  public internal(set) var line: Int

  /// A unikernel of one job.
  /// - Parameters:
  ///   - name: the name of the image.
  ///   - start: the type in unikernel.swift whose `static func start(…) async` is the application.
  ///   - needs: what is passed to `start`, in this order, each under its own label.
  ///   - libraries: what unikernel.swift imports beside `Kernel`.
  ///   - targets: where it is meant to run.
  ///   - inspector: whether `mirador console` can look into it while it runs. Without, nothing of the
  ///     inspector is in the image.
  ///   - heapReport: whether it takes the argument `--heap-report`, with which it says before it ends what the
  ///     application has allocated and not freed. Without, nothing of that is in the image.
  public init(
    _ name: String, start: String, needs: [Need] = [], libraries: [Library] = [],
    targets: [Target] = Target.allCases, inspector: Bool = false, heapReport: Bool = false,
    line: Int = #line
  ) {
    self.init(
      name, jobs: [Job(start, needs: needs, line: line)], libraries: libraries, targets: targets,
      inspector: inspector, heapReport: heapReport, line: line)
  }

  /// A unikernel of several jobs.
  public init(
    _ name: String, jobs: [Job], libraries: [Library] = [], targets: [Target] = Target.allCases,
    inspector: Bool = false, heapReport: Bool = false, line: Int = #line
  ) {
    self.name = name
    self.libraries = libraries
    self.targets = targets
    self.line = line
    for job in jobs { add(job) }
    if inspector { addInspector() }
    if heapReport { addHeapReport() }
  }

  /// Nothing yet: what the reader of texts fills.
  init(name: String, line: Int) {
    self.name = name
    self.line = line
  }
}

/// A job, flattened.
public struct JobDeclaration: Sendable, Equatable {
  public var start: String
  public var parameters: [Parameter] = []
  public var line: Int

  /// What `start` receives.
  public struct Parameter: Sendable, Equatable {
    public enum Source: Sendable, Equatable {
      case device(Int)
      case argument(Int)
      case fact(Fact)
    }
    public var label: String
    public var type: String
    public var source: Source
    /// 0: the job's own line.
    public var line: Int
  }
}

/// An argument, flattened.
public struct ArgumentDeclaration: Sendable, Equatable {
  public var definition: ArgumentDefinition
  /// The type that the application sees.
  public var type: String
  public var line: Int
}

/// A device, flattened.
public struct DeviceDeclaration: Sendable, Equatable {
  public enum Form: Sendable, Equatable {
    case call(Call)
    case byTarget([(Target, Int)])
    case byArgument(Int, [(String, Int)])

    public static func == (one: Form, other: Form) -> Bool {
      switch (one, other) {
      case (.call(let one), .call(let other)):
        one == other
      case (.byTarget(let one), .byTarget(let other)):
        one.elementsEqual(other) { $0.0 == $1.0 && $0.1 == $1.1 }
      case (.byArgument(let argument, let one), .byArgument(let second, let other)):
        argument == second
          && one.elementsEqual(other) { $0.0.utf8.elementsEqual($1.0.utf8) && $0.1 == $1.1 }
      default: false
      }
    }
  }

  /// A call that makes a device.
  public struct Call: Sendable, Equatable {
    public var function: String
    public var effect: Effect
    public var inputs: [Input] = []
    public var hardware: [Hardware] = []
  }

  /// What a call is given; an empty label is none.
  public struct Input: Sendable, Equatable {
    public enum Source: Sendable, Equatable {
      case device(Int)
      case argument(Int)
      case expression(String)
      case folder(String)
    }
    public var label: String
    public var source: Source
  }

  public var name: String
  public var type: String
  public var targets: [Target]
  public var form: Form
  /// Where it is made first; 0: not in config.swift itself.
  public var line: Int

  /// Whether two devices are made in the same way of the same parts, wherever that is said.
  func isSame(as other: DeviceDeclaration) -> Bool {
    var copy = other
    copy.line = line
    return self == copy
  }
}
