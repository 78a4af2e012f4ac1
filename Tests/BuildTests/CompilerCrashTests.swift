import Build
import Foundation
import Testing

@testable import struct Build.CompilerCrash
@testable import struct Build.PackageFault

@Suite struct CompilerCrashTests {
  private static let dump = """
    Tasks.swift:3:1: warning: something
    <unknown>:0: error: fatal error encountered during compilation
    <unknown>:0: note: metadata used in embedded mode
    Stack dump:
    0.\tProgram arguments: /usr/bin/swift-frontend -frontend -c Tasks.swift
    3.\tWhile evaluating request IRGenRequest(IR Generation for module Application)
    4.\tWhile emitting IR SIL function "@$e11Application5TasksO".
     for 'taskLocal(_:)' (at Tasks.swift:129:11)
     #0 0x0000555c84a60738 llvm::sys::PrintStackTrace(llvm::raw_ostream&, int)
    """

  @Test func namesTheFunctionThatTheCompilerDiedOn() throws {
    let crash = try #require(CompilerCrash(Self.dump))
    #expect(crash.place == "Tasks.swift:129:11")
    #expect(crash.function == "'taskLocal(_:)'")
    // Nor is it taken for an error in a library's code, wherever the compiler died.
    #expect(PackageFault(Self.dump) == nil)
    #expect(PackageFault(String(Self.dump.prefix { $0 != "(" })) == nil)
    #expect(PackageFault("<unknown>:0: error: cannot use key path") != nil)
    #expect(crash.isIn([URL(filePath: "/somewhere/Tasks.swift")]))
    #expect(!crash.isIn([URL(filePath: "/somewhere/Task.swift"), URL(filePath: "/Other.swift")]))
  }

  @Test(arguments: [
    "", "error: no", " for 'f' (at a.swift:1:1)\nStack dump:\n", "Stack dump:\n for 'f' (at a:b)",
  ])
  func takesNothingElseForACrash(output: String) {
    #expect(CompilerCrash(output) == nil)
  }

  /// Task-local values kill the compiler of Swift 6.3.1 when it compiles for Embedded.
  @Test func theLearnerReadsTheirLineAndNoStackDump() async throws {
    let files = [
      "config.swift": Project.config,
      "unikernel.swift": """
      import Kernel

      enum Hello {
        private static let depth = TaskLocal<Int>(wrappedValue: 0)

        static func start(console: any Console, name: String) async {
          await depth.withValue(7) { console.print("\\(depth.get())") }
        }
      }
      """,
    ]
    try await Project.inFolder(files) { folder in
      _ = await #expect {
        _ = try await Project.builder.build(folder, target: .unix)
      } throws: { error in
        guard case BuildFailure.source(let text) = error else { return false }
        return text.hasPrefix("unikernel.swift:") && !text.contains("Stack dump")
      }
    }
  }
}
