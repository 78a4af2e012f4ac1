/// A machine that stands still: what it takes to look into its memory from outside.
public struct StoppedMachine: Codable, Equatable, Sendable {
  /// Memory of the guest that follows each other in the file that comes with this.
  public struct Region: Codable, Equatable, Sendable {
    public var address: UInt64
    public var size: UInt64
    /// Where `address` is in the file.
    public var offset: UInt64

    public init(address: UInt64, size: UInt64, offset: UInt64) {
      self.address = address
      self.size = size
      self.offset = offset
    }
  }

  /// What it was doing.
  public enum Condition: String, Codable, Sendable {
    case running
    /// The processor is halted, or the process in a system call.
    case waiting
    /// It has come to its end, and is held there.
    case crashed
  }

  public var condition: Condition
  /// Why it was to end; nil unless it has crashed.
  public var cause: String?
  public var registers: MachineRegisters
  /// Those of the instruction that trapped, where the machine noted them.
  public var trapped: MachineRegisters?
  public var regions: [Region]

  public init(
    condition: Condition, cause: String? = nil, registers: MachineRegisters,
    trapped: MachineRegisters? = nil, regions: [Region]
  ) {
    self.condition = condition
    self.cause = cause
    self.registers = registers
    self.trapped = trapped
    self.regions = regions
  }
}

/// Why a machine cannot be made to stand still.
public enum StopFailure: Error, Equatable, Sendable {
  /// It has ended.
  case gone
  /// It, or what runs it, does not answer.
  case silent
  /// This host does not let us; ends with what to do.
  case forbidden(String)
}
