/// Why a manifest cannot be read or written.
public enum ManifestFailure: Error, Equatable, Sendable {
  /// There is no such file, or it may not be read; its path.
  case unreadable(String)
  /// Not a 64-bit little-endian ELF file at all.
  case notAnELF
  /// An ELF file without a manifest.
  case notAnImage
  /// The file says that it holds a manifest and does not; what is wrong with it.
  case damaged(String)
  /// The manifest has a format of a later version of Mirador.
  case newer(format: Int)
  /// What was to be written is no manifest that could be read again; the reason.
  case unfit(String)
}

extension ManifestFailure: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unreadable(let path):
      "\(path) cannot be read; build it again with: mirador build"
    case .notAnELF:
      "this is not an ELF file; give it an image that `mirador build` made"
    case .notAnImage:
      "this ELF file holds no manifest, so it is no image of Mirador's or was made by an old version; "
        + "build it again with: mirador build"
    case .damaged(let what):
      "the image is damaged: \(what); build it again with: mirador build"
    case .newer(let format):
      "the image's manifest has format \(format), and this Mirador reads formats up to "
        + "\(Manifest.currentFormat); use the Mirador that built it, or a later one"
    case .unfit(let why):
      "a bill of materials or manifest cannot be written: \(why); correct that value and try again"
    }
  }
}
