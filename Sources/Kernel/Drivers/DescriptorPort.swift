// A descriptor that a process inherited, as a port: one end of a socket pair, a pipe, a terminal.

public import Devices
internal import Platform
public import Runtime
public import _Concurrency

/// The descriptor that the environment names (docs/platform.md). A process that did not inherit one of this
/// name has a port whose other end is closed; and one that the host has closed stays closed.
public final class DescriptorPort: BytePort, DeviceHandler, @unchecked Sendable {
  /// Nil: there is none, or its other end is closed.
  private var source: Int32?
  private var isEndTold = true

  private let readable = DeviceSignal()
  private let writable = DeviceSignal()

  /// - Parameter name: as LISTEN_FDNAMES has it.
  @export(interface)
  public init(_ name: String) {
    var name = name
    let found = name.withUTF8 { bytes in
      // Safety: the bytes are a string's, and the platform only looks at them.
      unsafe bytes.withMemoryRebound(to: CChar.self) { characters in
        unsafe platform_descriptor_find(characters.baseAddress!, characters.count)
      }
    }
    guard found != PLATFORM_DESCRIPTOR_NONE else { return }
    source = found
    isEndTold = false
    DeviceEvents.add(self, source: UInt32(found))
  }

  @export(interface)
  public func read(
    into buffer: UnsafeMutableRawBufferPointer
  ) async throws(CancellationError) -> Int {
    precondition(buffer.count > 0, "room to read into")
    while true {
      if let source {
        // Safety: the buffer is writable for its count.
        let count = unsafe platform_descriptor_read(source, buffer.baseAddress!, buffer.count)
        if count > 0 { return count }
        if count == 0 { close() }
      }
      if source == nil, !isEndTold {
        isEndTold = true
        return 0
      }
      try await wait(readable)
    }
  }

  @export(interface)
  public func write(
    _ bytes: UnsafeRawBufferPointer
  ) async throws(CancellationError) -> Bool {
    var rest = bytes[...]
    while let source {
      guard !rest.isEmpty else { return true }
      // Safety: the slice is readable for its count, which is not zero.
      let count = unsafe platform_descriptor_write(
        source, UnsafeRawBufferPointer(rebasing: rest).baseAddress!, rest.count)
      if count > 0 {
        rest = rest.dropFirst(count)
      } else if count == 0 {
        close()
      } else {
        try await wait(writable)
      }
    }
    return false
  }

  private func wait(_ signal: DeviceSignal) async throws(CancellationError) {
    defer { watch() }
    try await signal.wait()
  }

  /// The other end is gone: nothing more is read or written.
  private func close() {
    if let source { platform_descriptor_watch(source, false, false) }
    source = nil
    readable.raise()
    writable.raise()
  }

  private func watch() {
    guard let source else { return }
    platform_descriptor_watch(source, readable.isAwaited, writable.isAwaited)
  }
}

// MARK: - Events

extension DescriptorPort {
  public func attend(isSignalled: Bool) {
    if isSignalled {
      // Which of the two it was, trying tells.
      readable.raise()
      writable.raise()
    }
    watch()
  }

  /// Attention is asked for by being watched, which lasts.
  public func prepareToWait() -> Bool { false }

  public var isAwaited: Bool {
    source != nil && (readable.isAwaited || writable.isAwaited)
  }

  /// Linux has what was written.
  public var isTaking: Bool { false }
}
