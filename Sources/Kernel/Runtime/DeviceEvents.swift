// Where drivers hear of their devices. The executor calls between jobs, at least before it lets the
// processor sleep:
//
//     attend(isSignalled:)   look at the device, resume tasks          every round
//     prepareToWait()        let the device interrupt from now on      when nothing is ready to run
//     isAwaited              may its interrupt be slept for?           then
//     isTaking               does it still have to take something?     at the end
//
// An image without a driver has none of this: the executor finds no function to call.

internal import Platform

/// A driver, as the executor sees it.
public protocol DeviceHandler: AnyObject {
  /// Looks what the device has done and resumes the tasks that waited for it. Called often: it must be
  /// cheap when nothing has happened.
  /// - Parameter isSignalled: the device asked for attention; it may have done so without reason.
  func attend(isSignalled: Bool)

  /// Makes the device ask for attention at the next event. True: something has happened already, and
  /// the device is to be attended to instead.
  func prepareToWait() -> Bool

  /// True when an event of the device would resume a task.
  var isAwaited: Bool { get }

  /// True while the device has not taken all that it was given to pass on: it would be lost if the
  /// machine ended now.
  var isTaking: Bool { get }
}

/// The drivers that the executor calls.
public enum DeviceEvents {
  private struct Registration {
    let handler: any DeviceHandler
    let source: UInt32
  }

  // One thread and no preemption: no lock.
  private nonisolated(unsafe) static var registrations: [Registration] = []

  /// Has `handler` called from now on, for ever.
  /// - Parameter source: what tells of the device, 0...31 (platform_devices.h).
  @export(interface)
  public static func add(_ handler: any DeviceHandler, source: UInt32) {
    registrations.append(Registration(handler: handler, source: source))
    attendDevices = { DeviceEvents.attend() }
    settleDevices = { DeviceEvents.settle() }
  }

  /// Forgets all drivers; for tests.
  static func removeAll() {
    registrations = []
    attendDevices = nil
    settleDevices = nil
  }

  /// Returns whether a device can resume a task.
  static func attend() -> Bool {
    let signalled = platform_attention()
    for registration in registrations {
      registration.handler.attend(isSignalled: signalled >> registration.source & 1 != 0)
    }
    #if hasFeature(Embedded)
      guard Executor().ready.isEmpty else { return true }
    #endif
    var isAwaited = false
    for registration in registrations {
      if registration.handler.prepareToWait() { registration.handler.attend(isSignalled: false) }
      isAwaited = isAwaited || registration.handler.isAwaited
    }
    return isAwaited
  }

  /// Nanoseconds that the end of the unikernel waits at most for devices whose host takes nothing.
  private static let patience: UInt64 = 1_000_000_000
  /// Nanoseconds between two looks.
  private static let pause: UInt64 = 100_000

  /// Waits until the devices have taken what they were given to pass on.
  ///
  /// A device works on its own, and ends with the machine: what a program wrote last was lost when
  /// the program ended at once.
  static func settle() {
    let deadline = platform_clock_monotonic() + patience
    while registrations.contains(where: { $0.handler.isTaking }) {
      let now = platform_clock_monotonic()
      guard now < deadline else { return }
      platform_wait(now + pause)
    }
  }
}

/// What the executor calls between jobs once there is a driver.
nonisolated(unsafe) var attendDevices: (@convention(c) () -> Bool)?

/// What the end of the unikernel calls once there is a driver.
nonisolated(unsafe) var settleDevices: (@convention(c) () -> Void)?
