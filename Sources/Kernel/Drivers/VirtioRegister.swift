/// The registers of a virtio-mmio transport: offsets (virtio 1.2, 4.2.2).
enum VirtioRegister: UInt32 {
  case magic = 0x000
  case version = 0x004
  case deviceID = 0x008
  case deviceFeatures = 0x010
  case deviceFeaturesSelect = 0x014
  case driverFeatures = 0x020
  case driverFeaturesSelect = 0x024
  case queueSelect = 0x030
  case queueSizeMaximum = 0x034
  case queueSize = 0x038
  case queueReady = 0x044
  case queueNotify = 0x050
  case interruptStatus = 0x060
  case interruptAcknowledge = 0x064
  case status = 0x070
  case queueDescriptors = 0x080
  case queueAvailable = 0x090
  case queueUsed = 0x0a0
  /// The device's own registers begin here.
  case configuration = 0x100

  /// "virt", little-endian.
  static let magicValue: UInt32 = 0x7472_6976
  /// The first version of virtio 1.0 and later.
  static let modern: UInt32 = 2
}

/// Bits of the status register (virtio 1.2, 2.1).
enum VirtioStatus {
  static let acknowledge: UInt32 = 1
  static let driver: UInt32 = 2
  static let driverOK: UInt32 = 4
  static let featuresOK: UInt32 = 8
  static let failed: UInt32 = 128
}

/// Features that belong to no kind of device (virtio 1.2, 6).
enum VirtioFeature {
  static let eventIndex: UInt64 = 1 << 29
  static let version1: UInt64 = 1 << 32
}

/// Bits of the interrupt status register (virtio 1.2, 4.2.2).
enum VirtioInterrupt {
  static let usedBuffer: UInt32 = 1
  static let configuration: UInt32 = 2
}
