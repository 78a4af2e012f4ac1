// How the inspector of an image begins: the commands that every unikernel has, and the service.

#if hasFeature(Embedded)
  public import Devices
  internal import InspectionProtocol
  internal import Logging
  internal import Platform
  public import Runtime
  internal import _Concurrency

  extension Inspector {
    /// Starts the inspector of this unikernel on its port. Only generated mains call it.
    @export(interface)
    public static func start(
      _ system: System, port: any BytePort, devices: [InspectedDevice]
    ) {
      registerRuntime()
      register(.arguments(system.values))
      register(.build(system))
      register(.devices(devices))
      for command in [
        InspectionCommand.tasks, .task, .cpu, .timers, .heap, .sizes, .profile, .sites,
      ] { register(command) }
      var boot: UInt64 = 0
      // Safety: the size is that of the number.
      unsafe withUnsafeMutableBytes(of: &boot) { unsafe platform_seed($0.baseAddress, $0.count) }
      let identity = InspectorIdentity(name: system.name, boot: boot)
      let log = Log("inspector")
      let core = InspectorCore(
        identity, registry: { all },
        attended: { $0 ? TaskAccounting.start() : TaskAccounting.stop() },
        note: { log.warning($0) })
      let service = InspectorService(core, port: port, clock: PlatformClock())
      Task { await service.run() }
    }
  }
#endif
