import Processes
import Testing

@testable import Maps

@Suite struct SwiftNameTests {
  private static let samples: [(String, String, String?, String?)] = [
    ("$e7Devices7ConsolePAAE5printyySSF", "Console.print(_:)", "Devices", "Console"),
    ("$eSS8_copyingyS2SFZ", "static String._copying(_:)", "Swift", "String"),
    // Somebody's extension of somebody else's type is the extender's.
    ("$sSS11ApplicationE4loudSSyF", "String.loud()", "Application", "String"),
    // A specialisation names its type arguments first; they do not declare it.
    (
      "$e4Time10TimerQueueV8takeSlots5Int32VyFSccySbs5NeverOG_Tg5",
      "specialized TimerQueue.takeSlot()", "Time", "TimerQueue"
    ),
    ("$e7Runtime10sleepUntilyy4Time7InstantVYaScEYKF", "sleepUntil(_:)", "Runtime", nil),
    (
      "$e7Runtime10sleepUntilyy4Time7InstantVYaScEYKFTQ1_", "sleepUntil(_:) (resumed)", "Runtime",
      nil
    ),
    (
      "$e7Runtime13PlatformClockC7Devices09MonotonicC0AAWP",
      "protocol witness table for PlatformClock", "Runtime", "PlatformClock"
    ),
    (
      "$eIetH_yts5Error_pIegHrzo_TR10async_MainTf3npf_n",
      "specialized thunk for @escaping @convention(thin) @async () -> ()", nil, nil
    ),
  ]

  @Test func saysWhoDeclaresWhat() throws {
    let names = try SwiftName.read(Self.samples.map(\.0), path: .environment)
    for (symbol, readable, module, scope) in Self.samples {
      let name = try #require(names[symbol])
      #expect(name == SwiftName(readable: readable, module: module, scope: scope), "\(symbol)")
    }
  }

  @Test func leavesOtherNamesAlone() throws {
    let others = ["main", "_ZN5swift4TaskE", "$s with space", ""]
    #expect(try SwiftName.read(others, path: .environment).isEmpty)
  }

  @Test func namesThatOnlyLookMangledStayAsTheyAre() throws {
    let names = try SwiftName.read(["$s", "$e!!", "$sSi"], path: .environment)
    #expect(names["$e!!"]?.readable == "$e!!")
    #expect(names["$e!!"]?.module == nil)
    #expect(names["$sSi"]?.module == "Swift")
  }

  @Test func withoutADemanglerTheMessageSaysWhatToInstall() {
    #expect(throws: MapFault.environment(Messages.noDemangler)) {
      try SwiftName.read(["$sSi"], path: SearchPath([]))
    }
  }
}
