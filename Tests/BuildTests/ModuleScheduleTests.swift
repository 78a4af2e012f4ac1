import Testing

@testable import Build

/// Modules begin when those that they import are there.
@Suite struct ModuleScheduleTests {
  private let imports: [String: Set<String>] = [
    "Time": ["_Concurrency"], "Devices": ["Time"], "Arguments": ["Time"],
    "Runtime": ["Devices", "Arguments"],
  ]

  @Test func eachComesAfterItsImports() {
    var schedule = ModuleSchedule(["Runtime", "Devices", "Time", "Arguments"], imports: imports)
    #expect(schedule.next() == "Time")
    #expect(schedule.next() == nil)
    schedule.finish("Time")
    #expect(schedule.next() == "Devices")
    #expect(schedule.next() == "Arguments")
    #expect(schedule.next() == nil)
    schedule.finish("Arguments")
    #expect(schedule.next() == nil)
    #expect(!schedule.isDone)
    schedule.finish("Devices")
    #expect(schedule.next() == "Runtime")
    #expect(schedule.isDone)
  }

  @Test func aCircleNeverBegins() {
    var schedule = ModuleSchedule(["A", "B"], imports: ["A": ["B"], "B": ["A"]])
    #expect(schedule.next() == nil)
    #expect(!schedule.isDone)
  }

  @Test func importsAreReadFromTheSource() {
    let source = """
      // import Nothing
      public import Time
      @_exported public import Devices
      @preconcurrency import Logging
        internal import struct Arguments.Text
      let imported = 1
      """
    #expect(
      ModuleSchedule.imports(in: source).isSuperset(of: ["Time", "Devices", "Logging"]))
    #expect(!ModuleSchedule.imports(in: source).contains("Nothing"))
    #expect(ModuleSchedule.imports(in: source).contains("Arguments"))
  }
}
