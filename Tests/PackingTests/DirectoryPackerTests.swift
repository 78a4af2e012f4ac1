import Foundation
import Testing

@testable import Packing

/// What becomes of a folder, and what is refused.
@Suite struct DirectoryPackerTests {
  @Test func theSameFilesGiveTheSameBytes() throws {
    let (one, other) = (try Folder(), try Folder())
    let names = ["b", "a/z", "a-b", "a/b/c", ".hidden", "ü"]
    for name in names { try one.write(name, name) }
    for name in names.reversed() { try other.write(name, name) }
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSince1970: 1e9), .posixPermissions: 0o600],
      ofItemAtPath: other.url.appending(path: "b").path)
    try FileManager.default.createDirectory(
      at: other.url.appending(path: "empty"), withIntermediateDirectories: true)
    let archive = try DirectoryPacker.pack(folder: one.url)
    #expect(try DirectoryPacker.pack(folder: other.url) == archive)
    #expect(try DirectoryPacker.pack(folder: other.url, modified: 1) != archive)
  }

  /// A small archive, byte by byte, from the description of the format.
  @Test func theFormatIsAsDescribed() throws {
    let folder = try Folder()
    try folder.write("b", "xyz")
    try folder.write("a/c", "")
    let archive = try [UInt8](DirectoryPacker.pack(folder: folder.url, modified: 0x0102))
    func number(_ offset: Int, _ size: Int) -> Int {
      archive[offset..<offset + size].reversed().reduce(0) { $0 << 8 | Int($1) }
    }
    #expect(Array(archive[0..<8]) == Array("MIRDIR".utf8) + [0, 1])
    #expect(number(8, 4) == 2 && number(12, 4) == 0)
    #expect(number(16, 8) == archive.count && archive.count == 163)
    #expect(number(24, 8) == 0x0102)
    #expect(number(32, 4) == 144 && number(36, 4) == 3 && number(40, 8) == 160)
    #expect(number(48, 8) == 0)
    #expect(number(88, 4) == 147 && number(92, 4) == 1 && number(96, 8) == 160)
    #expect(number(104, 8) == 3)
    #expect(Array(archive[144..<160]) == Array("a/cb".utf8) + Array(repeating: 0, count: 12))
    #expect(Array(archive[160...]) == Array("xyz".utf8))
  }

  @Test func linksWithinTheFolderAreFollowed() throws {
    let (folder, plain) = (try Folder(), try Folder())
    try folder.write("files/one", "1")
    try folder.link("two", to: "files/one")
    try folder.link("again", to: folder.url.appending(path: "files").path)
    for (name, text) in [("files/one", "1"), ("two", "1"), ("again/one", "1")] {
      try plain.write(name, text)
    }
    #expect(try DirectoryPacker.pack(folder: folder.url) == DirectoryPacker.pack(folder: plain.url))
    // The folder itself may be reached by a link.
    let entrance = try Folder()
    try entrance.link("here", to: folder.url.path)
    #expect(
      try DirectoryPacker.pack(folder: entrance.url.appending(path: "here"))
        == DirectoryPacker.pack(folder: plain.url))
  }

  @Test func linksThatLeadOutAreRefused() throws {
    for target in ["/etc/passwd", "..", "/", "sub/../../outside"] {
      let outer = try Folder()
      try outer.write("outside", "")
      try outer.write("inside/sub/file", "")
      let inside = outer.url.appending(path: "inside")
      try FileManager.default.createSymbolicLink(
        atPath: inside.appending(path: "link").path, withDestinationPath: target)
      #expect {
        try DirectoryPacker.pack(folder: inside)
      } throws: { error in
        guard case PackingFailure.leadsOut("link", _) = error else { return false }
        return true
      }
    }
  }

  /// A sibling whose name begins as the folder's does is outside of it.
  @Test func aSiblingWithALongerNameIsOutside() throws {
    let outer = try Folder()
    try outer.write("site-secret/key", "")
    try outer.write("site/index", "")
    let site = outer.url.appending(path: "site")
    try FileManager.default.createSymbolicLink(
      atPath: site.appending(path: "key").path, withDestinationPath: "../site-secret/key")
    #expect(throws: PackingFailure.self) { try DirectoryPacker.pack(folder: site) }
  }

  @Test func whatAnArchiveCannotHoldIsRefusedByName() throws {
    let folder = try Folder()
    try folder.link("nowhere", to: "missing")
    #expect(throws: PackingFailure.brokenLink("nowhere")) {
      try DirectoryPacker.pack(folder: folder.url)
    }
    let loop = try Folder()
    try loop.write("a/b", "")
    try loop.link("a/loop", to: "..")
    #expect(throws: PackingFailure.endlessLink("a/loop")) {
      try DirectoryPacker.pack(folder: loop.url)
    }
    let pipe = try Folder()
    try #require(mkfifo(pipe.url.appending(path: "pipe").path, 0o600) == 0)
    #expect(throws: PackingFailure.notAFile("pipe")) {
      try DirectoryPacker.pack(folder: pipe.url)
    }
    let bytes = try Folder()
    let file = open(bytes.url.path + "/bad\u{0}", O_CREAT | O_WRONLY, 0o600)
    close(file)
    var path = Array(bytes.url.path.utf8CString.dropLast())
    path += [0x2f, CChar(bitPattern: 0xff), 0]
    let other = open(path, O_CREAT | O_WRONLY, 0o600)
    try #require(other >= 0)
    close(other)
    #expect {
      try DirectoryPacker.pack(folder: bytes.url)
    } throws: { error in
      guard case PackingFailure.notUTF8("", _) = error else { return false }
      return true
    }
  }

  @Test func whatIsNoFolderIsSaid() throws {
    let folder = try Folder()
    try folder.write("file", "")
    let file = folder.url.appending(path: "file")
    let missing = folder.url.appending(path: "missing")
    #expect(throws: PackingFailure.notAFolder(file.path)) {
      try DirectoryPacker.pack(folder: file)
    }
    #expect(throws: PackingFailure.missing(missing.path)) {
      try DirectoryPacker.pack(folder: missing)
    }
  }

  @Test func limitsAreNamed() throws {
    let big = try Folder()
    try big.write("sparse", "")
    let file = big.url.appending(path: "sparse").path
    try #require(truncate(file, off_t(Limits.bytes) + 1) == 0)
    #expect(throws: PackingFailure.tooBig("sparse")) {
      try DirectoryPacker.pack(folder: big.url)
    }
    let deep = try Folder()
    let names = Array(repeating: String(repeating: "d", count: 200), count: 6)
    try deep.write(names.joined(separator: "/"), "")
    #expect {
      try DirectoryPacker.pack(folder: deep.url)
    } throws: { error in
      guard case PackingFailure.pathTooLong(let path) = error else { return false }
      return path.utf8.count == 1205
    }
  }

  @Test(arguments: ["", "a-b", "a b", "a.b", "ü", "a\"", "a\nb"])
  func aNameThatIsNoIdentifierIsRefused(name: String) {
    #expect(throws: PackingFailure.badName(name)) {
      try DirectoryPacker.assembler(name: name, archive: "x")
    }
  }

  @Test func everyFailureSaysWhatToDo() {
    let failures: [PackingFailure] = [
      .missing("p"), .notAFolder("p"), .unreadable("p", "r"), .brokenLink("p"), .leadsOut("p", "q"),
      .endlessLink("p"), .notAFile("p"), .notUTF8("", "n"), .pathTooLong("p"), .tooManyFiles("p"),
      .tooBig("p"), .badName("p"), .noChecksums("p"),
    ]
    let cures = [
      "create", "name", "make", "mend", "copy", "remove", "move", "rename", "use", "keep",
    ]
    for failure in failures {
      let cure = failure.description.split(separator: ";").last.map { $0.dropFirst() } ?? ""
      #expect(cures.contains { cure.hasPrefix($0) }, "\(failure)")
    }
  }

  /// Each file has its own, however many there are: against the published examples (FIPS 180-4's, as NIST
  /// gives them), in the first batch and in a later one.
  @Test func digestsAreSHA256OfEachFile() throws {
    let folder = try Folder()
    for number in 0..<600 { try folder.write("file \(number)\n", "\(number)") }
    try folder.write("aaa", "abc")
    try folder.write("zzz", "abc")
    try folder.write("-", "")
    let archive = try [UInt8](DirectoryPacker.pack(folder: folder.url))
    let digests = (0..<603).map { record in
      let start = 32 + record * 56 + 24
      return archive[start..<start + 32].map { String(format: "%02x", $0) }.joined()
    }
    let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    // By name: `-`, `aaa`, the numbered ones, `zzz`.
    #expect(digests[0] == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    #expect(digests[1] == abc && digests[602] == abc)
    #expect(Set(digests).count == 602)
  }
}
