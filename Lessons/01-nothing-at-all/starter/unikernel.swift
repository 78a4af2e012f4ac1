import Kernel

/// Why this program gives up.
enum Trouble: Error {
  case tooMuchToDo
}

/// A program that should do nothing, and does not manage to.
enum Nothing {
  static func start(console: any Console) async throws(Trouble) {
    console.print("So much to do, and I only wanted to do nothing.")
    throw .tooMuchToDo
  }
}
