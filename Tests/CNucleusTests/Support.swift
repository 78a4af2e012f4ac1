//
// Support.swift - what the tests share: a seeded generator and guarded buffers.
//
import CNucleus
import Glibc
import Platform
import PlatformHost
import Testing

/// Suites below it run one after the other: they use the heap, the line of putchar or errno, of
/// which CNucleus has one each.
@Suite(.serialized) enum SharedState {}

/// SplitMix64: the same numbers on every run.
struct Generator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

  mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }

  mutating func bytes(_ count: Int) -> [UInt8] { (0..<count).map { _ in UInt8(below(256)) } }
}

/// Lengths worth a try: every one up to 300, then around powers of two.
let lengths: [Int] =
  Array(0...300) + [500, 511, 512, 513, 600, 1023, 1024, 1500, 4095, 4096, 4097, 70000]

/// Calls `body` with the start of `count` bytes that end where a page without access begins: a read
/// or a write behind them ends the process.
func withBytesBeforeAWall(_ bytes: [UInt8], _ body: (UnsafeMutablePointer<UInt8>) -> Void) {
  let page = 4096
  let size = (bytes.count + page - 1) / page * page
  let map = mmap(
    nil, size + page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)!
  precondition(map != MAP_FAILED)
  precondition(mprotect(map + size, page, PROT_NONE) == 0)
  let start = (map + size - bytes.count).assumingMemoryBound(to: UInt8.self)
  for (index, byte) in bytes.enumerated() { start[index] = byte }
  body(start)
  munmap(map, size + page)
}

/// Random bytes, made once.
let noise: [UInt8] = {
  var generator = Generator(seed: 1)
  return generator.bytes(150_000)
}()

/// The sign of a comparison, which is all that C promises.
func sign(_ result: Int32) -> Int { result.signum() == 0 ? 0 : Int(result.signum()) }

/// How a call ended that may end the unikernel.
func end(
  of call: nucleus_test_call, block: UnsafeMutableRawPointer? = nil, count: Int = 0, size: Int = 0
) -> (kind: platform_host_end_kind, status: Int32, message: String) {
  var arguments = nucleus_test_arguments(call: call, block: block, count: count, size: size)
  var end = platform_host_expect_end(nucleus_test_perform, &arguments)
  let message = withUnsafeBytes(of: &end.message) { bytes in
    String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
  }
  return (end.kind, end.status, message)
}
