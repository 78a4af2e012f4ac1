import Foundation

/// The machine refuses or lacks something. The message ends with what to do; exit status 5.
public struct EnvironmentFault: Error, Equatable, Sendable, CustomStringConvertible {
  public let message: String

  public init(_ message: String) { self.message = message }

  /// A system call that failed on a path.
  init(_ action: String, _ path: String, errno code: Int32) {
    let reason = String(cString: strerror(code))
    message = "Cannot \(action) \(path): \(reason). \(EnvironmentFault.remedy(code))"
  }

  /// A Foundation file operation that failed on a path.
  init(_ action: String, _ path: String, _ error: any Error) {
    if let code = EnvironmentFault.errno(of: error as NSError) ?? EnvironmentFault.obstacle(path) {
      self.init(action, path, errno: code)
    } else {
      self.init("Cannot \(action) \(path): \(error.localizedDescription) \(Messages.elsewhere)")
    }
  }

  public var description: String { message }

  /// What to do about an error number.
  static func remedy(_ code: Int32) -> String {
    switch code {
    case ENOSPC, EDQUOT: "Free some disk space and run the command again; nothing was lost."
    case EROFS, EACCES, EPERM: "Nothing was changed. " + Messages.elsewhere
    case ENOTDIR, EEXIST:
      "A file is in the place of a directory: move it away and try again. " + Messages.elsewhere
    case EISDIR: "A directory is in the place of a file: move it away and try again."
    case EMFILE, ENFILE: "Too many files are open: close other programs and try again."
    default: "Nothing was changed. " + Messages.elsewhere
    }
  }

  /// ENOTDIR when a file is where a directory of the path would be: Foundation does not say so.
  private static func obstacle(_ path: String) -> Int32? {
    var parent = URL(filePath: path).deletingLastPathComponent()
    var isDirectory: ObjCBool = false
    while !FileManager.default.fileExists(atPath: parent.path, isDirectory: &isDirectory) {
      guard parent.path != "/" else { return nil }
      parent = parent.deletingLastPathComponent()
    }
    return isDirectory.boolValue ? nil : ENOTDIR
  }

  private static func errno(of error: NSError) -> Int32? {
    if error.domain == NSPOSIXErrorDomain { return Int32(error.code) }
    if let under = error.userInfo[NSUnderlyingErrorKey] as? NSError { return errno(of: under) }
    switch CocoaError.Code(rawValue: error.code) {
    case .fileWriteNoPermission, .fileReadNoPermission: return EACCES
    case .fileWriteOutOfSpace: return ENOSPC
    case .fileWriteVolumeReadOnly: return EROFS
    case .fileWriteFileExists: return EEXIST
    case .fileNoSuchFile, .fileReadNoSuchFile: return ENOENT
    default: return nil
    }
  }
}
