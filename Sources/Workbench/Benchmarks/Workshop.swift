// What every group works with: the builder for images, a machine to boot them, the host's
// compilers, and a directory for what is made on the spot.

import Build
import Checks
import Configure
import Foundation
import Machines
import Processes

/// The means of a run of benchmarks.
struct Workshop: Sendable {
  let root: URL
  let builder: Builder
  let machine: Machine
  /// Removed at the end.
  let scratch: URL
  let tell: @Sendable (String) -> Void

  init(root: URL, scratch: URL, tell: @escaping @Sendable (String) -> Void) {
    self.root = root
    self.scratch = scratch
    self.tell = tell
    builder = Builder(root: root, cache: root.appending(path: ".build/mirador"), progress: tell)
    machine = Machine(base: root)
  }

  var search: SearchPath { machine.search }

  /// Builds Tests/Benchmarks/NAME.
  func image(_ name: String, _ target: Target) async throws -> Image {
    try await builder.build(
      root.appending(path: "Tests/Benchmarks/" + name), target: target,
      output: scratch.appending(path: "\(name)-\(target.rawValue)"))
  }

  /// Boots an image to its end and makes sure that it is a good one.
  func boot(
    _ image: Image, _ accelerator: Accelerator? = nil, memory: Int? = nil,
    budget: Duration = Limits.boot
  ) async throws -> Transcript {
    let boot = Boot(
      image.executable, target: image.target, symbols: image.symbols, accelerator: accelerator,
      memory: memory, budget: budget)
    let transcript = try await machine.boot(boot)
    guard transcript.ending == .exited(0) else {
      throw Messages.bootFailed(
        image.unikernel.name, "ended with \(transcript.ending) on \(image.target.rawValue)")
    }
    return transcript
  }

  /// Why KVM runs no guest here; nil when it does.
  func obstacleToKVM(_ image: Image) async throws -> String? {
    do {
      _ = try await boot(image, .kvm)
      return nil
    } catch MachineFailure.cancelled {
      throw CancellationError()
    } catch MachineFailure.environment(let why) {
      return why.split(separator: "\n").first.map(String.init) ?? why
    } catch let failure as Failure {
      return failure.message
    }
  }

  /// Runs a program of the host to its end.
  /// - Parameters:
  ///   - name: a path, or what to look for beside swiftc, then on the path.
  ///   - environment: what differs from this process's; nil removes.
  func run(
    _ name: String, _ arguments: [String], in directory: URL? = nil,
    environment changes: [String: String?] = [:], budget: Duration = Limits.tool
  ) async throws -> Processes.Tool.Answer {
    let path = name.contains("/") ? name : search.find(name, beside: "swiftc")
    guard let path else { throw Messages.missing(name) }
    var environment = ProcessInfo.processInfo.environment
    for (variable, value) in changes { environment[variable] = value }
    let tool = Processes.Tool(
      path, arguments, in: (directory ?? root).path, environment: environment, budget: budget)
    let answer = try await tool.run()
    switch answer.stop {
    case nil: return answer
    case .cancelled: throw CancellationError()
    case .deadline, .flooded: throw Messages.toolFailed(name, "It did not end and was killed.")
    }
  }

  /// The same for a compiler or another tool that must succeed; returns what it said.
  @discardableResult
  func tool(_ name: String, _ arguments: [String]) async throws -> String {
    let answer = try await run(name, arguments)
    guard answer.status == 0 else { throw Messages.toolFailed(name, answer.errors) }
    return answer.output
  }

  /// The addresses of an ELF's symbols by their names.
  func symbols(of elf: URL) async throws -> [String: UInt64] {
    let lines = try await tool("llvm-nm", ["--defined-only", elf.path]).split(separator: "\n")
    var addresses: [String: UInt64] = [:]
    for line in lines {
      let words = line.split(separator: " ")
      if words.count == 3, let address = UInt64(words[0], radix: 16) {
        addresses[String(words[2])] = address
      }
    }
    return addresses
  }
}
