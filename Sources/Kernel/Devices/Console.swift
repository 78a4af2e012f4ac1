/// Where a unikernel writes lines for people.
public protocol Console: AnyObject {
  /// Writes `bytes`, all of them, before it returns.
  func write(_ bytes: UnsafeRawBufferPointer)
}

extension Console {
  /// Writes `text` and a newline, in one piece.
  public func print(_ text: String) {
    var line = text
    line.append("\n")
    line.withUTF8 { write(UnsafeRawBufferPointer($0)) }
  }
}
