import Foundation
import Processes
import Testing

@testable import Machines

@Suite struct HostFactsTests {
  @Test func thisHostCanBuildAndBoot() async throws {
    let findings = await HostFacts().findings()
    for name in ["swiftc", "clang", "ld.lld", Qemu.program] {
      #expect(findings.first { $0.name == name }?.status == .ok)
    }
  }

  @Test func emptyHostLacksEverythingAndSaysWhatToDo() async {
    let findings = await HostFacts(
      search: SearchPath([]), device: "/nonexistent/kvm",
      disk: URL(fileURLWithPath: "/nonexistent")
    ).findings()
    #expect(
      findings.filter { $0.status == .missing }.map(\.name) == [
        "swiftc", "clang", "ld.lld", Qemu.program,
      ])
    #expect(
      findings.filter { $0.status == .warning }.map(\.name) == [
        "llvm-symbolizer", "KVM", "user namespaces", "disk space",
      ])
    #expect(findings.allSatisfy { $0.fix != nil })
  }

  @Test(arguments: [
    ("Swift version 6.3.1 (swift-6.3.1-RELEASE)", Finding.Status.ok),
    ("Apple Swift version 6.3", .ok), ("Swift version 6.2.4", .missing),
    ("Swift version 6.30.1", .missing), ("Swift version 7.0", .missing), ("hello", .missing),
  ])
  func swiftMustBe63(says: String, status: Finding.Status) async throws {
    let search = try programs(["swiftc": "echo '\(says)'"])
    let finding = await HostFacts(search: search).findings()[0]
    #expect(finding.name == "swiftc" && finding.status == status)
    #expect((finding.fix == nil) == (status == .ok))
  }

  @Test(arguments: [("6.1.0", Finding.Status.warning), ("7.2.22", .ok), ("none", .missing)])
  func qemuVersionIsJudged(version: String, status: Finding.Status) async throws {
    let search = try programs([Qemu.program: "echo 'QEMU emulator version \(version)'"])
    let finding = await HostFacts(search: search).findings().first { $0.name == Qemu.program }
    #expect(finding?.status == status)
  }

  @Test func forbiddenNamespacesAreAWarning() async throws {
    let search = try programs(["unshare": "echo 'Operation not permitted' >&2; exit 1"])
    let finding = await HostFacts(search: search).findings().first { $0.name == "user namespaces" }
    #expect(finding?.status == .warning && finding?.detail == "not permitted here")
  }

  @Test(arguments: [(0, Finding.Status.missing), (1 << 30, .warning), (2 << 30, .ok)])
  func spaceIsJudged(bytes: Int, status: Finding.Status) {
    #expect(HostFacts().freeSpace(bytes).status == status)
  }

  @Test func forbiddenDeviceNamesTheReason() throws {
    // A directory cannot be opened for writing, not even by root.
    let obstacle = KvmDevice.obstacle(at: FileManager.default.temporaryDirectory.path)
    #expect(obstacle == .forbidden("is a directory"))
    #expect(KvmDevice.obstacle(at: "/nonexistent/kvm") == .absent)
  }

  @Test func toolsBesideTheCompilerComeFirst() throws {
    let search = try programs(["swiftc": "true", "ld.lld": "true"])
    let other = try programs(["ld.lld": "true"])
    let both = SearchPath(other.directories + search.directories)
    #expect(both.find("ld.lld", beside: "swiftc") == search.find("ld.lld"))
    #expect(other.find("ld.lld", beside: "swiftc") == other.find("ld.lld"))
    #expect(both.find("absent", beside: "swiftc") == nil)
  }

  /// A directory with these shell scripts.
  private func programs(_ scripts: [String: String]) throws -> SearchPath {
    let directory = Fixtures.scratch("bin").resolvingSymlinksInPath()
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    for (name, body) in scripts {
      let file = directory.appendingPathComponent(name).path
      try "#!/bin/sh\n\(body)\n".write(toFile: file, atomically: true, encoding: .utf8)
      chmod(file, 0o755)
    }
    return SearchPath([directory.path])
  }
}
