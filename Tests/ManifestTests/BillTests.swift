import Foundation
import Testing

@testable import Manifest

/// Bills of materials, by structure; the specifications' own validators are named in docs/deploy.md.
@Suite struct BillTests {
  private static func bill(
    _ manifest: Manifest = Sample.manifest, created: Int = Bill.constantDate
  ) throws -> Bill {
    try Bill(manifest, file: "/home/x/hello", sha256: Sample.digest, created: created)
  }

  private static func object(_ data: Data) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  @Test func theSameImageGivesTheSameBytes() throws {
    #expect(try Self.bill().spdx == Self.bill().spdx)
    #expect(try Self.bill().cycloneDX == Self.bill().cycloneDX)
  }

  @Test func spdxNamesEveryLibraryAndItsPlace() throws {
    let document = try Self.object(try Self.bill().spdx)
    #expect(document["spdxVersion"] as? String == "SPDX-2.3")
    #expect(
      document["documentNamespace"] as? String
        == "urn:uuid:01234567-89ab-8def-8123-456789abcdef")
    let creation = try #require(document["creationInfo"] as? [String: Any])
    #expect(creation["created"] as? String == "1980-01-01T00:00:00Z")
    let packages = try #require(document["packages"] as? [[String: Any]])
    #expect(
      packages.map { $0["name"] as? String } == [
        "hello", "hello", "DequeModule", "Runtime", "libswift_Concurrency", "Swift 6.3.1",
      ])
    #expect(packages[0]["packageFileName"] as? String == "hello")
    #expect(packages[2]["licenseDeclared"] as? String == "Apache-2.0 WITH Swift-exception")
    #expect(packages[3]["licenseDeclared"] as? String == "NOASSERTION")
    let reference = (packages[2]["externalRefs"] as? [[String: String]])?.first
    #expect(
      reference?["referenceLocator"] == "pkg:swift/github.com/apple/swift-collections@1.2.0")
    let relations = try #require(document["relationships"] as? [[String: String]])
    #expect(relations.filter { $0["relationshipType"] == "CONTAINS" }.count == 4)
  }

  @Test func cycloneDXDependsOnEveryLibrary() throws {
    let document = try Self.object(try Self.bill(created: 1_700_000_000).cycloneDX)
    #expect(document["specVersion"] as? String == "1.5")
    let metadata = try #require(document["metadata"] as? [String: Any])
    #expect(metadata["timestamp"] as? String == "2023-11-14T22:13:20Z")
    let components = try #require(document["components"] as? [[String: Any]])
    #expect(
      components.map { $0["purl"] as? String } == [
        nil, "pkg:swift/github.com/apple/swift-collections@1.2.0",
        "pkg:generic/mirador/Runtime@0.2.0",
        "pkg:generic/swift-toolchain/libswift_Concurrency@6.3.1",
      ])
    let dependencies = try #require(document["dependencies"] as? [[String: Any]])
    let own = try #require(dependencies.first { $0["ref"] as? String == "image" })
    #expect(own["dependsOn"] as? [String] == components.compactMap { $0["bom-ref"] as? String })
  }

  @Test func identifiersAreUniqueWhateverTheNames() throws {
    let spdx = try Self.object(try Self.bill(Sample.hostile).spdx)
    let identifiers = (spdx["packages"] as? [[String: Any]])?.compactMap { $0["SPDXID"] as? String }
    #expect(Set(identifiers ?? []).count == 7)
    #expect(identifiers?.allSatisfy { $0.wholeMatch(of: /SPDXRef-[A-Za-z0-9.-]+/) != nil } == true)
    let cyclone = try Self.object(try Self.bill(Sample.hostile).cycloneDX)
    let components = try #require(cyclone["components"] as? [[String: Any]])
    #expect(components.allSatisfy { $0["name"] as? String == Sample.hostile.name })
    // A digest, licence or place that is none is left out.
    #expect(components.allSatisfy { $0["hashes"] == nil && $0["externalReferences"] == nil })
  }

  @Test(arguments: [
    ("MIT", true), ("(MIT OR Apache-2.0) AND ISC", true), ("GPL-2.0+", true),
    ("Apache-2.0 WITH Swift-exception", true), ("", false), ("MIT OR", false), ("OR", false),
    ("MIT ISC", false), ("(MIT", false), ("MIT)", false), ("()", false), ("see LICENSE", false),
    ("LicenseRef-own", false), ("MIT; rm", false),
  ])
  func licenceExpressions(text: String, isOne: Bool) {
    var library = Sample.manifest.libraries[0]
    library.license = text
    #expect((library.checkedLicense != nil) == isOne)
  }

  @Test(
    arguments: [
      ("https://example.org/a/b.git", "pkg:swift/example.org/a/b@1%2B2"),
      ("https://EXAMPLE.org:8080/a/b", "pkg:swift/example.org/a/b@1%2B2"),
      ("https://example.org/a%20b/c", "pkg:swift/example.org/a%20b/c@1%2B2"),
      ("/home/me/b", nil), ("https://example.org", nil), ("", nil), ("https:///a/b", nil),
    ] as [(String, String?)])
  func packageURLs(location: String, expected: String?) {
    #expect(PackageURL.swift(location: location, version: "1+2") == expected)
  }

  @Test func badFactsAreRefused() {
    #expect(throws: ManifestFailure.self) {
      try Bill(Sample.manifest, file: "x", sha256: "abc")
    }
    for created in [-1, 253_402_300_800] {
      #expect(throws: ManifestFailure.self) { try Self.bill(created: created) }
    }
  }

  @Test func sourceDateEpoch() throws {
    #expect(try Bill.date(sourceDateEpoch: nil) == Bill.constantDate)
    #expect(try Bill.date(sourceDateEpoch: "12") == 12)
    #expect(throws: ManifestFailure.self) { try Bill.date(sourceDateEpoch: "yesterday") }
  }
}
