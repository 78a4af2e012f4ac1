import Almanac
import Kernel

/// Says a proverb. It should say what it is made of, and be made of less.
enum Inventory {
  static func start(console: any Console) async {
    console.print(Almanac().proverb(about: "patience"))
  }
}
