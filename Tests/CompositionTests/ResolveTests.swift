import Composition
import Configure
import Testing

enum Store: Role {
  static var type: String { "any Store" }
  static var label: String { "store" }
}

extension Device where R == Store {
  static func memory(_ name: String) -> Device {
    Device("store", call: "Memory", [.expression("", "\"\(name)\"")], line: 2)
  }
  static var disk: Device {
    Device(
      "disk", call: "Disk", [.folder("files", "htdocs")], effect: .asyncThrows("DiskFailure"),
      hardware: [Hardware(.block, "data")], targets: [.virtio], line: 3)
  }
  static func cache(of store: Device<Store>, size: Argument<Int>) -> Device {
    Device("cache", call: "Cache", [.device("of", store), .argument("size", size)], line: 4)
  }
}

@Suite struct ResolveTests {
  let size = Argument("size", default: 10, help: "Entries.")

  func composition(
    _ needs: [Need], on target: Target = .unix, settings: Settings = Settings()
  ) throws -> Composition {
    let unikernel = Unikernel("u", start: "U", needs: needs)
    try unikernel.check()
    return try Composition(unikernel.settled(by: settings), for: target)
  }

  @Test func partsAreConnectedFirstAndOnce() throws {
    let cache = Device<Store>.cache(of: .memory("m"), size: size)
    let composition = try composition([
      .device(cache), .device(.memory("m"), as: "plain"), .device(.memory("n"), as: "other"),
    ])
    #expect(composition.devices.map(\.variable) == ["store", "cache", "store2"])
    #expect(
      composition.jobs[0].parameters.map(\.source) == [.device(1), .device(0), .device(2)])
  }

  @Test func eachTargetGetsItsOwnDevice() throws {
    let store = Device<Store>.choose { $0 == .unix ? .memory("m") : .disk }
    #expect(try composition([.device(store)]).devices.map(\.call.function) == ["Memory"])
    let other = try composition([.device(store)], on: .virtio)
    #expect(other.devices.map(\.call.function) == ["Disk"])
    #expect(other.folders == ["htdocs"])
  }

  @Test func aDeviceThatTheTargetLacksIsRefused() {
    #expect(throws: Composition.Failure.device("disk", on: .unix, line: 3)) {
      try composition([.device(.disk)])
    }
  }

  @Test func aTargetThatIsNotDeclaredIsRefused() {
    let unikernel = Unikernel("u", start: "U", targets: [.virtio])
    #expect(throws: Composition.Failure.target(.unix, declared: [.virtio])) {
      try Composition(unikernel, for: .unix)
    }
  }

  @Test func anArgumentThatChoosesIsFixed() throws {
    let kind = Argument("kind", default: "a", oneOf: ["a", "b"], help: "Which.")
    let store = Device<Store>.choose(kind, [("a", .memory("A")), ("b", .memory("B"))])
    let standard = try composition([.device(store)])
    #expect(standard.arguments.map(\.definition.presence) == [.fixed("a")])
    #expect(standard.devices[0].call.inputs[0].source == .expression("\"A\""))
    let other = try composition(
      [.device(store)], settings: Settings(arguments: ["kind": ["b"]]))
    #expect(other.arguments.map(\.definition.presence) == [.fixed("b")])
    #expect(other.devices[0].call.inputs[0].source == .expression("\"B\""))
  }

  @Test func anArgumentOfADeviceThatIsNotUsedIsGone() throws {
    let store = Device<Store>.when(
      .unix, .cache(of: .memory("m"), size: size), otherwise: .memory("m"))
    #expect(try composition([.device(store)]).arguments.map(\.definition.name) == ["size"])
    #expect(try composition([.device(store)], on: .virtio).arguments.isEmpty)
  }

  @Test func wordsAreTakenOnlyWhenNeeded() throws {
    #expect(try composition([.arguments]).takesWords)
    #expect(try !composition([.name]).takesWords)
  }
}
