import Foundation
import Machines
import Testing

/// How a unikernel ends on purpose, and what the host learns of it.
@Suite struct EndTests {
  @Test(arguments: Place.allCases)
  func returningIsStatusZero(place: Place) async throws {
    let transcript = try await Boots.boot(place, "nothing")
    #expect(transcript.ending == .exited(0))
    #expect(transcript.texts == [])
  }

  @Test(arguments: Place.allCases, [0, 1, 42, 254])
  func theStatusIsTheApplications(place: Place, status: Int) async throws {
    #expect(try await Boots.boot(place, "exit", "\(status)").ending == .exited(status))
  }

  @Test(arguments: Place.allCases, [(256, 0), (-1, 255), (1 << 40 | 7, 7)])
  func onlyEightBitsOfTheStatusReachTheHost(place: Place, status: (Int, Int)) async throws {
    #expect(try await Boots.boot(place, "exit", "--", "\(status.0)").ending == .exited(status.1))
  }

  @Test(arguments: Place.allCases, ["throw", "throw-deep"])
  func aThrownErrorIsPrintedAndIsStatusOne(place: Place, behaviour: String) async throws {
    let transcript = try await Boots.boot(place, behaviour)
    #expect(transcript.ending == .exited(1))
    #expect(transcript.texts == ["start threw: the kettle is empty"])
  }

  @Test(arguments: Place.allCases)
  func aPanicSaysWhyAndWhere(place: Place) async throws {
    let transcript = try await Boots.boot(place, "panic")
    let report = try transcript.report()
    #expect(transcript.ending == .exited(255))
    #expect(report.headline == "PANIC the kettle is on fire")
    #expect(try report.names(Behaviours.line("panic"), in: "Ends.complain()"), "\(report.places)")
  }

  @Test(arguments: Place.allCases)
  func aPanicInAnAsyncFunctionNamesItsCaller(place: Place) async throws {
    let report = try await Boots.boot(place, "panic-async").report()
    #expect(report.headline == "PANIC the kettle is on fire")
    #expect(try report.names(Behaviours.line("panic"), in: "Ends.complain()"), "\(report.places)")
    #expect(try report.names(Behaviours.line("panic-async"), in: "Ends.complainLater()"))
  }

  @Test(
    arguments: Place.allCases,
    [
      ("fatal-error", "1", "fatal error", "Ends.stop(_:)"),
      ("index", "7", "Index out of range", "Ends.element(_:)"),
      ("overflow", "\(Int.max)", "arithmetic overflow", "Ends.successor(_:)"),
      ("unwrap", "9", "Unexpectedly found nil", "Ends.unwrapped(_:)"),
    ])
  func aFailedPreconditionIsNamed(
    place: Place, failure: (behaviour: String, number: String, cause: String, function: String)
  ) async throws {
    let transcript = try await Boots.boot(place, failure.behaviour, failure.number)
    let report = try transcript.report()
    #expect(transcript.ending == .exited(255))
    #expect(report.headline.hasPrefix("TRAP invalid opcode: a failed precondition"))
    #expect(report.location?.hasPrefix("Swift runtime failure: ") == true, "\(report.places)")
    #expect(report.location?.contains(failure.cause) == true, "\(report.places)")
    let line = try Behaviours.line(failure.behaviour)
    #expect(report.names(line, in: failure.function), "\(report.places)")
  }

  @Test(arguments: Place.allCases)
  func whatWasPrintedBeforeTheEndArrives(place: Place) async throws {
    let transcript = try await Boots.boot(place, "print", "2000")
    #expect(transcript.ending == .exited(0))
    #expect(transcript.texts == (0..<2000).map { "line \($0)" })
  }

  @Test(arguments: Place.allCases)
  func anErrorThatDoesNotDescribeItselfIsStatusOneToo(place: Place) async throws {
    try await place.require()
    let folder = Behaviours.cache.appending(path: "undescribed")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for (name, text) in Self.undescribed {
      try Data(text.utf8).write(to: folder.appending(path: name), options: .atomic)
    }
    let image = try await Behaviours.builder.build(folder, target: place.target)
    let transcript = try await Machine().boot(
      Boot(
        image.executable, target: place.target, accelerator: place.accelerator,
        budget: Boots.patience))
    #expect(transcript.ending == .exited(1))
    #expect(
      transcript.texts
        == ["start threw an error; make it CustomStringConvertible to see which"])
  }

  private static let undescribed = [
    "config.swift": """
    import Configure

    let unikernel = Unikernel("undescribed", start: "Undescribed", targets: [.unix, .virtio])
    """,
    "unikernel.swift": """
    import Kernel

    struct Silence: Error {
      let text: String
      let number: Int
    }

    enum Undescribed {
      static func start() async throws(Silence) {
        throw Silence(text: "no words", number: 3)
      }
    }
    """,
  ]
}
