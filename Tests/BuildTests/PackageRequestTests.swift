import Configure
import Foundation
import Testing

@testable import Build

/// What is decided about packages before SwiftPM is asked.
@Suite struct PackageRequestTests {
  private static let url = "https://example.org/a/Some-Package"

  private func fault(_ libraries: [Library]) -> String {
    do throws(BuildFailure) {
      _ = try PackageManifest.text(libraries: libraries)
      return "none"
    } catch {
      guard case .source(let text) = error else { return "\(error)" }
      return text
    }
  }

  @Test func thereIsNoManifestWithoutPackages() throws {
    #expect(try PackageManifest.text(libraries: [.local("Helper", path: "Helper")]) == nil)
  }

  @Test func aPackageIsNamedOnceWithEveryLineThatAsksForIt() throws {
    let text = try PackageManifest.text(libraries: [
      .package("One", url: Self.url, exact: "1.2.3", line: 7),
      .local("Helper", path: "Helper", line: 8),
      .package("Two", url: Self.url + ".git", exact: "1.2.3", line: 9),
    ])
    let lines = text?.split(separator: "\n").map(String.init) ?? []
    #expect(lines.first == "// swift-tools-version: 6.2")
    #expect(
      lines.suffix(5) == [
        "  dependencies: [",
        "    // config.swift:7  import One",
        "    // config.swift:9  import Two",
        "    .package(url: \"\(Self.url)\", exact: \"1.2.3\"),",
        "  ])",
      ])
  }

  @Test(arguments: [
    "https://example.org/a/b", "https://example.org/a/b.git", "https://example.org/a/b/",
    "ssh://git@example.org/a/b", "git@example.org:a/b.git", "file:///srv/a",
  ])
  func aURLOfAPackageIsTaken(url: String) {
    #expect(fault([.package("One", url: url, exact: "1.0.0")]) == "none")
  }

  @Test(arguments: [
    "", "nonsense", "../there", "/srv/there", "https://", "https://example.org/a b", "a\nb://c/d",
  ])
  func whatIsNoURLIsSaid(url: String) {
    let text = fault([.package("One", url: url, exact: "1.0.0", line: 5)])
    #expect(text.hasPrefix("config.swift:5: error: \"\(url)\" is no URL of a package."))
    #expect(text.hasSuffix("for a folder of this machine use .local(_:path:)."))
  }

  @Test(arguments: ["1.2.3", "0.0.1", "1.0.0-beta.1", "1.0.0+5", "603.0.1"])
  func aVersionIsTaken(version: String) {
    #expect(fault([.package("One", url: Self.url, exact: version)]) == "none")
  }

  @Test(arguments: ["", "1", "1.2", "v1.2.3", "01.2.3", "1.2.3.4", "1.2.x", "1.2.3 ", "main"])
  func whatIsNoVersionIsSaid(version: String) {
    let text = fault([.package("One", url: Self.url, exact: version, line: 5)])
    #expect(text.hasPrefix("config.swift:5: error: \"\(version)\" is no version of a package."))
    #expect(text.hasSuffix("Write three numbers, such as 1.2.0."))
  }

  @Test func aVersionEndsWithItsLastCharacter() {
    let text = fault([.package("One", url: Self.url, exact: "1.2.3\n", line: 5)])
    #expect(text.contains("is no version of a package."))
  }

  @Test(arguments: [(url, "1.2.4"), ("https://example.org/b/some-package", "1.2.3")])
  func onePackageInTwoVersionsOrFromTwoPlacesIsRefused(url: String, version: String) {
    let text = fault([
      .package("One", url: Self.url, exact: "1.2.3", line: 5),
      .package("Two", url: url, exact: version, line: 6),
    ])
    #expect(text.hasPrefix("config.swift:6: error: the package some-package is asked for twice"))
    #expect(text.contains("  config.swift:5: \(Self.url) 1.2.3\n"))
    #expect(text.hasSuffix("Write the same URL and version in both lines."))
  }

  @Test func nothingInAURLEscapesItsString() throws {
    let text = try PackageManifest.text(libraries: [
      .package("One", url: "https://a/\\(b)\"#c/d", exact: "1.0.0")
    ])
    #expect(text?.contains("url: ##\"https://a/\\(b)\"#c/d\"##") == true)
  }

  private static let apache = "\n   Apache License\n  Version 2.0, January 2004\n http://…\n"
  private static let exception = "## Runtime Library Exception to the Apache 2.0 License: ##"
  private static let permission =
    "Permission is hereby granted, free of charge, to any\nperson obtaining a copy"

  @Test(arguments: [
    (apache, "Apache-2.0"), (apache + exception, "Apache-2.0 WITH Swift-exception"),
    ("MIT License\n\nCopyright\n\n" + permission, "MIT"), (permission, nil),
    ("MIT License, but with words of our own", nil), ("All rights reserved.", nil), ("", nil),
  ])
  func aLicenceIsToldByItsWords(text: String, expected: String?) {
    #expect(PackageReader.license(text) == expected)
  }
}
