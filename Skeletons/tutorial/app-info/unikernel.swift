import Kernel

/// Prints what its own image is linked of.
enum AppInfo {
  static func start(console: any Console, libraries: [Library]) async {
    for library in libraries {
      console.print(library.name + " " + library.version)
    }
  }
}
