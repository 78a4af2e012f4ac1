import Foundation

/// A file of our own below the system's temporary directory; only the user may look into it.
package struct TemporaryFile {
  package let file: Descriptor
  package let path: String

  /// - Parameter word: what it is for; a part of its name.
  package init(_ word: String) throws(SystemFailure) {
    // mkstemp(3) puts letters of its own in the place of the last six.
    let pattern = "\(NSTemporaryDirectory())/mirador-\(word)-" + String(repeating: "X", count: 6)
    var name = Array(pattern.utf8CString)
    file = try Descriptor(mkstemp(&name), "mkstemp")
    path = String(decoding: name.prefix { $0 != 0 }.map(UInt8.init), as: UTF8.self)
  }

  /// The file without its name: it is gone when its last owner lets go.
  package static func unnamed(_ word: String) throws(SystemFailure) -> Descriptor {
    let one = try TemporaryFile(word)
    unlink(one.path)
    return one.file
  }
}
