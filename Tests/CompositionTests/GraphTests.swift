import Composition
import Configure
import Foundation
import Testing

@Suite struct GraphTests {
  private func graph() throws -> Graph {
    let size = Argument("size", default: 10, help: "Entries.")
    let cache = Device<Store>.cache(of: .disk, size: size)
    let unikernel = Unikernel(
      "u", start: "U", needs: [.console, .device(cache), .device(.disk, as: "raw")])
    return try Graph(Composition(unikernel, for: .virtio))
  }

  @Test func aSharedDeviceIsToldOnce() throws {
    #expect(
      try graph().tree() == [
        "U", "├── console  PlatformConsole", "├── cache  Cache  --size",
        "│   └── disk  Disk  htdocs/  block data", "└── disk  (the same)",
      ])
    #expect(
      try graph().tree(isPlain: true).dropFirst(3) == [
        "|   `-- disk  Disk  htdocs/  block data", "`-- disk  (the same)",
      ])
  }

  @Test func arrowsPointToParts() throws {
    let dot = try graph().dot
    #expect(dot.hasPrefix("digraph \"u\" {\n"))
    #expect(dot.components(separatedBy: " -> ").count == 5)
    #expect(dot.contains("n1 [label=\"cache\\nCache\\n--size\"];"))
    #expect(dot.contains("n1 -> n2;"))
  }

  /// Every box lies inside of the picture, and none on another.
  @Test func boxesDoNotOverlap() throws {
    let svg = try graph().svg
    let boxes = svg.matches(
      of: /<rect x="(\d+)" y="(\d+)" width="(\d+)" height="(\d+)" rx/
    ).compactMap { match -> CGRect? in
      guard let x = Int(match.1), let y = Int(match.2), let width = Int(match.3),
        let height = Int(match.4)
      else { return nil }
      return CGRect(x: x, y: y, width: width, height: height)
    }
    #expect(boxes.count == 4)
    let size = try #require(svg.firstMatch(of: /width="(\d+)" height="(\d+)" viewBox/))
    let picture = CGRect(x: 0, y: 0, width: Int(size.1) ?? 0, height: Int(size.2) ?? 0)
    for (index, box) in boxes.enumerated() {
      #expect(picture.contains(box))
      for other in boxes[..<index] { #expect(!box.intersects(other)) }
    }
  }
}
