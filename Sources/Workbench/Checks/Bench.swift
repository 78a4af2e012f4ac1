// The one seam between judging and machinery. Checks decide what to build, boot and look at; a Bench
// does it. The tool's bench (CLI/LiveBench.swift) joins Build and Machines; tests script their own.

import Build
import Configure
import Curriculum
import Foundation
import Machines

/// What checks need from the rest of the workbench.
///
/// Sources are judged: what `mirador configure` remembered for the learner's own boots is left out.
public protocol Bench: Sendable {
  /// Reads config.swift.
  func configuration(of directory: URL) async throws(BuildFailure) -> Unikernel

  /// Builds an image. Stops early when the task is cancelled.
  /// - Parameter release: the application's version in the image's bill of materials; nil: none of its own.
  func build(
    _ directory: URL, for target: Target, release: String?
  ) async throws(BuildFailure) -> Artifact

  /// Boots an image to its end and returns what was seen, backtraces symbolized. Kills it when the
  /// task is cancelled.
  func boot(
    _ artifact: Artifact, _ request: BootRequest
  ) async throws(MachineFailure) -> Transcript

  /// Boots an image, does the steps one after the other, and ends it after the last, or when its budget is
  /// used up.
  func interview(
    _ artifact: Artifact, _ request: BootRequest, _ steps: [InterviewStep]
  ) async throws(MachineFailure) -> Interview

  /// The names of all symbols of an image, mangled and readable.
  func symbols(of artifact: Artifact) async throws(EnvironmentFault) -> [String]

  /// The libraries that an image's own bill of materials lists, `NAME VERSION` each, in its order.
  func libraries(of artifact: Artifact) async throws(EnvironmentFault) -> [String]

  /// How many times slower than the reference machine this host runs such a boot; at least 1.
  func slowness(_ target: Target, _ accelerator: Accelerator?) async -> Double
}

/// A built image, as far as checks are concerned.
public struct Artifact: Sendable, Equatable {
  public let unikernel: Unikernel
  public let target: Target
  public let executable: URL
  /// The same image with its symbols.
  public let symbols: URL
  /// Bytes that the loadable segments take in memory.
  public let loadedSize: Int

  public init(
    unikernel: Unikernel, target: Target, executable: URL, symbols: URL, loadedSize: Int
  ) {
    self.unikernel = unikernel
    self.target = target
    self.executable = executable
    self.symbols = symbols
    self.loadedSize = loadedSize
  }
}

extension Artifact {
  /// - Parameter image: what the builder made.
  public init(_ image: Image) {
    self.init(
      unikernel: image.unikernel, target: image.target, executable: image.executable,
      symbols: image.symbols, loadedSize: image.loadedSize)
  }
}

/// How an image is to be booted.
public struct BootRequest: Sendable, Equatable {
  public var arguments: [String]
  /// Nil: until it ends by itself.
  public var budget: Duration?
  /// `virtio` only; nil: what the host can do.
  public var accelerator: Accelerator?
  /// Mebibytes; nil: the target's default.
  public var memory: Int?

  public init(
    arguments: [String] = [], budget: Duration? = nil, accelerator: Accelerator? = nil,
    memory: Int? = nil
  ) {
    self.arguments = arguments
    self.budget = budget
    self.accelerator = accelerator
    self.memory = memory
  }
}
