public import Devices

/// No source of randomness can be relied on, and so nothing that needs some may start.
public struct EntropyFailure: Error, Equatable, Sendable, CustomStringConvertible {
  public let sources: [EntropySource]

  public var description: String {
    var text = "no source of randomness can be relied on ("
    for (index, source) in sources.enumerated() {
      if index > 0 { text += ", " }
      text += source.name + (source.isHealthy ? " alone is not enough" : " failed or is missing")
    }
    return text + "); give the machine -device virtio-rng-device, or a processor with RDSEED"
  }
}
