import Kernel

/// Says the same twice, whatever it is told. It should say what it is told, as often as it is told.
enum Greeter {
  static func start(console: any Console) async {
    for _ in 0..<2 {
      console.print("Hello!")
    }
  }
}
