import Foundation
import Processes
import Testing

@testable import Machines

/// What QEMU's monitor says is understood, and whatever else comes is survived.
@Suite struct QmpTests {
  /// Two ends: ours, which does not block, and QEMU's.
  private func ends() throws -> (Descriptor, Descriptor) {
    var ends: [Int32] = [-1, -1]
    try #require(socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends) == 0)
    _ = fcntl(ends[0], F_SETFL, O_NONBLOCK)
    return (try Descriptor(ends[0], "socketpair"), try Descriptor(ends[1], "socketpair"))
  }

  private func session(
    saying text: String, closes: Bool = false
  ) throws -> (QmpSession, Descriptor) {
    let (near, far) = try ends()
    let bytes = Array(text.utf8)
    // More than a socket holds is sent while we read.
    let thread = Thread {
      var rest = bytes[...]
      while !rest.isEmpty {
        let count = rest.withUnsafeBytes {
          send(far.number, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
        }
        guard count > 0 else { return }
        rest = rest.dropFirst(count)
      }
      if closes { shutdown(far.number, Int32(SHUT_WR)) }
    }
    thread.start()
    return (QmpSession(near), far)
  }

  static let greeting = #"{"QMP": {"version": {}, "capabilities": []}}"# + "\n"
  static let ready = greeting + #"{"return": {}}"# + "\n"

  @Test func answersComeBetweenEvents() throws {
    var (session, far) = try session(
      saying: Self.ready + #"{"event": "STOP", "timestamp": {}}"# + "\n"
        + #"{"event": "SHUTDOWN", "data": {"guest": true, "reason": "guest-reset"}}"# + "\r\n"
        + #"{"return": "RIP=1"}"# + "\n" + #"{"error": {"class": "GenericError"}}"# + "\n"
        + #"{"return": 7}"# + "\n")
    defer { far.close() }
    let isReady = session.begin(patience: .seconds(20))
    #expect(isReady)
    let text = session.human("info registers")
    #expect(text == "RIP=1")
    let events = session.takeEvents()
    #expect(events.map(\.name) == ["STOP", "SHUTDOWN"])
    #expect(events.map(\.reason) == [nil, "guest-reset"])
    // An error ends the command, not the conversation; a number is no text.
    let refused = session.execute("pmemsave")
    #expect(refused == nil && !session.isBroken)
    let number = session.human("info status")
    #expect(number == nil && !session.isBroken)
  }

  @Test(arguments: [
    "\n", "garbage\n", "[1, 2]\n", "\"text\"\n", "{\"return\": \n", "\u{0}\u{0}\n",
    String(repeating: "[", count: 100_000) + "\n",
    String(repeating: #"{"event":"#, count: 20_000) + "\n",
    String(repeating: "x", count: (1 << 20) + 1), "{\"event\": 5}\n", "{\"return\"",
  ])
  func whateverComesIsSurvived(text: String) throws {
    var (session, far) = try session(saying: Self.ready + text, closes: true)
    defer { far.close() }
    let isReady = session.begin(patience: .seconds(20))
    #expect(isReady)
    let text = session.human("info registers")
    #expect(text == nil)
    // From then on nothing is asked that would be answered by what is left.
    #expect(session.isBroken)
    let answer = session.execute("cont")
    #expect(answer == nil)
  }

  @Test func silenceEnds() throws {
    var (session, far) = try session(saying: "")
    defer { far.close() }
    let isReady = session.begin(patience: .milliseconds(30))
    #expect(!isReady)
    #expect(session.isBroken)
  }

  // MARK: - Registers

  static let registers = """
    \r\nCPU#0\r\nRAX=00000000dd294989 RBX=0000000000143f50 RCX=0000000000000003 RDX=0000000000000000\r
    RSI=0000000000000000 RDI=0000000000143f50 RBP=0000000000143f40 RSP=0000000000143f08\r
    R8 =000000000016de18 R9 =000000000010bb64 R10=000000000000000a R11=0000000000000005\r
    R12=00000000fee00320 R13=000000000130af7e R14=0000000000000000 R15=00000000dd294989\r
    RIP=0000000000100d32 RFL=00000202 [-------] CPL=0 II=0 A20=1 SMM=0 HLT=1\r
    ES =001b 0000000000000000 ffffffff 00cff300 DPL=3 DS   [-WA]\r
    CS =0008 0000000000000000 ffffffff 00af9b00 DPL=0 CS64 [-RA]\r
    SS =0000 0000000000000000 00000000 00000000\r
    CR0=80010033 CR2=0000000000000000 CR3=000000000016e000 CR4=00000620\r
    """

  @Test func registersAreRead() throws {
    let registers = try #require(MachineRegisters(monitor: Self.registers))
    #expect(Set(registers.values.keys) == Set(MachineRegisters.names))
    #expect(registers["rip"] == 0x100d32 && registers["r8"] == 0x16de18)
    #expect(registers["rflags"] == 0x202 && registers["cs"] == 8 && registers["cr3"] == 0x16e000)
    #expect(registers["r15"] == 0xdd29_4989 && registers["rbp"] == 0x143f40)
  }

  @Test(arguments: [
    "", "RIP=", "=", "RIP=1", "EIP=1 ESP=2 EBP=3", "RIP=zz RSP=1 RBP=2",
    "RIP=11111111111111111 RSP=1 RBP=2", String(repeating: "=", count: 200_000),
  ])
  func whatIsNoRegistersIsRefused(text: String) {
    #expect(MachineRegisters(monitor: text) == nil)
  }

  @Test func registersWithBytesChangedAreSurvived() {
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<500 {
      var bytes = Array(Self.registers.utf8)
      for _ in 0..<20 {
        bytes[Int.random(in: bytes.indices, using: &generator)] = .random(
          in: 0...255, using: &generator)
      }
      _ = MachineRegisters(monitor: String(decoding: bytes, as: UTF8.self))
    }
  }

  @Test(
    arguments: [
      ("Host virtual address for 0x0 (microvm.ram) is 0x7f33e5400000\r\n", 0x7f33_e540_0000),
      ("No memory is mapped at address 0x2000000\r\n", nil), ("", nil),
      ("Host virtual address for 0x0 (x) is 0x\r\n", nil),
      ("Host virtual address for 0x0 (x) is 0x11112222333344445\r\n", nil),
    ] as [(String, UInt64?)])
  func placesOfMemoryAreRead(text: String, address: UInt64?) {
    #expect(VirtualStopper.hostAddress(text) == address)
  }
}
