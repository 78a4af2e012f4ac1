// A network device's own registers (virtio 1.2, 5.1.4), little-endian:
//
//     0    hardware address, 6 bytes
//     6    status 16: bit 0, the link is up
//     10   largest payload of a frame 16

internal import Platform
internal import Wire

/// What a network device says of itself.
struct VirtioNetworkConfiguration {
  let address: MACAddress
  let maximumTransmissionUnit: Int
  let isUp: Bool

  init(_ device: VirtioDevice, _ features: UInt64) {
    address =
      features & VirtioNetworkFeature.mac == 0
      ? Self.chosenAddress : MACAddress(rawValue: Self.address(device))
    maximumTransmissionUnit =
      features & VirtioNetworkFeature.mtu == 0
      ? DriverLimits.ethernetTransmissionUnit : Self.transmissionUnit(device)
    isUp = features & VirtioNetworkFeature.status == 0 || Self.isUp(device)
  }

  static func isUp(_ device: VirtioDevice) -> Bool { device.configurationByte(6) & 1 != 0 }

  private static func address(_ device: VirtioDevice) -> UInt64 {
    var value: UInt64 = 0
    for offset: UInt32 in 0..<6 { value = value << 8 | UInt64(device.configurationByte(offset)) }
    return value
  }

  /// A device that says what cannot be is taken to be an ordinary one.
  private static func transmissionUnit(_ device: VirtioDevice) -> Int {
    let value = Int(device.configurationByte(10)) | Int(device.configurationByte(11)) << 8
    return DriverLimits.transmissionUnits.contains(value)
      ? value : DriverLimits.ethernetTransmissionUnit
  }

  /// For a device without an address: a random one, locally administered, of no group.
  private static var chosenAddress: MACAddress {
    var bits: UInt64 = 0
    // Safety: as many bytes as the number has.
    unsafe platform_seed(&bits, MemoryLayout<UInt64>.size)
    return MACAddress(rawValue: bits & ~0x0300_0000_0000 | 0x0200_0000_0000)
  }
}
