import Foundation
import Testing

@testable import Build

/// What SwiftPM prints of a package's settings, as flags for the compiler.
@Suite struct PackageSettingsTests {
  private func swift(
    _ settings: String, traits: [String] = [], top: String = ""
  ) throws -> PackageSettings.Reading {
    let text = """
      {"name": "p", "products": [], "toolsVersion": {"_version": "5.9.0"}, \(top)
       "targets": [{"name": "T", "dependencies": [], "settings": [\(settings)]}]}
      """
    let dump = try JSONDecoder().decode(PackageDump.self, from: Data(text.utf8))
    return PackageSettings(dump, traits: traits).swift(try #require(dump.targets.first))
  }

  private func setting(_ kind: String, _ tool: String = "swift", when condition: String = "")
    -> String
  {
    let condition = condition.isEmpty ? "" : ", \"condition\": {\(condition)}"
    return "{\"tool\": \"\(tool)\", \"kind\": {\(kind)}\(condition)}"
  }

  @Test func settingsOfAReleaseForLinuxAreTaken() throws {
    func define(_ name: String) -> String { "\"define\": {\"_0\": \"\(name)\"}" }
    let all = [
      setting(define("A")), setting(define("B"), when: "\"platformNames\": [\"macos\"]"),
      setting(define("C"), when: "\"config\": \"debug\", \"platformNames\": []"),
      setting(define("D"), when: "\"config\": \"release\", \"platformNames\": [\"linux\"]"),
      setting(define("E"), "c"), setting("\"enableUpcomingFeature\": {\"_0\": \"U\"}"),
      setting("\"enableExperimentalFeature\": {\"_0\": \"X\"}"),
      setting("\"strictMemorySafety\": {}"), setting("\"treatAllWarnings\": {\"_0\": \"error\"}"),
      setting("\"linkedLibrary\": {\"_0\": \"m\"}", "linker"),
    ]
    let flags = [
      "-DSWIFT_PACKAGE", "-DA", "-DD", "-enable-upcoming-feature", "U",
      "-enable-experimental-feature", "X", "-strict-memory-safety", "-swift-version", "5",
    ]
    #expect(try swift(all.joined(separator: ",")) == .flags(flags))
  }

  @Test func traitsSwitchOnOthersAndTheirSettings() throws {
    let traits = """
      "traits": [{"name": "default", "enabledTraits": ["Small"]},
        {"name": "Small", "enabledTraits": ["Tiny"]}, {"name": "Tiny", "enabledTraits": []},
        {"name": "Large", "enabledTraits": []}],
      """
    let all = [
      setting("\"define\": {\"_0\": \"T\"}", when: "\"traits\": [\"Tiny\"]"),
      setting("\"define\": {\"_0\": \"L\"}", when: "\"traits\": [\"Large\"]"),
    ]
    let reading = try swift(all.joined(separator: ","), traits: ["default"], top: traits)
    #expect(
      reading == .flags(["-DSWIFT_PACKAGE", "-DSmall", "-DTiny", "-DT", "-swift-version", "5"]))
  }

  @Test(arguments: [
    ("", "5"), ("\"swiftLanguageVersions\": [\"5\"],", "5"),
    ("\"swiftLanguageVersions\": [\"5\", \"6\"],", "6"),
    ("\"swiftLanguageVersions\": [\"4.2\"],", "5"), ("\"swiftLanguageVersions\": [\"9\"],", "5"),
  ])
  func theLanguageModeIsThePackages(top: String, mode: String) throws {
    #expect(try swift("", top: top) == .flags(["-DSWIFT_PACKAGE", "-swift-version", mode]))
  }

  @Test(arguments: [
    ("\"unsafeFlags\": {\"_0\": [\"-Ounchecked\"]}", "(unsafeFlags)"),
    ("\"interoperabilityMode\": {\"_0\": \"Cxx\"}", "it uses C++"),
  ])
  func someSettingsStandAgainstAnImage(kind: String, reason: String) throws {
    guard case .obstacle(let text) = try swift(setting(kind)) else {
      Issue.record("no obstacle")
      return
    }
    #expect(text.hasSuffix(reason))
  }
}
