import Configure

/// A role with parts, as a network stack would be.
enum Link: Role {
  static var type: String { "any Link" }
  static var label: String { "link" }
}

enum Stack: Role {
  static var type: String { "Stack" }
  static var label: String { "stack" }
}

extension Device where R == Link {
  static func link(_ name: String) -> Device {
    Device(
      "link", call: "VirtualLink", [.expression("named", "\"\(name)\"")],
      effect: .throws("LinkFailure"), hardware: [Hardware(.network, name)], line: 3)
  }
}

extension Device where R == Stack {
  static func stack(
    on link: Device<Link>, port: Argument<Int>, clock: Device<MonotonicClock> = .clock
  ) -> Device {
    Device(
      "stack", call: "Stack",
      [.device("", link), .argument("port", port), .device("clock", clock)],
      effect: .asyncThrows("StackFailure"), line: 4)
  }
}

/// Everything that a unikernel can have.
enum Samples {
  static let port = Argument("port", default: 80, help: "Where to\tlisten, or \\n not.")
  static let greeting = Argument("greeting", default: "", help: "What to say.")
  static let mode = Argument(
    "mode", default: "fast", oneOf: ["fast", "safe"], help: "Which store.")

  static var everything: Unikernel {
    let service = Device<Stack>.stack(on: .link("service"), port: port)
    let chosen = Device<Link>.choose(mode, [("fast", .link("one")), ("safe", .link("two"))])
    return Unikernel(
      "all-1",
      jobs: [
        Job(
          "Front.End",
          needs: [
            .console, .device(service), .argument(greeting), .argument(port, as: "number"),
            .device(.when(.unix, .link("a"), otherwise: .link("b")), as: "wire"),
          ]),
        Job("Back", needs: [.clock, .device(service, as: "same"), .device(chosen), .arguments]),
      ],
      libraries: [
        .local("Greeting", path: "lib/Greeting"),
        .package("DequeModule", url: "https://example.org/x", exact: "1.2.3"),
      ])
  }
}
