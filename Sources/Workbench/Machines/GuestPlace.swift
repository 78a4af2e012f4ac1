/// Where a guest was when it was looked at: its program counter and those of its callers.
struct GuestPlace: Sendable, Equatable {
  /// Innermost first: the program counter, then return addresses.
  var addresses: [UInt64]
  /// True: the processor was halted, waiting for an interrupt (or the process for a system call).
  var isWaiting = false
}
