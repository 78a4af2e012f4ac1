import Foundation
import Machines
import Testing

/// How much memory there is, and what happens when there is none left.
@Suite struct MemoryTests {
  @Test(arguments: Place.allCases)
  func withoutMemoryItPanicsAndSaysWhatToDo(place: Place) async throws {
    let transcript = try await Boots.boot(place, "memory", memory: 8)
    let report = try transcript.report()
    #expect(transcript.ending == .exited(255))
    #expect(report.headline.hasPrefix("PANIC out of memory: 65536 bytes asked for, "))
    #expect(report.headline.hasSuffix("; give it more with --memory"))
    // The function that allocates is missing: what it calls keeps no frame (Swift's own archive).
    #expect(try report.names(Behaviours.line("memory"), in: "Memory.takeAll"), "\(report.places)")
  }

  @Test(arguments: Place.allCases)
  func memoryIsAsMuchAsWasAskedFor(place: Place) async throws {
    for mebibytes in [4, 16, 100] {
      let transcript = try await Boots.boot(place, "memory", memory: mebibytes)
      let taken = transcript.texts.filter { $0.hasPrefix("taken ") }.count
      // The image, its stacks and the heap's own records take the rest: less than 2 MiB, and a
      // percent or two.
      #expect(taken < mebibytes && taken >= mebibytes - 3 - mebibytes / 50, "\(mebibytes) MiB")
    }
  }

  @Test(arguments: [(Place.unix, 1), (.emulated, 2), (.accelerated, 2)])
  func aSmallUnikernelRunsInLittle(place: Place, mebibytes: Int) async throws {
    let transcript = try await Boots.boot(place, "small", memory: mebibytes)
    #expect(transcript.texts == ["fits"])
    #expect(transcript.ending == .exited(0))
  }

  @Test(arguments: [0, 65537, -1])
  func impossibleMemoryIsRefusedWithWhatIsPossible(mebibytes: Int) async throws {
    let transcript = try await Boots.boot(.unix, "small", memory: mebibytes)
    #expect(transcript.ending == .exited(255))
    #expect(
      transcript.texts.first
        == "PANIC --memory wants a whole number of mebibytes, 1 to 65536, such as --memory=32")
  }

  @Test func aVirtualMachineWithTooLittleIsRefusedBeforeItStarts() async throws {
    await #expect(throws: MachineFailure.self) {
      try await Boots.boot(.emulated, "small", memory: 1)
    }
  }
}
