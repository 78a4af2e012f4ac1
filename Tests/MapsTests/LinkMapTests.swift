import Foundation
import Testing

@testable import Maps

@Suite struct LinkMapTests {
  static let text = """
                 VMA              LMA     Size Align Out     In      Symbol
                   0                0   100000     1 . = 0x100000
              100000           100000       30    16 .text
              100000           100000       20    16         /c/kernel-0a/nucleus/heap.c.o:(.text.take)
              100000           100000       1c     1                 take
              100020           100020       10     1         /l/libswift_Concurrency.a(Task.cpp.o):(.text._Zx)
              100020           100020       10     1                 swift::go(int) (.cold)
              100030           100030      fd0     1 . = ALIGN(4096)
              100030           100030        0     1         <internal>:(.got)
              101000           101000        8     8 .bss
              101000           101000        8     8         /w/.mirador/application-0b.o:(.bss)

    """

  @Test func readsSectionsPartsAndNames() throws {
    let map = try #require(LinkMap(parsing: Array(Self.text.utf8)))
    #expect(map.outputs.map(\.name) == [".text", ".bss"])
    #expect(map.parts.map(\.section) == [".text.take", ".text._Zx", ".bss"])
    #expect(map.parts.map(\.size) == [0x20, 0x10, 8])
    #expect(map.parts[1].object == "/l/libswift_Concurrency.a(Task.cpp.o)")
    #expect(map.names == [0x100000: ["take"], 0x100020: ["swift::go(int) (.cold)"]])
  }

  @Test(arguments: [
    "", "Archive member included\n", "  VMA LMA Size Align Out In Symbol\nnonsense\n",
  ])
  func anythingElseIsNoMap(text: String) {
    #expect(LinkMap(parsing: Array(text.utf8)) == nil)
  }

  @Test func noMutationTraps() {
    let bytes = Array(Self.text.utf8)
    for seed in 0..<3000 {
      var dice = Dice(state: UInt64(seed))
      _ = LinkMap(parsing: bytes.mutated(&dice))
    }
  }

  @Test(arguments: [
    ("/w/.mirador/application-0b.o", "Application", "application", "Application"),
    ("/c/kernel-0a/Runtime/Sleep.swift.o", "Runtime", "Runtime/Sleep.swift", "Runtime"),
    ("/c/kernel-0a/Time.o", "Time", "Time", "Time"),
    ("/c/kernel-0a/nucleus/heap.c.o", "CNucleus", "nucleus/heap.c", nil),
    ("/c/kernel-0a/virtio/start.S.o", "Platform", "virtio/start.S", nil),
    ("/c/kernel-0a/common/report.c.o", "Platform", "common/report.c", nil),
    ("/l/libswift_Concurrency.a(Task.cpp.o)", "Swift concurrency", "Task.cpp", nil),
    ("/l/libswiftUnicodeDataTables.a(U.cpp.o)", "Unicode tables", "U.cpp", nil),
    ("/l/libother.a(x.o)", "libother.a", "x", nil),
    ("<internal>", "Merged constants", "merged by the linker", nil),
    ("/somewhere/else.o", "Other", "else", nil),
    ("", "Other", "", nil),
    ("/c/kernel-0a", "", "", ""),
  ])
  func objectsBelongToModules(path: String, group: String, file: String, module: String?) {
    let object = ObjectFile(path)
    #expect([object.group, object.file] == [group, file])
    #expect(object.module == module)
  }
}
