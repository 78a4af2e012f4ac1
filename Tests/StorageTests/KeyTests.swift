import Devices
import Testing

@Suite struct KeyTests {
  @Test(
    arguments: [
      ("", ""), ("/", ""), ("a", "a"), ("/a", "a"), ("a/", "a"), ("a/b", "a/b"),
      ("//a///b//", "a/b"),
      ("./a/./b/.", "a/b"), ("a/../b", "b"), ("a/b/../../c", "c"), ("a/..", ""), ("...", "..."),
      (".hidden", ".hidden"), ("a b", "a b"), ("日本/é", "日本/é"), ("a\\b", "a\\b"),
    ])
  func isNormal(text: String, path: String) throws {
    let key = try Key(text)
    #expect(key.path == path)
    #expect(key.description == "/" + path)
    #expect(key.segments == path.split(separator: "/").map(String.init))
    #expect(try Key(key.path) == key)
    #expect(key.isRoot == path.isEmpty && key.isRoot == (key == .root))
  }

  @Test(arguments: ["..", "/..", "a/../..", "../a", "a/../../b", "./.."])
  func neverLeadsOut(text: String) {
    #expect(throws: KeyFailure.leadsOut) { try Key(text) }
  }

  @Test func aNULIsRefused() {
    #expect(throws: KeyFailure.containsNul) { try Key("a/b\0c") }
  }

  @Test func hasAParentAndAName() throws {
    let key = try Key("a/b/c")
    #expect(key.name == "c" && key.parent.path == "a/b")
    #expect(key.parent.parent.parent == .root && Key.root.parent == .root && Key.root.name == "")
    #expect(try Key.root.appending("a").appending("b").appending("c") == key)
    for name in ["", ".", "x/y", "/"] {
      #expect(throws: KeyFailure.notOneSegment) { try key.appending(name) }
    }
    #expect(throws: KeyFailure.leadsOut) { try key.appending("..") }
  }

  @Test func isEqualByBytes() throws {
    // The same character for Unicode, other bytes.
    #expect(try Key("é") != Key("e\u{301}"))
    #expect(try Set([Key("a/b"), Key("/a//b"), Key("ab")]).count == 2)
  }
}
