import Foundation

/// Every text of this module that is for people and is not a table. Each ends with what to do.
enum Messages {
  static let noDemangler =
    "swift-demangle was not found beside swiftc. Install the whole Swift 6.3 toolchain and put its usr/bin on PATH."
  static let oddDemangler =
    "swift-demangle does not answer as that of Swift 6.3 does. Put the usr/bin of Swift 6.3 first on PATH."

  static func cannotRun(_ program: String, _ reason: String) -> String {
    "\(program) cannot be run: \(reason). Try: ./mirador doctor"
  }

  static func noFile(_ file: URL) -> String {
    "There is no \"\(file.relativePath)\". Give an image, or the directory of a unikernel."
  }

  static func notAFile(_ file: URL) -> String {
    "\"\(file.relativePath)\" is no regular file. Give an image, or the directory of a unikernel."
  }

  static func tooLarge(_ file: URL) -> String {
    "\"\(file.relativePath)\" has more than 2 GiB. Give a program or a kernel without debug information."
  }

  static func cannotRead(_ file: URL, _ reason: String) -> String {
    "\(file.relativePath) cannot be read: \(reason) Check its permissions."
  }

  static func words(_ fault: ElfFault) -> String {
    switch fault {
    case .notElf: "it is no ELF file"
    case .foreign(let words): words
    case .damaged(let words): "it is damaged: \(words)"
    }
  }

  static func notAnImage(_ file: URL, _ reason: String) -> String {
    "\"\(file.relativePath)\" is no image of Mirador's: \(reason). "
      + "Give NAME as `./mirador build DIRECTORY -t virtio` prints it, or the directory itself."
  }

  static func noCompanion(_ image: URL, _ missing: String) -> String {
    "\(missing) is not beside \"\(image.relativePath)\"; without it nobody knows what the bytes are. "
      + "Build again, which writes NAME, NAME.symbols and NAME.map: \(build(image))"
  }

  static func notAMap(_ map: URL, _ image: URL) -> String {
    "\"\(map.relativePath)\" is not a link map as ld.lld writes it. Build again: \(build(image))"
  }

  static func strange(_ companion: String, _ image: URL) -> String {
    "\(companion) does not belong to \"\(image.relativePath)\": it is of another build. "
      + "Build again: \(build(image))"
  }

  static func notBuilt(_ directory: URL, _ target: String?) -> String {
    "\"\(directory.relativePath)\" has no built image\(target.map { " for \($0)" } ?? ""). "
      + "Build it first: ./mirador build \(directory.relativePath) -t \(target ?? "virtio")"
  }

  static func noGroup(_ name: String, _ all: [String]) -> String {
    "There is no group \"\(CleanText.of(name))\". Its groups are: \(all.joined(separator: ", ")). "
      + "Give one of these, in quotes when it has spaces."
  }

  /// The command that makes an image, as far as its place tells.
  private static func build(_ image: URL) -> String {
    let folder = image.deletingLastPathComponent()
    let parent = folder.deletingLastPathComponent()
    guard parent.lastPathComponent == ".mirador" else {
      return "./mirador build DIRECTORY -t TARGET -o \(image.relativePath)"
    }
    let directory = parent.deletingLastPathComponent().relativePath
    return "./mirador build \(directory) -t \(folder.lastPathComponent)"
  }
}

// About what an image is compared with.
extension Messages {
  static let isDynamic =
    "starts through the dynamic loader: its shared libraries, the C library first, are not counted. "
    + "A static program is a fairer comparison."
  static let noSymbols =
    "has no symbols. With its System.map (Debian: in linux-image-VERSION-dbg) its code is grouped by "
    + "names: --symbols System.map"
  static let familiesAreNames =
    "families are the first words of names, and a name's bytes reach to the next name: "
    + "a hint at subsystems, not a fact about modules."

  static func zerosInFile(_ bytes: Int) -> String {
    "its segments copy \(Figures.grouped(bytes)) bytes of zero-filled sections from the file; "
      + "they are counted as zero-filled."
  }

  static func emptySystemMap(_ name: String) -> String {
    "\(name) lists no symbols (Debian's is a placeholder; the real one is in linux-image-VERSION-dbg). "
      + "Give another with --symbols System.map"
  }

  static func words(_ fault: PackingFault) -> String {
    switch fault {
    case .unknown:
      "its payload is compressed in a way that is not known here, so only the file's size is. "
        + "Compare with the vmlinux that it was made from."
    case .noProgram(let packing):
      "its payload is compressed with \(packing.name) and \(packing.program) is not installed, so only the "
        + "file's size is known. On Debian: apt-get install \(packing.package)"
    case .failed(let packing, let words):
      "its payload cannot be decompressed: \(packing.program) fails\(words.isEmpty ? "" : " with \(words)"). "
        + "The file may be damaged: fetch it again."
    }
  }

  static func notComparable(_ file: URL, _ fault: ElfFault, isKernel: Bool) -> String {
    let subject = isKernel ? "the kernel inside" : "it"
    let path = file.relativePath
    switch fault {
    case .notElf:
      let kinds = isKernel ? "no ELF file" : "no ELF file and no bzImage"
      return "\"\(path)\" cannot be compared with: \(subject) is \(kinds). "
        + "Give a program, a vmlinux or a vmlinuz for x86-64."
    case .foreign(let words):
      return "\"\(path)\" cannot be compared with: \(words). Give a program or a kernel for x86-64."
    case .damaged(let words):
      return "\"\(path)\" is damaged: \(words). Fetch it again."
    }
  }
}
