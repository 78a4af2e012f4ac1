import Platform
import PlatformHost
import Testing

@testable import Drivers
@testable import Runtime

/// Tests whose machines have the same slots, one after the other.
@Suite(.serialized) enum VirtioTests {}

/// A virtual machine with one virtio device, behind the registers that drivers see (virtio 1.2, 4.2.2).
///
/// It is the calling thread's: what uses it does not wait in between.
final class ScriptedMachine {
  var slot: UInt32 = 7
  var kind = VirtioKind.console.rawValue
  var magic = VirtioRegister.magicValue
  var version = VirtioRegister.modern
  var features: UInt64 = VirtioFeature.version1 | VirtioFeature.eventIndex | 1 << 1
  var acceptsFeatures = true
  var queueSizeMaximum: UInt32 = 128
  var leavesReset = true
  /// What a register reads as, by its offset, whatever the rest says.
  var overrides: [UInt32: () -> UInt32] = [:]
  /// Called when the driver notifies a queue.
  var notified: (ScriptedMachine, Int) -> Void = { _, _ in }

  private(set) var status: UInt32 = 0
  private(set) var accepted: UInt64 = 0
  private(set) var queues: [Int: ScriptedQueue] = [:]
  private(set) var acknowledged: UInt32 = 0
  var interruptStatus: UInt32 = 0
  private var registers: [UInt32: UInt32] = [:]
  var configuration: [UInt32: UInt32] = [4: 2]

  /// Runs `body` on this machine.
  func run<Value>(_ body: () throws -> Value) rethrows -> Value {
    let machine = platform_host_machine(
      context: Unmanaged.passUnretained(self).toOpaque(),
      read: { context, slot, offset in
        Unmanaged<ScriptedMachine>.fromOpaque(context!).takeUnretainedValue().read(slot, offset)
      },
      write: { context, slot, offset, value in
        Unmanaged<ScriptedMachine>.fromOpaque(context!).takeUnretainedValue()
          .write(slot, offset, value)
      })
    platform_host_set_machine(machine)
    defer {
      DeviceEvents.removeAll()
      platform_host_set_machine(platform_host_machine())
    }
    return try body()
  }

  private func read(_ slot: UInt32, _ offset: UInt32) -> UInt32 {
    guard slot == self.slot else { return 0 }
    if let override = overrides[offset] { return override() }
    if offset >= VirtioRegister.configuration.rawValue {
      return configuration[offset - VirtioRegister.configuration.rawValue] ?? 0
    }
    switch VirtioRegister(rawValue: offset) {
    case .magic: return magic
    case .version: return version
    case .deviceID: return kind
    case .deviceFeatures:
      let select = registers[VirtioRegister.deviceFeaturesSelect.rawValue] ?? 0
      return UInt32(truncatingIfNeeded: select == 0 ? features : features >> 32)
    case .queueSizeMaximum: return queueSizeMaximum
    case .status: return status
    case .interruptStatus: return interruptStatus
    default: return 0
    }
  }

  private func write(_ slot: UInt32, _ offset: UInt32, _ value: UInt32) {
    guard slot == self.slot else { return }
    registers[offset] = value
    switch VirtioRegister(rawValue: offset) {
    case .driverFeatures:
      let select = registers[VirtioRegister.driverFeaturesSelect.rawValue] ?? 0
      accepted |= UInt64(value) << (select == 0 ? 0 : 32)
    case .status:
      if value == 0 {
        status = leavesReset ? 0 : status | 64
        queues = [:]
      } else {
        status = acceptsFeatures ? value : value & ~VirtioStatus.featuresOK
      }
    case .queueReady:
      let number = Int(registers[VirtioRegister.queueSelect.rawValue] ?? 0)
      let size = Int(registers[VirtioRegister.queueSize.rawValue] ?? 0)
      let memory = UnsafeMutableRawPointer(bitPattern: UInt(address(.queueDescriptors)))!
      queues[number] = ScriptedQueue(layout: VirtqueueLayout(size: size), memory: memory)
    case .queueNotify: notified(self, Int(value))
    case .interruptAcknowledge:
      acknowledged |= value
      interruptStatus &= ~value
    default: break
    }
  }

  private func address(_ register: VirtioRegister) -> UInt64 {
    UInt64(registers[register.rawValue] ?? 0) | UInt64(registers[register.rawValue + 4] ?? 0) << 32
  }
}
