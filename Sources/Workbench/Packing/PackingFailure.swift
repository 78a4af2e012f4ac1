/// Why a folder cannot become part of an image; each says what to do.
public enum PackingFailure: Error, Equatable, Sendable, CustomStringConvertible {
  case missing(String)
  case notAFolder(String)
  /// The path and what the system said.
  case unreadable(String, String)
  case brokenLink(String)
  /// A link and the place that it leads to.
  case leadsOut(String, String)
  /// A link to a folder that it is in.
  case endlessLink(String)
  case notAFile(String)
  /// The folder and the name as far as it can be shown.
  case notUTF8(String, String)
  case pathTooLong(String)
  case tooManyFiles(String)
  case tooBig(String)
  case badName(String)
  /// Why no checksums could be had.
  case noChecksums(String)

  public var description: String {
    switch self {
    case .missing(let path):
      "there is no folder \(path); create it, or name another in config.swift"
    case .notAFolder(let path): "\(path) is no folder; name the folder that it is in"
    case .unreadable(let path, let reason):
      "\(path) cannot be read (\(reason)); make it readable or move it out of the folder"
    case .brokenLink(let path): "\(path) is a link that leads nowhere; mend or remove it"
    case .leadsOut(let path, let place):
      "\(path) is a link to \(place), outside of the folder; copy what it leads to into the folder"
    case .endlessLink(let path): "\(path) is a link to a folder that it is in; remove it"
    case .notAFile(let path):
      "\(path) is neither a file nor a folder; move it out of the folder"
    case .notUTF8(let folder, let name):
      "the name \(name) in \(folder.isEmpty ? "the folder" : folder) is not UTF-8; rename it"
    case .pathTooLong(let path):
      "a path of \(path.utf8.count) bytes is longer than \(Limits.path): \(path.prefix(60))…; "
        + "use shorter names"
    case .tooManyFiles(let path):
      "\(path) has more than \(Limits.files) files; keep some elsewhere, such as on a disk"
    case .tooBig(let path):
      "\(path) has more than \(Limits.bytes >> 20) MiB; keep some elsewhere, such as on a disk"
    case .badName(let name):
      "\"\(name)\" cannot name an embedded folder; use letters, digits and _"
    case .noChecksums(let reason):
      "sha256sum fails (\(reason)); make it work: apt-get install coreutils"
    }
  }
}
