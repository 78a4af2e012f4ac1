import Deploy
import Manifest
import Testing

/// What is refused, in words.
@Suite struct DeploymentTests {
  @Test(arguments: ["", "hello", "./hello", "/srv/"])
  func anImageHasAnAbsolutePath(path: String) {
    #expect(throws: DeployFailure.path(path)) { try Sample.deployment(image: path) }
  }

  @Test func eachFormatIsForOneTarget() throws {
    let process = try Sample.deployment("unix")
    let machine = try Sample.deployment("virtio")
    #expect(throws: DeployFailure.self) { try process.qemu }
    #expect(throws: DeployFailure.self) { try process.libvirt }
    #expect(throws: DeployFailure.self) { try process.firecracker }
    #expect(throws: DeployFailure.self) { try process.cloudHypervisor }
    #expect(throws: DeployFailure.self) { try machine.systemd }
  }

  @Test(arguments: [0, -1, 65_537]) func memoryIsReasonable(memory: Int) {
    #expect(throws: DeployFailure.memory(memory)) {
      try Sample.deployment(options: .init(memory: memory))
    }
  }

  @Test func aVirtualMachineWantsTwoMebibytes() throws {
    let deployment = try Sample.deployment(options: .init(memory: 1))
    #expect(throws: DeployFailure.memory(1)) { try deployment.qemu }
    #expect(try Sample.deployment("unix", options: .init(memory: 1)).systemd.contains("=1\""))
  }

  @Test func aNulEndsNoArgument() {
    #expect(throws: DeployFailure.self) {
      try Sample.deployment(options: .init(arguments: ["a\0b"]))
    }
  }

  @Test func argumentsThatNoMachineTakesAreRefused() throws {
    let long = String(repeating: "x", count: 4001)
    let deployment = try Sample.deployment(options: .init(arguments: [long]))
    #expect(throws: DeployFailure.self) { try deployment.firecracker }
  }

  @Test func everyNetworkHasAnInterface() throws {
    func options(_ networks: [String: String]) -> Deployment.Options { .init(networks: networks) }
    #expect(throws: DeployFailure.missingNetwork("service")) {
      try Sample.deployment(devices: [Sample.network])
    }
    #expect(throws: DeployFailure.unknownNetwork("servcie", ["service"])) {
      try Sample.deployment(
        devices: [Sample.network], options: options(["service": "tap0", "servcie": "tap1"]))
    }
    for name in ["", "a,b", "a b", "../x", "sixteen-bytes-xx", "."] {
      #expect(throws: DeployFailure.interface(name)) {
        try Sample.deployment(devices: [Sample.network], options: options(["service": name]))
      }
    }
    let deployment = try Sample.deployment(
      devices: [Sample.network], options: options(["service": "tap0"]))
    #expect(try deployment.qemu.contains("ifname=tap0,script=no"))
    #expect(try deployment.libvirt.contains("ifname=tap0,script=no"))
    #expect(try deployment.firecracker.contains(#""host_dev_name" : "tap0""#))
    #expect(try deployment.cloudHypervisor.contains("--net tap=tap0,id=network0"))
  }

  @Test func blockDevicesAreNotPromised() {
    let disk = Manifest.Device(
      name: "disk", type: "any Block", implementation: "VirtioBlock",
      hardware: [.init(kind: .block, name: "disk")])
    #expect(throws: DeployFailure.unsupported("disk", by: "a deployment")) {
      try Sample.deployment(devices: [disk])
    }
  }

  @Test func aUnitHasNoNetwork() throws {
    let deployment = try Sample.deployment(
      "unix", devices: [Sample.network], options: .init(networks: ["service": "tap0"]))
    #expect(throws: DeployFailure.unsupported("service", by: "a systemd unit")) {
      try deployment.systemd
    }
  }

  @Test(arguments: [
    DeployFailure.target("QEMU", needs: "virtio", is: "unix"), .path("x"), .memory(0),
    .missingNetwork("a"), .unknownNetwork("a", []), .interface("a,b"), .unsupported("a", by: "b"),
    .unspeakable("a", "XML"),
  ])
  func everyFailureEndsWithWhatToDo(failure: DeployFailure) throws {
    let advice = try #require(failure.description.split(separator: "; ").last)
    #expect(
      ["build", "give", "name", "leave", "start"].contains { advice.hasPrefix($0) },
      "\(failure.description)")
  }
}
