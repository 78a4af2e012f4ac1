// The smallest unikernel: what is left is the price of starting and ending.

import Kernel

enum Noop {
  static func start() async {}
}
