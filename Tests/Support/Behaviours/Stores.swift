import Kernel

/// Reads a key-value store whose archive is the second boot argument, in hexadecimal.
enum Stores {
  static func run(_ system: Guest) async throws(Complaint) {
    let archive = bytes(system.arguments[1])
    // For ever: the store reads in place.
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: archive.count, alignment: 1)
    unsafe memory.copyBytes(from: archive)
    let store: EmbeddedDirectory
    do {
      store = try unsafe EmbeddedDirectory(
        start: UnsafeRawPointer(memory.baseAddress!), size: memory.count)
    } catch {
      throw Complaint(description: error.description)
    }
    do {
      try await show(store, .root, system)
      _ = try await store.get("no/such/key")
    } catch {
      throw Complaint(description: error.description)
    }
  }

  /// Prints everything below a directory.
  private static func show(
    _ store: any KeyValueReader, _ directory: Key, _ system: Guest
  ) async throws(KeyValueFailure) {
    for entry in try await store.list(directory) {
      switch entry.kind {
      case .directory:
        system.console.print("directory " + entry.key.path)
        try await show(store, entry.key, system)
      case .value:
        let value = try await store.get(entry.key)
        let digest = try await store.digest(entry.key)
        system.console.print(
          "value " + entry.key.path + " " + hexadecimal(value) + " " + hexadecimal(digest))
      }
    }
  }

  private static func bytes(_ text: String) -> [UInt8] {
    var bytes: [UInt8] = []
    var high: UInt8?
    for digit in text.utf8 {
      let value =
        digit < UInt8(ascii: "a") ? digit - UInt8(ascii: "0") : digit - UInt8(ascii: "a") + 10
      if let first = high {
        bytes.append(first << 4 | value)
        high = nil
      } else {
        high = value
      }
    }
    return bytes
  }

  private static func hexadecimal(_ bytes: [UInt8]) -> String {
    var digits = ""
    for byte in bytes {
      digits += byte < 16 ? "0" : ""
      digits += String(byte, radix: 16)
    }
    return digits
  }
}
