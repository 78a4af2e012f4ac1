import Kernel

/// Nothing: it starts and ends.
enum Noop {
  static func start() async {
  }
}
