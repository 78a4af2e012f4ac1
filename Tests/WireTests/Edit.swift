extension [UInt8] {
  /// Lets `body` write into the elements.
  mutating func edit<Value>(_ body: (inout MutableRawSpan) -> Value) -> Value {
    var elements = mutableSpan
    var bytes = elements.mutableBytes
    return body(&bytes)
  }
}
