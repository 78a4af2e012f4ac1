// What the image is linked of, as the builder wrote it down. An image whose application does not ask does
// not carry the list.

#if hasFeature(Embedded)
  /// A part of the image with an origin of its own: the application, a module of the library OS, a package.
  public struct Library: Sendable {
    public let name: String
    public let version: String
  }

  @_extern(c, "mirador_libraries")
  private func libraryTable() -> UnsafePointer<CChar>

  extension System {
    /// Every part that was linked, the application first. Costs a pass over the list.
    @export(interface)
    public var libraries: [Library] {
      // Safety: the builder's text ends with a NUL and lives for ever.
      let text = unsafe String(cString: libraryTable())
      return text.utf8.split(separator: UInt8(ascii: "\n")).compactMap { line in
        guard let space = line.lastIndex(of: UInt8(ascii: " ")) else { return nil }
        // Pieces of UTF-8 between ASCII characters are UTF-8.
        return Library(
          name: String(Substring(line[..<space])),
          version: String(Substring(line[line.index(after: space)...])))
      }
    }
  }
#endif
