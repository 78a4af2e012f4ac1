/// Randomness fit for keys.
public enum Entropy: Role {
  public static var type: String { "any Entropy" }
  public static var label: String { "entropy" }
}

/// Raw randomness that the host gives.
public enum RandomSource: Role {
  public static var type: String { "any RandomSource" }
  public static var label: String { "randomSource" }
}

extension Device where R == Entropy {
  /// Seeded by the host, the processor and the jitter of its clock; a machine where none of them can be
  /// relied on does not start.
  public static var entropy: Device {
    Device(
      "entropy", call: "SystemEntropy", [.device("", .randomSource)],
      effect: .asyncThrows("EntropyFailure"), line: 0)
  }
}

extension Device where R == RandomSource {
  /// The machine's virtio-rng; what Linux gave a process before it locked itself in.
  static var randomSource: Device {
    choose(line: 0) { target in
      switch target {
      case .unix: Device("getrandom", call: "HostRandom", line: 0)
      case .virtio:
        Device(
          "virtioRandom", call: "VirtioRandom", effect: .throws("VirtioFailure"),
          hardware: [Hardware(.entropy, "entropy")], line: 0)
      }
    }
  }
}

extension Need {
  /// `entropy: any Entropy`.
  public static var entropy: Need { .device(.entropy, line: 0) }
}
