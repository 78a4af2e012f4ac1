// Hello, as in ../Hello, and somebody may look into it.

import Kernel

enum Hello {
  static func start(console: any Console) async {
    console.print("Hello, world!")
  }
}
