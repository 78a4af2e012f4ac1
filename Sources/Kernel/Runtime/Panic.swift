internal import Platform

/// Ends the unikernel with status 255 after `PANIC message` and a backtrace on the console.
@inline(never)
public func panic(_ message: String) -> Never {
  message.withCString { (text: UnsafePointer<CChar>) in
    // Safety: the text is NUL-terminated and lives for the call, which does not return.
    unsafe platform_panic(text)
  }
}
