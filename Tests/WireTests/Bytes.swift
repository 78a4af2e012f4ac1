import Bytes

/// The bytes of a literal in hexadecimal.
func bytes(_ text: String) -> [UInt8] {
  guard let bytes = Hexadecimal.bytes(text) else { preconditionFailure("not hexadecimal: \(text)") }
  return bytes
}

/// What `emit` writes into `count` bytes.
func emitted(_ count: Int, _ emit: (inout MutableRawSpan) -> Void) -> [UInt8] {
  var bytes = [UInt8](repeating: 0xee, count: count)
  bytes.edit { emit(&$0) }
  return bytes
}
