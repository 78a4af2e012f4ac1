import Kernel

/// Allocates, frees most of it, and leaves blocks of 1000 bytes behind: as many as it is told.
enum Leaking {
  static func start(console: any Console, leaks: Int) async {
    // What is reported is printed after this, though it was asked for before.
    atExit { console.print("hook") }
    let work = Task { (0..<100).map { Array(repeating: UInt8(0), count: 10 * $0) }.count }
    console.print("worked \(await work.value)")
    for _ in 0..<leaks { _ = unsafe leak() }
    console.print("leaked \(leaks)")
  }

  @inline(never)
  private static func leak() -> UnsafeMutablePointer<UInt8> {
    let block = UnsafeMutablePointer<UInt8>.allocate(capacity: 1000)
    // Something to do after the call, so that it is one.
    unsafe block.initialize(repeating: 1, count: 1000)
    return unsafe block
  }
}
