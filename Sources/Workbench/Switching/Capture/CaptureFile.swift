// Packets as a file that others read: pcapng (draft-ietf-opsawg-pcapng, sections 4.1 to 4.3).
//
//     section header      0x0a0d0d0a | length | 0x1a2b3c4d | version 1.0 | -1 | options | length
//     interface, a port   1 | length | Ethernet 1, 0 | snap length 0 | name, resolution | length
//     packet              6 | length | interface | time 64 | captured | original | bytes | options | length
//
// Times are nanoseconds. A packet's comment is its number, and what faults did to it: `#12 lost`. What came
// from what is plugged in is inbound, what went to it outbound.

/// Writes and reads capture files.
package enum CaptureFile {
  /// Why bytes are no capture file.
  package struct Failure: Error, Equatable, CustomStringConvertible {
    /// Where in the file.
    package let offset: Int
    package let reason: String

    package var description: String {
      "It is no file of packets that can be read: at byte \(offset), \(reason)."
    }
  }

  enum BlockType {
    static let section: UInt32 = 0x0a0d_0d0a
    static let interface: UInt32 = 1
    static let packet: UInt32 = 6
  }

  enum Option {
    static let end: UInt16 = 0
    static let comment: UInt16 = 1
    static let interfaceName: UInt16 = 2
    static let packetFlags: UInt16 = 2
    static let application: UInt16 = 4
    static let timeResolution: UInt16 = 9
    static let timeOffset: UInt16 = 14
  }

  static let byteOrderMagic: UInt32 = 0x1a2b_3c4d
  static let ethernet: UInt16 = 1
}
