import Platform
import Testing

@testable import Drivers

extension VirtioTests {
  @Suite struct VirtioDeviceTests {
    @Test func aDeviceIsFoundAgreedWithAndStarted() throws {
      let machine = ScriptedMachine()
      try machine.run {
        let device = try VirtioDevice(.console)
        #expect(machine.status == VirtioStatus.acknowledge | VirtioStatus.driver)
        #expect(try device.negotiate(needed: 1 << 1) == machine.features)
        #expect(machine.accepted == machine.features)
        let queue = try device.queue(2, size: 16)
        #expect(queue.size == 16)
        #expect(machine.queues[2]?.layout == VirtqueueLayout(size: 16))
        #expect(device.start() == machine.slot)
        #expect(machine.status == 1 | 2 | 4 | 8)
        #expect(throws: VirtioFailure.missing(.console)) { try VirtioDevice(.console) }
      }
    }

    /// Features that the driver does not know are not accepted, whatever the device offers.
    @Test func onlyWhatIsWantedIsAccepted() throws {
      let machine = ScriptedMachine()
      machine.features = .max
      try machine.run {
        let device = try VirtioDevice(.console)
        let accepted = try device.negotiate(needed: 1 << 1) { _ in 1 << 0 }
        #expect(accepted == 1 << 0 | 1 << 1 | VirtioFeature.eventIndex | VirtioFeature.version1)
        #expect(machine.accepted == accepted)
      }
    }

    @Test func queuesAreNoLargerThanTheDeviceCan() throws {
      let machine = ScriptedMachine()
      machine.queueSizeMaximum = 8
      try machine.run {
        let device = try VirtioDevice(.console)
        _ = try device.negotiate()
        #expect(try device.queue(0, size: 64).size == 8)
      }
    }

    @Test func whatCannotBeDrivenIsRefused() {
      func expect(_ failure: VirtioFailure, _ script: (ScriptedMachine) -> Void) {
        let machine = ScriptedMachine()
        script(machine)
        _ = machine.run {
          #expect(throws: failure) {
            let device = try VirtioDevice(.console)
            _ = try device.negotiate(needed: 1 << 1)
            _ = try device.queue(0, size: 4)
          }
        }
      }
      expect(.missing(.console)) { $0.kind = VirtioKind.network.rawValue }
      expect(.missing(.console)) { $0.magic = 0 }
      expect(.legacy(.console)) { $0.version = 1 }
      expect(.stuck(.console)) {
        // Nobody gets this slot again.
        $0.slot = 5
        $0.leavesReset = false
      }
      expect(.features(.console)) { $0.features = VirtioFeature.version1 }
      expect(.features(.console)) { $0.features = 1 << 1 }
      expect(.features(.console)) { $0.acceptsFeatures = false }
      expect(.queue(.console)) { $0.queueSizeMaximum = 0 }
      expect(.queue(.console)) { $0.overrides[VirtioRegister.queueReady.rawValue] = { 1 } }
    }

    /// A device that was given up can be taken again.
    @Test func aDeviceIsGivenBack() throws {
      let machine = ScriptedMachine()
      try machine.run {
        _ = try VirtioDevice(.console)
        #expect(machine.status == 0)
        _ = try VirtioDevice(.console)
      }
    }

    @Test func anInterruptIsAcknowledgedOnce() throws {
      let machine = ScriptedMachine()
      try machine.run {
        let device = try VirtioDevice(.console)
        machine.interruptStatus = 3
        device.acknowledge()
        #expect(machine.acknowledged == 3)
        #expect(machine.interruptStatus == 0)
      }
    }
  }
}
