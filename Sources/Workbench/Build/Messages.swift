/// Every text of this module that is for people. Each ends with what to do.
enum Messages {
  static let noCompiler =
    "swiftc was not found on PATH. Install Swift 6.3 and put its usr/bin on PATH."
  static let noEmbeddedLibraries =
    "this Swift toolchain has no Embedded libraries for \(Toolchain.triple). Install Swift 6.3."

  static func missingTool(_ name: String) -> String {
    "\(name) was not found beside swiftc. Install the whole Swift 6.3 toolchain, not only its compiler."
  }

  static func wrongVersion(_ version: String) -> String {
    "images are built with Swift \(Toolchain.supportedVersion), and this is Swift \(version). "
      + "Put the usr/bin of Swift \(Toolchain.supportedVersion) first on PATH."
  }

  static func cannotRun(_ program: String, _ reason: String) -> String {
    "\(program) cannot be run: \(reason). Run `mirador doctor` to see what is missing."
  }

  static func cannotRead(_ reason: String) -> String {
    "a file cannot be read: \(reason). Check its permissions."
  }

  static func cannotWrite(_ path: String, _ reason: String) -> String {
    "\(path) cannot be written: \(reason). Make room or make it writable, then try again; nothing of yours was lost."
  }

  static func noFile(_ name: String, _ directory: String) -> String {
    "\(directory) has no \(name). A unikernel is a folder with config.swift and unikernel.swift."
  }

  static func notText(_ file: String, _ line: Int) -> String {
    "\(file):\(line): error: this line is not UTF-8 text. Save the file as UTF-8."
  }

  static func tooLarge(_ file: String, _ size: Int, _ limit: Int) -> String {
    "\(file): error: \(size) bytes; a source file may have \(limit). Split it, or move data elsewhere."
  }

  static func noUnikernel(_ compiler: String) -> String {
    "config.swift: error: it must declare `let unikernel = Unikernel(…)`.\n\(compiler)"
  }

  static func configEnded(_ how: String, _ text: String) -> String {
    "config.swift: error: evaluating it \(how).\n\(text)Keep it to declarations."
  }

  static func noStart(
    _ declaration: String, _ type: String, _ compiler: String, line: Int
  ) -> String {
    """
    unikernel.swift: error: config.swift:\(line) asks for this function, and it is not there:

      enum \(type) {
        \(declaration) { … }
      }

    The compiler says: \(compiler)
    Write the function as above, or change `start:` and `needs:` in config.swift.
    """
  }

  static func compilerCrashed(_ what: String, _ text: String) -> String {
    "the compiler failed on \(what):\n\(text)"
  }

  static func compiling(_ module: String, _ number: Int, of count: Int) -> String {
    "  module \(number) of \(count): \(module)"
  }

  static func compilerCrashed(at place: String, on function: String) -> String {
    """
    \(place): error: the Swift compiler itself fails on this: \(function)
    Embedded Swift does not have everything, and it does not always say so. Write this in another way;
    run-time types, task-local values and untyped errors are likely causes.
    """
  }

  static let buildingLibrary = "compiling the library OS (once per version, a minute or less)"
}

extension Messages {
  static func missingSymbols(_ names: [String]) -> String {
    """
    unikernel.swift: error: it uses something that unikernels do not have:
      \(names.joined(separator: "\n  "))
    Only the standard library's Embedded part and `import Kernel` are there. Use those.
    """
  }
}
