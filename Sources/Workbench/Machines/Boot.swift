import Configure
import Foundation

/// How a virtual machine's instructions are executed.
public enum Accelerator: String, CaseIterable, Sendable, Codable {
  /// By the processor, through /dev/kvm.
  case kvm
  /// By QEMU's emulator; works everywhere.
  case tcg
}

/// One boot of one image.
public struct Boot: Sendable {
  public var target: Target
  /// The image, and the ELF that holds its symbols.
  public var executable: URL
  public var symbols: URL
  /// `virtio` only: which accelerator; nil lets the host's probe decide.
  public var accelerator: Accelerator?
  /// Mebibytes of memory; nil: the default of the target.
  public var memory: Int?
  /// The boot arguments, passed through byte for byte.
  public var arguments: [String] = []
  /// Streams of bytes to and from the image; of the names that it does not know it takes no notice.
  public var ports: [MachinePort] = []
  /// Network interfaces, in the order in which the image declares them.
  public var links: [MachineLink] = []
  /// `virtio` only: whether the machine has a source of randomness.
  public var hasEntropy = false
  /// What others stop the machine by, to look at it; nil: nobody does.
  public var control: MachineControl?
  /// The boot is killed when it takes longer; nil: never.
  public var budget: Duration?
  /// The boot is killed when it prints more bytes, or 100 000 lines.
  public var outputLimit = 4 << 20

  /// - Parameter symbols: nil: the executable holds its own symbols.
  public init(
    _ executable: URL, target: Target, symbols: URL? = nil, accelerator: Accelerator? = nil,
    memory: Int? = nil, arguments: [String] = [], budget: Duration? = nil,
    outputLimit: Int = 4 << 20
  ) {
    self.target = target
    self.executable = executable
    self.symbols = symbols ?? executable
    self.accelerator = accelerator
    self.memory = memory
    self.arguments = arguments
    self.budget = budget
    self.outputLimit = outputLimit
  }
}

/// What was seen of one boot from outside.
public struct Transcript: Sendable {
  /// A line of the console, without its newline; invalid UTF-8 is repaired.
  public struct Line: Sendable {
    public let text: String
    /// When the host saw its first byte, since the process was started.
    public let at: Duration

    public init(text: String, at: Duration) {
      self.text = text
      self.at = at
    }
  }
  public var lines: [Line]
  public var ending: Ending
  /// From starting the process to its end.
  public var duration: Duration
  /// Nil on `unix`.
  public var accelerator: Accelerator?

  public init(
    lines: [Line], ending: Ending, duration: Duration, accelerator: Accelerator? = nil
  ) {
    self.lines = lines
    self.ending = ending
    self.duration = duration
    self.accelerator = accelerator
  }
}

/// How a boot ended.
public enum Ending: Sendable, Equatable {
  /// By itself, with the unikernel's own exit status (0...255).
  case exited(Int)
  /// By a signal that Mirador did not send.
  case killed(signal: Int)
  /// At its budget; where the program counter was, symbolized, when it could be read.
  case timedOut(location: String?)
  /// At its output limit.
  case flooded
  /// Without a word about the exit status (the virtual machine died or was reset).
  case vanished(String)
}

/// Why nothing could be booted.
public enum MachineFailure: Error, Sendable, Equatable {
  /// QEMU is missing, /dev/kvm was asked for and does not work, … Ends with what to do.
  case environment(String)
  /// The task was cancelled; the machine was killed.
  case cancelled
}
