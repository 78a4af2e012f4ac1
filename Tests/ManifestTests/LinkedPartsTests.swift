import Foundation
import Testing

@testable import Manifest

/// Reading the linker's map.
@Suite struct LinkedPartsTests {
  /// As ld.lld 21 writes it, shortened.
  private static let map = """
                 VMA              LMA     Size Align Out     In      Symbol
                   0                0   100000     1 . = 0x100000
              100000           100000        0     1 image_start = .
              100000           100000      eb6    16 .nucleus.text
              100000           100000      a7d    16         /c/kernel-1/virtio/nucleus.c.o:(.nucleus.text)
              100000           100000      268     1                 nucleus_enter
              101000           101000      200    16         /c/kernel-1/Runtime/Sleep.swift.o:(.text.$s7Runtime5sleepyyF)
              101200           101200        0    16         /c/kernel-1/Devices/Console.swift.o:(.text)
              101200           101200       10    16         /u/.mirador/application-7e.o:(.text.main)
              101210           101210       20     1         /s/libswift_Concurrency.a(Task.cpp.o):(.text.a)
              101220           101220        6     1         /c/kernel-1/Time/Instant.swift.o:(.text._swift_exceptionPersonality)
              101230           101230       30     1         /s/libswift_Concurrency.a(Error.cpp.o):(.text.b)
              101260           101260        8     1         <internal>:(.rodata)
              112000           112000     1000  4096 .bss
              112000           112000       40     8         /c/kernel-1/nucleus/heap.c.o:(.bss.pages)
              113000           113000       99     1                 /c/Time/odd.o:(.text) as a symbol's name (x)
                   0                0    1646d     1 .debug_info
                   0                0     16d0     1         /c/kernel-1/common/report.c.o:(.debug_info)
                16d0             16d0      200     1         /c/kernel-1/Arguments/Kind.swift.o:(.debug_info)
    """

  /// Inputs of sections that are not loaded have addresses too.
  @Test func debugInformationIsNoPart() {
    #expect(!LinkedParts.read(map: Self.map).contains { $0.name == "Arguments" })
  }

  @Test func partsWithBytesAreIn() {
    #expect(
      LinkedParts.read(map: Self.map) == [
        .init(name: ".mirador", bytes: 0x10), .init(name: "Runtime", bytes: 0x200),
        .init(name: "libswift_Concurrency.a", bytes: 0x50), .init(name: "nucleus", bytes: 0x40),
        .init(name: "virtio", bytes: 0xa7d),
      ])
  }

  @Test func aFolderMayHaveAnyName() {
    let line =
      "101000  101000  8  1 .text\n101000  101000  8  1         /a b/x:(y)/é/Part.o:(.text (odd))"
    #expect(LinkedParts.read(map: line) == [.init(name: "é", bytes: 8)])
  }

  @Test(arguments: ["", "\n\n", "no map at all", "1 2 3 4 5 6", "zz zz zz zz         a:(b)"])
  func otherTextHasNoParts(text: String) {
    #expect(LinkedParts.read(map: text).isEmpty)
  }
}
