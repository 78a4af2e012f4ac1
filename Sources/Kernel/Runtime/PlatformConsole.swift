public import Devices
internal import Platform

/// The platform's console: the serial port of a virtual machine, the standard output of a process.
public final class PlatformConsole: Console {
  @export(interface)
  public init() {}

  @export(interface)
  public func write(_ bytes: UnsafeRawBufferPointer) {
    #if hasFeature(Embedded)
      // What `print` has begun comes first.
      nucleus_flush()
    #endif
    // Safety: the buffer is readable for its count; an empty one may have no address.
    guard let start = bytes.baseAddress else { return }
    unsafe platform_console_write(start, bytes.count)
  }
}
