import Kernel

/// Greets the world, once. It should greet by name, four times, a second apart.
enum Hello {
  static func start(console: any Console) async {
    console.print("Hello, world!")
  }
}
