import Kernel

/// Does what no unikernel may. Addresses come from the boot arguments or are printed, so that the
/// compiler cannot foresee the trap and the test knows what the report must name.
enum Traps {
  static func run(_ system: Guest) async {
    switch system.behaviour {
    case "read": system.console.print("\(read(UInt(system.number)))")
    case "write": write(UInt(bitPattern: system.number))
    case "jump": jump(UInt(system.number))
    case "write-text": write(told(textAddress, system))
    case "write-constant": write(told(constantAddress, system))
    case "jump-heap": jump(told(heapAddress(), system))
    case "jump-stack": jumpToTheStack(system)
    case "recurse": system.console.print("\(recurse(system.arguments.count))")
    case "recurse-async": system.console.print("\(await recurseAsync(system.arguments.count))")
    case "divide": system.console.print("\(divide(system.number))")
    case "privileged": system.console.print("\(read(1 << 63))")
    default: await outer(system)
    }
  }

  private static func told(_ address: UInt, _ system: Guest) -> UInt {
    system.console.print("address " + String(address, radix: 16))
    return address
  }

  @inline(never)
  private static func read(_ address: UInt) -> UInt64 {
    unsafe pointer(to: address).load(as: UInt64.self)  // line: read
  }

  @inline(never)
  private static func write(_ address: UInt) {
    unsafe pointer(to: address).storeBytes(of: 1, as: UInt64.self)  // line: write
  }

  /// By way of another address: `bitPattern: 0` would give nil.
  private static func pointer(to address: UInt) -> UnsafeMutableRawPointer {
    UnsafeMutableRawPointer(bitPattern: 1)! + Int(bitPattern: address &- 1)
  }

  @inline(never)
  private static func jump(_ address: UInt) {
    typealias Function = @convention(c) () -> Void
    let function = unsafe unsafeBitCast(address, to: Function.self)
    function()  // line: jump
    // More to do, so that the call is none that never returns here.
    nothing()
  }

  private static func jumpToTheStack(_ system: Guest) {
    var code: UInt64 = 0xc3c3_c3c3_c3c3_c3c3
    unsafe withUnsafeMutablePointer(to: &code) { pointer in
      jump(told(UInt(bitPattern: pointer), system))
    }
  }

  private static var textAddress: UInt {
    let function: @convention(c) () -> Void = nothing
    return unsafe unsafeBitCast(function, to: UInt.self)
  }

  private static var constantAddress: UInt {
    let text: StaticString = "a constant of the image, which is read-only"
    return UInt(bitPattern: text.utf8Start)
  }

  private static func heapAddress() -> UInt {
    let memory = UnsafeMutablePointer<UInt64>.allocate(capacity: 8)
    unsafe memory.initialize(repeating: 0xc3c3_c3c3_c3c3_c3c3, count: 8)
    return UInt(bitPattern: memory)
  }

  @inline(never)
  private static func recurse(_ depth: Int) -> Int {
    guard depth != 0 else { return 1 }
    let below = recurse(depth &+ 1)  // line: recurse
    return below ^ recurse(depth &+ below)
  }

  @inline(never)
  private static func recurseAsync(_ depth: Int) async -> Int {
    guard depth != 0 else { return 1 }
    let below = await recurseAsync(depth &+ 1)
    return below ^ depth
  }

  @inline(never)
  private static func divide(_ divisor: Int) -> Int {
    1000 / divisor  // line: divide
  }

  // Three functions deep, each suspended at its call when the innermost traps.

  @inline(never)
  private static func outer(_ system: Guest) async {
    await middle(system)  // line: outer
    system.console.print("never")
  }

  @inline(never)
  private static func middle(_ system: Guest) async {
    await inner(system)  // line: middle
    system.console.print("never")
  }

  @inline(never)
  private static func inner(_ system: Guest) async {
    await Task.yield()
    write(UInt(system.arguments.count) &- 1)  // line: inner
    system.console.print("never")
  }
}

@inline(never)
private func nothing() { touched = true }

nonisolated(unsafe) private var touched = false
