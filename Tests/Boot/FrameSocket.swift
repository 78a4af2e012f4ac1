import Foundation
import Machines
import Testing

/// The host's end of a link: one of a pair of datagram sockets, a frame a datagram.
final class FrameSocket: @unchecked Sendable {
  private let number: Int32
  /// The image's end.
  let far: Int32

  init() throws {
    var ends: [Int32] = [-1, -1]
    let kind = Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    try #require(socketpair(AF_UNIX, kind, 0, &ends) == 0)
    (number, far) = (ends[0], ends[1])
  }

  deinit {
    close(number)
    close(far)
  }

  func link(
    _ name: String, address: String = "52:54:00:12:34:56", maximumTransmissionUnit: Int = 1500
  ) -> MachineLink {
    MachineLink(
      name, address: address, maximumTransmissionUnit: maximumTransmissionUnit, .datagrams(far))
  }

  func send(_ frame: [UInt8]) {
    let count = Foundation.send(number, frame, frame.count, Int32(MSG_NOSIGNAL))
    #expect(count == frame.count)
  }

  /// The next frame; nil when none comes for so long.
  func receive(within patience: Duration = .seconds(60)) async -> [UInt8]? {
    let end = ContinuousClock.now + patience
    var buffer = [UInt8](repeating: 0, count: 70_000)
    while ContinuousClock.now < end {
      let count = recv(number, &buffer, buffer.count, Int32(MSG_DONTWAIT))
      if count >= 0 { return Array(buffer[..<count]) }
      try? await Task.sleep(for: .milliseconds(1))
    }
    return nil
  }
}
