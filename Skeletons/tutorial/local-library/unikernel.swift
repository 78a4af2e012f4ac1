import Greeting
import Kernel

/// Prints what a library of its own says.
enum Main {
  static func start(console: any Console) async {
    console.print(Greeting("library").text)
  }
}
