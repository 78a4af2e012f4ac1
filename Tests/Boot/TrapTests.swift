import Foundation
import Machines
import Testing

/// What no unikernel may do: each trap says its cause, its address and the way there, and ends with
/// status 255.
@Suite struct TrapTests {
  @Test(
    arguments: Place.allCases,
    [
      ("read", 0, "read of 0x0000000000000000, a null pointer"),
      ("write", 0, "write to 0x0000000000000000, a null pointer"),
      ("write", 4088, "write to 0x0000000000000ff8, a null pointer"),
      ("read", 0x2008, "read of 0x0000000000002008, which is not mapped"),
      ("write", 0xb000_0000, "write to 0x00000000b0000000, which is not mapped"),
      ("jump", 0, "jump to 0x0000000000000000, a null pointer"),
      ("jump", 0x2000, "jump to 0x0000000000002000, which is not mapped"),
    ])
  func aBadAddressIsNamed(
    place: Place, access: (behaviour: String, address: Int, cause: String)
  ) async throws {
    let transcript = try await Boots.boot(place, access.behaviour, "\(access.address)")
    let report = try transcript.report()
    #expect(transcript.ending == .exited(255))
    #expect(report.headline == "TRAP page fault: " + access.cause)
    let line = try Behaviours.line(access.behaviour)
    #expect(report.names(line, in: "Traps.\(access.behaviour)(_:)"), "\(report.places)")
    #expect(report.places.contains { $0.hasPrefix("Traps.run(_:) at Traps.swift") })
  }

  @Test(
    arguments: Place.allCases,
    [
      ("write-text", "write to ", ", which is read-only", "write"),
      ("write-constant", "write to ", ", which is read-only", "write"),
      ("jump-heap", "jump to ", ", which is data, not code", "jump"),
      ("jump-stack", "jump to ", ", which is data, not code", "jump"),
    ])
  func whatCanBeWrittenCannotBeExecutedNorTheReverse(
    place: Place, access: (behaviour: String, before: String, after: String, line: String)
  ) async throws {
    let transcript = try await Boots.boot(place, access.behaviour)
    let report = try transcript.report()
    let address = try #require(UInt64(transcript.value("address"), radix: 16))
    let digits = String(address, radix: 16)
    let padded = "0x" + String(repeating: "0", count: 16 - digits.count) + digits
    #expect(transcript.ending == .exited(255))
    #expect(report.headline == "TRAP page fault: " + access.before + padded + access.after)
    #expect(try report.names(Behaviours.line(access.line), in: "Traps."), "\(report.places)")
  }

  @Test(arguments: Place.allCases)
  func recursionWithoutEndMeetsTheGuardPage(place: Place) async throws {
    let transcript = try await Boots.boot(place, "recurse")
    let report = try transcript.report()
    #expect(transcript.ending == .exited(255))
    #expect(report.headline.hasPrefix("TRAP stack overflow: write to 0x"))
    #expect(report.headline.hasSuffix(", in the guard page below the stack"))
    let line = try Behaviours.line("recurse")
    #expect(report.places.first?.hasPrefix("Traps.recurse(_:) at ") == true)
    #expect(report.places.contains("Traps.recurse(_:) at \(line)"))
    #expect(report.frames.contains { $0.hasSuffix("more of the same") })
  }

  @Test(arguments: Place.allCases)
  func asyncRecursionWithoutEndTakesTheHeapInstead(place: Place) async throws {
    let transcript = try await Boots.boot(place, "recurse-async")
    #expect(transcript.ending == .exited(255))
    #expect(try transcript.report().headline.hasPrefix("PANIC out of memory: "))
  }

  @Test(arguments: Place.allCases)
  func aDivisionByZeroIsNamed(place: Place) async throws {
    let transcript = try await Boots.boot(place, "divide", "0")
    let report = try transcript.report()
    #expect(transcript.ending == .exited(255))
    #expect(report.headline.hasPrefix("TRAP "))
    #expect(report.location == "Swift runtime failure: Division by zero")
    #expect(try report.names(Behaviours.line("divide"), in: "Traps.divide(_:)"))
  }

  @Test(arguments: Place.allCases)
  func aNonCanonicalAddressIsAGeneralProtectionFault(place: Place) async throws {
    let transcript = try await Boots.boot(place, "privileged")
    let report = try transcript.report()
    #expect(transcript.ending == .exited(255))
    #expect(report.headline.hasPrefix("TRAP general protection fault: "))
    #expect(try report.names(Behaviours.line("read"), in: "Traps.read(_:)"), "\(report.places)")
  }

  @Test(arguments: Place.allCases)
  func functionsThatAwaitAreNamedToo(place: Place) async throws {
    let transcript = try await Boots.boot(place, "async-trap")
    let report = try transcript.report()
    #expect(transcript.ending == .exited(255))
    #expect(report.headline == "TRAP page fault: write to 0x0000000000000000, a null pointer")
    // In this order, whatever the compiler made of each.
    let expected = try [
      "Traps.write(_:) at \(Behaviours.line("write"))",
      "Traps.inner(_:) at \(Behaviours.line("inner"))",
      "Traps.middle(_:) at \(Behaviours.line("middle"))",
      "Traps.outer(_:) at \(Behaviours.line("outer"))",
    ]
    #expect(report.places.filter(expected.contains) == expected, "\(report.places)")
    #expect(!report.places.contains { $0.hasPrefix("0x") || $0.contains("completeTask") })
  }
}
