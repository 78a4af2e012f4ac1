import Foundation
import Testing

@testable import Manifest

/// A manifest as bytes and back.
@Suite struct ManifestJSONTests {
  @Test(arguments: [Sample.manifest, Sample.hostile])
  func comesBackAsItWent(manifest: Manifest) throws {
    #expect(try Manifest(json: manifest.json) == manifest)
  }

  @Test func hasTheseBytes() throws {
    let manifest = Manifest(
      name: "a/b", target: "unix", tool: "1", toolchain: "Swift 6.3.1", sources: "00",
      libraries: [.init(name: "Time", version: "1", origin: .mirador, digest: "ff")])
    let expected =
      #"{"arguments":[],"devices":[],"format":1,"libraries":[{"digest":"ff","name":"Time","#
      + #""origin":"mirador","version":"1"}],"name":"a/b","sources":"00","target":"unix","#
      + #""tool":"1","toolchain":"Swift 6.3.1"}"#
    #expect(try String(decoding: manifest.json, as: UTF8.self) == expected)
  }

  @Test func aLaterFormatIsNamed() {
    let json = Data(#"{"format": 2, "everything": "is different"}"#.utf8)
    #expect(throws: ManifestFailure.newer(format: 2)) { try Manifest(json: json) }
  }

  @Test func fieldsOfALaterVersionArePassedOver() throws {
    var json = try Sample.manifest.json
    json.removeLast()
    json += Data(#","new":{"a":[1]}}"#.utf8)
    #expect(try Manifest(json: json) == Sample.manifest)
  }

  @Test(arguments: [
    ("", "not JSON"), ("[]", "not JSON"), ("{}", "not JSON"), (#"{"format":0}"#, "format 0"),
    (#"{"format":1}"#, "name"), (String(repeating: "[", count: 100_000), "not JSON"),
    (#"{"format":1,"name":"x","target":7}"#, "target"), (#"{"format":1e400}"#, "not JSON"),
  ])
  func whatIsWrongIsSaid(json: String, what: String) {
    #expect {
      try Manifest(json: Data(json.utf8))
    } throws: { error in
      guard case ManifestFailure.damaged(let text) = error else { return false }
      return text.contains(what)
    }
  }

  @Test func oneThatNobodyCouldReadIsNotWritten() {
    var manifest = Sample.manifest
    manifest.name = String(repeating: "x", count: Limits.manifest)
    #expect(throws: ManifestFailure.self) { try manifest.json }
  }

  @Test(arguments: [
    ManifestFailure.notAnELF, .notAnImage, .damaged("it"), .newer(format: 9), .unfit("it"),
  ])
  func everyFailureSaysWhatToDo(failure: ManifestFailure) {
    let words = ["build", "use the Mirador", "try again"]
    #expect(words.contains { failure.description.contains($0) })
  }
}
