// One line on the console: the hello that peers' figures are about.

import Kernel

enum Hello {
  static func start(console: any Console) async {
    console.print("Hello, world!")
  }
}
