// The symbols of an image, read by the toolchain's llvm-nm and made readable by swift-demangle; both
// stand beside swiftc.

import Curriculum
import Foundation

/// Reads the symbol table of ELF files.
public enum SymbolTable {
  /// The names of all symbols, mangled and, where that says more, readable.
  public static func names(of executable: URL) throws(EnvironmentFault) -> [String] {
    let tools = try toolchain()
    let table = try External.run(
      tools.appending(path: "llvm-nm").path, ["--format=just-symbols", executable.path])
    guard table.status == 0 else {
      throw EnvironmentFault(
        "llvm-nm cannot read \(executable.path): \(table.errors) Run the command again; if it goes "
          + "on failing, remove the cache in .build and report it as a bug.")
    }
    let mangled = table.output.split(separator: "\n").map(String.init)
    let readable = try External.run(
      tools.appending(path: "swift-demangle").path, ["--compact"], input: table.output)
    let names = readable.output.split(separator: "\n").map(String.init)
    return mangled + names.filter { !$0.isEmpty && !mangled.contains($0) }
  }

  /// The directory that holds swiftc, links followed.
  static func toolchain() throws(EnvironmentFault) -> URL {
    try External.locate("swiftc").resolvingSymlinksInPath().deletingLastPathComponent()
  }
}
