import Build
import Configure
import Foundation
import Machines
import Synchronization
import TestImages
import Testing

/// Streams of bytes between host and image: virtio-console's ports, a process's descriptors.
@Suite struct PortTests {
  @Test(arguments: Place.allCases)
  func whatIsSentComesBack(place: Place) async throws {
    let socket = try PortSocket()
    async let transcript = boot(place, "echo", [try Self.echo(socket)])
    for size in [1, 2047, 2048, 2049, 300_000] {
      let bytes = Self.bytes(size)
      socket.send(bytes)
      #expect(try await socket.receive(size) == bytes)
    }
    socket.send([4])
    #expect(try await socket.receive(1) == [4])
    #expect(try await transcript.texts == ["ready"])
    #expect(try await transcript.ending == .exited(0))
  }

  /// The host closes its end and opens it again, as a console does that reconnects.
  @Test(arguments: [Place.emulated, .accelerated])
  func theHostComesBack(place: Place) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "port-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "port").path
    try await place.require()
    _ = try await Self.images.value
    let seen = Mutex(0)
    async let transcript = boot(place, "echo", [MachinePort("test.echo", .listen(path))]) { bytes in
      let lines = bytes.count { $0 == UInt8(ascii: "\n") }
      seen.withLock { $0 += lines }
    }
    for round in 1...3 {
      let socket = try await PortSocket(path: path)
      let bytes = Self.bytes(1000 * round)
      socket.send(bytes)
      #expect(try await socket.receive(bytes.count) == bytes)
      socket.close()
      // "ready", and "closed" for each round: the next client is not refused as the second of two.
      while seen.withLock({ $0 }) <= round { try await Task.sleep(for: .milliseconds(5)) }
    }
    let socket = try await PortSocket(path: path)
    socket.send([4])
    #expect(try await socket.receive(1) == [4])
    #expect(try await transcript.texts == ["ready", "closed", "closed", "closed"])
  }

  /// A process's descriptor that was closed stays closed: reading says so once, and then nothing can wake
  /// the unikernel.
  @Test func aClosedDescriptorIsToldOnce() async throws {
    let socket = try PortSocket()
    async let transcript = boot(.unix, "echo", [try Self.echo(socket)])
    let bytes = Self.bytes(10)
    socket.send(bytes)
    #expect(try await socket.receive(10) == bytes)
    socket.shutDown()
    #expect(
      try await transcript.texts.prefix(3) == [
        "ready", "closed", "PANIC every task waits and nothing can wake one",
      ])
  }

  @Test(arguments: Place.allCases)
  func aPortThatIsNotThereIsClosed(place: Place) async throws {
    let transcript = try await boot(place, "absent", [])
    #expect(transcript.texts == ["write false", "read -1"])
    #expect(transcript.ending == .exited(0))
  }

  @Test(arguments: Place.allCases)
  func waitingForAMachineThatHasNoPortIsAPanic(place: Place) async throws {
    let transcript = try await boot(place, "wait", [])
    #expect(
      try transcript.report().headline == "PANIC every task waits and nothing can wake one")
  }

  @Test(arguments: Place.allCases)
  func aCancelledReaderGoesOn(place: Place) async throws {
    let socket = try PortSocket()
    let transcript = try await boot(
      place, "cancel", [try Self.echo(socket)])
    #expect(transcript.texts == ["read -1"])
    #expect(transcript.ending == .exited(0))
  }

  /// A host that does not read makes the writer wait, nobody else; and nothing is lost.
  @Test(arguments: [Place.unix, .emulated])
  func aHostThatDoesNotReadIsWaitedFor(place: Place) async throws {
    let socket = try PortSocket()
    let othersRun = Atomic(false)
    async let transcript = boot(place, "pressure", [try Self.echo(socket)]) { _ in
      othersRun.store(true, ordering: .releasing)
    }
    while !othersRun.load(ordering: .acquiring) { try await Task.sleep(for: .milliseconds(5)) }
    let bytes = try await socket.receive(4 << 20)
    let expected = (0..<(4 << 20)).map { (index: Int) -> UInt8 in UInt8(index % 251) }
    #expect(bytes == expected)
    socket.send([1, 2, 3])
    #expect(try await transcript.texts == ["others run", "written true", "read 3"])
  }

  /// The device works on its own, and the program ends at once.
  @Test(arguments: Place.allCases)
  func whatWasWrittenLastArrives(place: Place) async throws {
    for _ in 1...5 {
      let socket = try PortSocket()
      async let transcript = boot(place, "farewell", [try Self.echo(socket)])
      socket.send([1])
      let bytes = try await socket.receive(20_000)
      let isWhole = bytes == (0..<20_000).map { (index: Int) -> UInt8 in UInt8(index % 251) }
      #expect(isWhole, "\(bytes.count) bytes came")
      #expect(try await transcript.ending == .exited(0))
    }
  }

  private static func echo(_ socket: PortSocket) throws -> MachinePort {
    MachinePort("test.echo", .descriptor(socket.far))
  }

  /// Never ending with 4, which ends the image.
  private static func bytes(_ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(5 + ($0 * 7 + count) % 250) }
  }

  private func boot(
    _ place: Place, _ behaviour: String, _ ports: [MachinePort],
    onOutput: (@Sendable ([UInt8]) -> Void)? = nil
  ) async throws -> Transcript {
    try await place.require()
    let image = try await #require(Self.images.value[place.target])
    var request = Boot(
      image.executable, target: place.target, symbols: image.symbols,
      accelerator: place.accelerator, arguments: [behaviour], budget: Boots.patience)
    request.ports = ports
    let ready = request
    // A client that waits for an image which is no more is told.
    defer {
      for case .descriptor(let far) in ports.map(\.end) { shutdown(far, Int32(SHUT_RDWR)) }
    }
    return try await Boots.berths.use { try await Machine().boot(ready, onOutput: onOutput) }
  }

  /// The unikernel in Tests/Support/Ports, built once.
  private static let images = Task {
    try await TestImages.build(
      copyOf: Behaviours.root.appending(path: "Tests/Support/Ports"), in: "ports")
  }
}
