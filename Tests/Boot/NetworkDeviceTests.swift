import Build
import Configure
import Foundation
import Machines
import TestImages
import Testing

/// Frames between host and image: virtio-net, a process's descriptors.
@Suite struct NetworkDeviceTests {
  @Test(arguments: Place.allCases)
  func framesComeBack(place: Place) async throws {
    let socket = try FrameSocket()
    let readiness = Readiness()
    async let transcript = boot(place, "echo", [socket.link("service")], readiness)
    await readiness.wait()
    for size in [60, 61, 64, 576, 1500, 1513, 1514] {
      let frame = Self.frame(size)
      socket.send(frame)
      #expect(try #require(await socket.receive()) == Self.answer(to: frame))
    }
    socket.send(Self.last)
    #expect(try #require(await socket.receive()) == Self.answer(to: Self.last))
    let texts = try await transcript.texts
    #expect(texts.first?.hasPrefix("service 52:54:00:12:34:56 1500 ") == true)
    #expect(
      texts.last == "received 8 5348 sent 8 5348 malformed 0", "\(texts)")
    #expect(try await transcript.ending == .exited(0))
  }

  /// More frames at a time than the device has buffers, again and again: each that comes is whole.
  @Test(arguments: Place.allCases)
  func buffersAreUsedAgain(place: Place) async throws {
    let socket = try FrameSocket()
    let readiness = Readiness()
    async let transcript = boot(place, "echo", [socket.link("service")], readiness)
    await readiness.wait()
    socket.send(Self.frame(100))
    _ = try #require(await socket.receive())
    for round in 0..<40 {
      let frames = (0..<16).map { Self.frame(60 + (round * 16 + $0) * 2) }
      for frame in frames { socket.send(frame) }
      for frame in frames {
        #expect(try #require(await socket.receive()) == Self.answer(to: frame))
      }
    }
    socket.send(Self.last)
    #expect(try await transcript.ending == .exited(0))
  }

  @Test(arguments: Place.allCases)
  func longFramesFitWhenTheLinkSaysSo(place: Place) async throws {
    let socket = try FrameSocket()
    let link = socket.link("service", maximumTransmissionUnit: 9000)
    let readiness = Readiness()
    async let transcript = boot(place, "echo", [link], readiness)
    await readiness.wait()
    for size in [60, 2036, 2037, 2048, 4096, 9014] {
      let frame = Self.frame(size)
      socket.send(frame)
      #expect(try #require(await socket.receive()) == Self.answer(to: frame))
    }
    socket.send(Self.last)
    #expect(try await transcript.texts.first?.contains(" 9000 ") == true)
  }

  /// A sender faster than its host waits, and nothing is lost or turned around.
  @Test(arguments: Place.allCases)
  func aFastSenderWaitsForRoom(place: Place) async throws {
    let socket = try FrameSocket()
    let readiness = Readiness()
    async let transcript = boot(place, "burst", [socket.link("service")], readiness)
    await readiness.wait()
    for number in 0..<10_000 {
      let frame = try #require(await socket.receive())
      #expect(frame.count == 64)
      let told = frame[14..<18].reduce(0) { $0 << 8 | Int($1) }
      guard told == number else {
        Issue.record("frame \(number) is \(told)")
        break
      }
    }
    #expect(try await transcript.ending == .exited(0))
  }

  @Test(arguments: Place.allCases)
  func aMachineWithoutTheInterfaceSaysHowToGetOne(place: Place) async throws {
    let transcript = try await boot(place, "echo", [], Readiness())
    let text = transcript.texts.joined(separator: "\n")
    #expect(text.contains(place == .unix ? "./mirador run" : "virtio-net-device"), "\(text)")
    #expect(transcript.ending == .exited(1))
  }

  private static let last = frame(60, type: 0x88b6)

  /// To the image, from 02:00:00:00:00:01, with a payload that tells every byte's place.
  private static func frame(_ count: Int, type: UInt16 = 0x88b5) -> [UInt8] {
    var frame: [UInt8] = [0x52, 0x54, 0, 0x12, 0x34, 0x56, 2, 0, 0, 0, 0, 1]
    frame += [UInt8(type >> 8), UInt8(type & 255)]
    frame += (14..<count).map { UInt8(($0 * 31 + count) % 251) }
    return frame
  }

  private static func answer(to frame: [UInt8]) -> [UInt8] {
    Array(frame[6..<12] + frame[0..<6] + frame[12...])
  }

  private func boot(
    _ place: Place, _ behaviour: String, _ links: [MachineLink], _ readiness: Readiness
  ) async throws -> Transcript {
    defer { readiness.end() }
    try await place.require()
    let image = try await #require(Self.images.value[place.target])
    var request = Boot(
      image.executable, target: place.target, symbols: image.symbols,
      accelerator: place.accelerator, arguments: [behaviour], budget: Boots.patience)
    request.links = links
    let ready = request
    return try await Boots.berths.use {
      try await Machine().boot(ready) { readiness.take($0) }
    }
  }

  /// The unikernel in Tests/Support/Frames, built once.
  private static let images = Task {
    try await TestImages.build(
      copyOf: Behaviours.root.appending(path: "Tests/Support/Frames"), in: "frames")
  }
}
