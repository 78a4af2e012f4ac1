// What every group works with: the builder for images, a machine to boot them, the host's
// compilers, and a directory for what is made on the spot.

import Build
import Checks
import Configure
import Curriculum
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

  /// Runs a compiler or linker of the Swift toolchain.
  func tool(_ name: String, _ arguments: [String]) throws {
    guard let path = search.find(name, beside: "swiftc") else {
      throw Failure(.environment, "\(name) is missing. Try: ./mirador doctor")
    }
    let result = try External.run(path, arguments, in: root)
    guard result.status == 0 else { throw Messages.toolFailed(name, result.errors) }
  }

  /// The first lines of symbols, `address type name` each, in the ELF's order of addresses.
  func symbols(of elf: URL) throws -> [String: UInt64] {
    guard let path = search.find("llvm-nm", beside: "swiftc") else {
      throw Failure(.environment, "llvm-nm is missing. Try: ./mirador doctor")
    }
    let result = try External.run(path, ["--defined-only", elf.path])
    guard result.status == 0 else { throw Messages.toolFailed("llvm-nm", result.errors) }
    var addresses: [String: UInt64] = [:]
    for line in result.output.split(separator: "\n") {
      let words = line.split(separator: " ")
      if words.count == 3, let address = UInt64(words[0], radix: 16) {
        addresses[String(words[2])] = address
      }
    }
    return addresses
  }
}
