import Foundation
import InspectionProtocol
import Testing

import enum Configure.Target

@testable import Inspect

@Suite struct RegistryTests {
  private func scratch() throws -> InstanceRegistry {
    let folder = URL(filePath: "/tmp/mirador-test-\(UUID().uuidString.prefix(8))")
    return InstanceRegistry(folder: folder)
  }

  private func instance(_ name: String) -> Instance {
    Instance(
      name: name, target: .unix, accelerator: nil, image: URL(filePath: "/bin/true"),
      symbols: URL(filePath: "/bin/true"), since: Date(timeIntervalSince1970: 0))
  }

  @Test func whatIsEnteredRunsUntilItIsRemoved() throws {
    let registry = try scratch()
    defer { try? FileManager.default.removeItem(at: registry.folder) }
    #expect(registry.running() == [])
    let one = try registry.enter(instance("hello"), hasInspector: true)
    let two = try registry.enter(instance("hello"), hasInspector: false)
    #expect(one.name == "hello" && two.name == "hello-2")
    #expect(one.socket == registry.folder.path + "/hello.socket" && two.socket == nil)
    #expect(registry.running() == [one, two])
    #expect(one.trustedSymbols?.path == "/bin/true")
    registry.remove(one)
    #expect(registry.running() == [two])
  }

  @Test func theFolderIsTheUsersAlone() throws {
    let registry = try scratch()
    defer { try? FileManager.default.removeItem(at: registry.folder) }
    _ = try registry.enter(instance("hello"), hasInspector: false)
    var status = stat()
    #expect(stat(registry.folder.path, &status) == 0 && status.st_mode & 0o777 == 0o700)
    // One that others may write to is not believed.
    chmod(registry.folder.path, 0o777)
    #expect(registry.running() == [])
    #expect(throws: InspectFailure.self) {
      try registry.enter(instance("hello"), hasInspector: false)
    }
  }

  /// A process that ended without a word, whose number may be another's by now.
  @Test func whatIsLeftBehindIsForgotten() throws {
    let registry = try scratch()
    defer { try? FileManager.default.removeItem(at: registry.folder) }
    var old = try registry.enter(instance("old"), hasInspector: true)
    old.processStart += 1
    let file = registry.folder.appending(path: "old.json")
    try JSONEncoder().encode(old).write(to: file)
    FileManager.default.createFile(atPath: old.socket ?? "", contents: nil)
    #expect(registry.running() == [])
    #expect(!FileManager.default.fileExists(atPath: file.path))
    #expect(!FileManager.default.fileExists(atPath: old.socket ?? ""))
    // And its name is free again.
    #expect(try registry.enter(instance("old"), hasInspector: false).name == "old")
  }

  @Test(arguments: [
    ("hello", "hello"), ("../../etc", "etc"), ("a b/c", "a-b-c"), ("", "unikernel"),
    ("---", "unikernel"), ("Grüße", "Gr--e"),
    (String(repeating: "x", count: 99), String(repeating: "x", count: 40)),
  ])
  func namesOfFilesAreHarmless(name: String, file: String) {
    #expect(InstanceRegistry.fileName(name) == file)
  }

  @Test func damagedEntriesAreNoInstances() throws {
    let registry = try scratch()
    defer { try? FileManager.default.removeItem(at: registry.folder) }
    let one = try registry.enter(instance("one"), hasInspector: false)
    try Data("{".utf8).write(to: registry.folder.appending(path: "bad.json"))
    try Data().write(to: registry.folder.appending(path: "empty.json"))
    #expect(registry.running() == [one])
  }
}

extension OneByOne {
  @Suite struct RelayTests {
    private func path() -> String { "/tmp/mirador-relay-\(UUID().uuidString.prefix(8))" }

    @Test func consolesComeAndGo() throws {
      let path = path()
      let relay = try InspectorRelay(at: path)
      let guest = try Guest(on: relay.machineEnd)
      defer {
        relay.stop()
        guest.stop()
      }
      for _ in 0..<3 {
        // The last one's end may not be seen yet.
        let session = try patiently { try ConsoleSession(to: path) }
        let arm = try #require(session.declaration("arm"))
        let set = try #require(session.declaration("set"))
        // What the last console was allowed is over.
        let refused = try session.run(set, [.text("x"), .text("info")])
        #expect(throws: InspectionFailure.self) { try refused.get() }
        _ = try session.run(arm, [.text("test")]).get()
      }
    }

    @Test func aSecondConsoleIsToldSo() throws {
      let path = path()
      let relay = try InspectorRelay(at: path)
      let guest = try Guest(on: relay.machineEnd)
      defer {
        relay.stop()
        guest.stop()
      }
      let first = try ConsoleSession(to: path)
      #expect(throws: InspectFailure.refused("another console is attached to this unikernel")) {
        try ConsoleSession(to: path)
      }
      let things = try #require(first.declaration("things"))
      #expect(try first.run(things, []).get().rows.count == 2)
    }

    /// A client that asks and vanishes in the middle of a large answer; the next one is served.
    @Test func aVanishingConsoleHurtsNobody() throws {
      let path = path()
      let relay = try InspectorRelay(at: path)
      let guest = try Guest(on: relay.machineEnd)
      defer {
        relay.stop()
        guest.stop()
      }
      for round in 0..<5 {
        let socket = try patiently { try UnixSocket.connect(to: path) }
        let request = ClientMessage.request(
          id: 1, command: "numbers", arguments: [.integer(50_000)])
        let bytes =
          ClientMessage.hello(version: 1, session: 1).frame.bytes + request.frame.bytes
          + request.frame.bytes.prefix(round * 3)
        _ = UnixSocket.send(bytes, to: socket.number)
        usleep(20_000)
      }
      let session = try patiently { try ConsoleSession(to: path) }
      let things = try #require(session.declaration("things"))
      #expect(try session.run(things, []).get().rows.count == 2)
    }

    @Test func theSocketIsTheUsersAloneAndGoesWithTheRelay() throws {
      let path = path()
      let relay = try InspectorRelay(at: path)
      var status = stat()
      #expect(stat(path, &status) == 0 && status.st_mode & 0o077 == 0)
      relay.stop()
      #expect(stat(path, &status) != 0)
    }

    private func patiently<Value>(_ body: () throws -> Value) throws -> Value {
      for _ in 0..<100 {
        do { return try body() } catch InspectFailure.refused { usleep(20_000) }
      }
      return try body()
    }
  }
}
