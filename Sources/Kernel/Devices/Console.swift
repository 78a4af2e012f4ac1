/// Where a unikernel writes lines for people. As every device it may be used by all tasks: they take turns
/// on one processor.
public protocol Console: AnyObject, Sendable {
  /// Writes `bytes`, all of them, before it returns.
  func write(_ bytes: UnsafeRawBufferPointer)
}

// A method of a protocol extension is emitted by whoever calls it (`@export(implementation)`): the body
// that Embedded Swift would put into this module's own object is empty, and the linker would take it.
extension Console {
  /// Writes `text` and a newline, in one piece.
  @export(implementation)
  public func print(_ text: String) {
    printLine(text, on: self)
  }
}

/// Compiled here, once: joining texts brings a good part of the standard library's String.
@export(interface)
public func printLine(_ text: String, on console: any Console) {
  var line = text
  line.append("\n")
  line.withUTF8 { console.write(UnsafeRawBufferPointer($0)) }
}
