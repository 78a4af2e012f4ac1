// Which way a frame goes: a switch of layer 2 that learns where stations are (IEEE 802.1D-2004, clause 7), as
// a value. The caller hands it the beginning of each frame that arrives, and the time, and carries out what it
// decides:
//
//     port 1 ──frame──► decide ──┬─ .one(2)       the destination was seen at port 2
//                                ├─ .others       group, broadcast, or nobody knows: all ports but 1
//                                └─ .nowhere(why) not a frame to be passed on
//
// Only the first twelve bytes count: destination and source. What else a frame holds is the stations' affair.
// It never passes a frame out of the port that it came in by, holds no frames, reads no clock.

import Bytes
import Time
import Wire

/// The decision, and the table that it rests on.
package struct LearningSwitch: Sendable {
  /// Where a frame goes.
  package enum Verdict: Equatable, Sendable {
    case one(PortNumber)
    case others
    case nowhere(Refusal)
  }

  /// Why a frame goes nowhere.
  package enum Refusal: String, CaseIterable, Sendable {
    /// Shorter than an Ethernet header.
    case short
    /// From a group's address, or from none: no station sends so.
    case source
    /// To a station that is at the port where the frame came from.
    case local
    /// To a group of the link's own (IEEE 802.1D-2004, table 7-10), which no switch passes on.
    case linkGroup
  }

  /// When a station that is silent is forgotten, since it may have moved.
  private let ageing: Duration
  private let capacity: Int
  private var stations: [MACAddress: Station] = [:]
  /// No station is older than the ageing time before this.
  private var firstExpiry = Instant.distantFuture

  private struct Station: Sendable {
    var port: PortNumber
    var lastSeen: Instant
  }

  /// - Parameters:
  ///   - ageing: 300 s is what IEEE 802.1D-2004, table 7-5 recommends.
  ///   - capacity: stations that are remembered; frames to others go to all ports.
  package init(
    ageing: Duration = SwitchLimits.ageing, capacity: Int = SwitchLimits.stations
  ) {
    precondition(ageing > .zero && capacity > 0, "a switch remembers something for some time")
    self.ageing = ageing
    self.capacity = capacity
  }

  /// Stations that are remembered, the forgotten ones that nobody has asked for included. O(1)
  package var stationCount: Int { stations.count }

  /// Decides about a frame that arrived at `port`, and learns where its sender is. O(1), and O(capacity) at
  /// most once in an ageing time.
  package mutating func decide(
    _ frame: RawSpan, from port: PortNumber, at now: Instant
  ) -> Verdict {
    guard frame.byteCount >= EthernetHeader.byteCount else { return .nowhere(.short) }
    let source = Self.address(frame, at: 6)
    guard source.isUnicast else { return .nowhere(.source) }
    learn(source, at: port, now)
    let destination = Self.address(frame, at: 0)
    guard !destination.isMulticast else {
      // 01:80:c2:00:00:00 to …:0f.
      return destination.rawValue >> 4 == 0x0180_c200_0000 >> 4 ? .nowhere(.linkGroup) : .others
    }
    guard let there = place(of: destination, at: now) else { return .others }
    return there == port ? .nowhere(.local) : .one(there)
  }

  /// At which port a station was seen within the ageing time; nil: not known.
  package func place(of address: MACAddress, at now: Instant) -> PortNumber? {
    guard let station = stations[address], !isOld(station, now) else { return nil }
    return station.port
  }

  /// Forgets all stations at a port from which the plug was pulled.
  package mutating func forget(_ port: PortNumber) {
    stations = stations.filter { $0.value.port != port }
  }

  private mutating func learn(_ source: MACAddress, at port: PortNumber, _ now: Instant) {
    if stations.count >= capacity, stations[source] == nil {
      sweep(now)
      // A flood of made-up senders does not drive out those that are known.
      guard stations.count < capacity else { return }
    }
    stations[source] = Station(port: port, lastSeen: now)
    firstExpiry = min(firstExpiry, now + ageing)
  }

  /// Removes what is old, if anything can be.
  private mutating func sweep(_ now: Instant) {
    guard now >= firstExpiry else { return }
    stations = stations.filter { !isOld($0.value, now) }
    let oldest = stations.values.map(\.lastSeen).min()
    firstExpiry = oldest.map { $0 + ageing } ?? .distantFuture
  }

  private func isOld(_ station: Station, _ now: Instant) -> Bool {
    now - station.lastSeen >= ageing
  }

  /// The address in the six bytes from `offset`, which are there.
  private static func address(_ frame: RawSpan, at offset: Int) -> MACAddress {
    MACAddress(
      rawValue: UInt64(frame.readUInt32(at: offset)) << 16
        | UInt64(frame.readUInt16(at: offset + 4)))
  }
}
