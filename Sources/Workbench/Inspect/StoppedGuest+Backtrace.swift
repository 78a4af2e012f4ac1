// What runs: the functions that called each other, then those that await.
//
//     rip ── frame pointer ─► [ caller's frame pointer | return address ] ─► …      all our code keeps them
//         … a return into the concurrency library's runJob: that frame is an async function's, and the word
//         below it its context ─► [ the context of who awaits it | where that goes on ] ─► …
//
// As Platform/common/report.c does it from inside. Addresses are those of the calls, not of what follows
// them, so that each names the line that waits.

extension StoppedGuest {
  /// Innermost first; each is to be looked up as it is.
  var backtrace: [UInt64] {
    guard let counter = registers["rip"] else { return [] }
    var frames: [UInt64] = []
    if isCode(UInt(counter)) {
      frames.append(counter)
      if let back = unsettled(UInt(counter)) { frames.append(UInt64(back &- 1)) }
    } else if let stack = registers["rsp"], let top = memory.word(at: UInt(stack)), isCode(top) {
      // A jump to nowhere: the return address is on top of the stack.
      frames.append(UInt64(top &- 1))
    }
    // Swift may mark async frames in bit 60 of a saved frame pointer.
    let mark: UInt = 1 << 60
    var frame = UInt(registers["rbp"] ?? 0) & ~mark
    while frames.count < Limits.stoppedFrames, frame % 8 == 0,
      let caller = memory.word(at: frame), let back = memory.word(at: frame &+ 8), isCode(back)
    {
      if image.code(of: StoppedImage.runJob)?.contains(back) == true {
        return frames + awaiting(frame, Limits.stoppedFrames - frames.count)
      }
      frames.append(UInt64(back &- 1))
      guard caller & ~mark > frame else { break }
      frame = caller & ~mark
    }
    return frames
  }

  /// Where a function returns to that has no frame yet, or has none any more: between its first instructions,
  /// push %rbp and mov %rsp, %rbp, and at its last, ret (Intel SDM volume 2). The frame pointer is its
  /// caller's then, whose own return address would be taken for the next.
  private func unsettled(_ counter: UInt) -> UInt? {
    let (push, ret): (UInt8, UInt8) = (0x55, 0xc3)
    guard let code = memory.bytes(at: counter &- 1, 4), let stack = registers["rsp"] else {
      return nil
    }
    let isSettled = code[0] != push || Array(code[1...]) != [0x48, 0x89, 0xe5]
    guard !isSettled || code[1] == push || code[1] == ret else { return nil }
    let place = UInt(stack) &+ (isSettled ? 0 : 8)
    return memory.word(at: place).flatMap { isCode($0) ? $0 : nil }
  }

  private func awaiting(_ frame: UInt, _ limit: Int) -> [UInt64] {
    var frames: [UInt64] = []
    var context = frame > 8 ? memory.word(at: frame - 8) : nil
    // The outermost one goes on in the concurrency library, which ends the task.
    while frames.count < limit, let place = context, place % 8 == 0,
      let next = memory.word(at: place), next != 0, let resume = memory.word(at: place &+ 8),
      isCode(resume)
    {
      frames.append(UInt64(resume))
      context = next
    }
    return frames
  }

  func isCode(_ address: UInt) -> Bool { image.ranges?.code.contains(address) ?? false }
}
