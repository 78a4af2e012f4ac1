// What Tests/Boot/NetworkDeviceTests asks of a network interface; the first boot argument says what.

import Bytes
import Kernel
import Wire

enum Frames {
  static func start(
    console: any Console, network: any NetworkDevice, arguments: [String]
  ) async throws(CancellationError) {
    console.print(
      "\(network.name) \(network.address) \(network.maximumTransmissionUnit)"
        + " \(network.offloads.rawValue) \(network.isUp)")
    // Bytes: String comparison brings tables that nothing else here needs.
    switch arguments.first.map({ Array($0.utf8) }) {
    case Array("echo".utf8): try await echo(network)
    case Array("burst".utf8): try await burst(network, console)
    default: console.print("no such behaviour")
    }
    let statistics = network.statistics
    console.print(
      "received \(statistics.receivedFrames) \(statistics.receivedBytes)"
        + " sent \(statistics.sentFrames) \(statistics.sentBytes)"
        + " malformed \(statistics.malformedFrames)")
  }

  /// Sends every frame back to where it came from, until one of an EtherType of our own asks for the end.
  private static func echo(_ network: any NetworkDevice) async throws(CancellationError) {
    var isOver = false
    while !isOver {
      let count = network.receive(upTo: 32) { frame, _ in
        guard let (header, payload) = try? EthernetHeader.parse(frame) else { return }
        if header.type.rawValue == 0x88b6 { isOver = true }
        let answer = EthernetHeader(
          destination: header.source, source: network.address, type: header.type)
        _ = network.send(frame.byteCount, FrameOffload()) { place in
          place.write(frame.extracting(payload), at: EthernetHeader.byteCount)
          answer.emit(into: &place)
        }
      }
      network.flush()
      if count == 0 { try await network.signal.wait() }
    }
  }

  /// Sends ten thousand numbered frames as fast as they are taken.
  private static func burst(_ network: any NetworkDevice, _ console: any Console)
    async throws(CancellationError)
  {
    let header = EthernetHeader(
      destination: .broadcast, source: network.address, type: EtherType(rawValue: 0x88b5))
    for number in 0..<10_000 {
      while !network.send(
        64, FrameOffload(),
        { place in
          header.emit(into: &place)
          place.write(UInt32(number), at: EthernetHeader.byteCount)
          place.clear(18..<64)
        })
      {
        network.flush()
        try await network.signal.wait()
      }
    }
    network.flush()
  }
}
