import Build
import Configure
import Foundation
import Machines
import Manifest
import Testing

/// The skeletons, built as a user would, booted on both targets and judged from outside.
@Suite struct SkeletonTests {
  /// What a boot must be like.
  struct Case: Sendable, CustomTestStringConvertible {
    let path: String
    var arguments: [String] = []
    var status = 0
    var hasEntropy = false
    /// Seconds between the first line and the last.
    var span: ClosedRange<Double> = 0...1
    /// The console, from the image, which some print about; of lines that nobody can tell, their form.
    let expected: @Sendable (Image) throws -> [String]

    var testDescription: String { ([path] + arguments).joined(separator: " ") }
  }

  static let cases = [
    Case(path: "tutorial/noop") { _ in [] },
    Case(path: "tutorial/noop", arguments: ["what"], status: 64) { _ in
      [
        "unexpected word what. --help lists the options", "usage: noop [OPTION]...",
        "       noop --help lists the options",
      ]
    },
    Case(path: "tutorial/hello", span: 2.7...4.5) { _ in Array(repeating: "hello", count: 4) },
    Case(path: "tutorial/hello-key", span: 2.7...4.5) { _ in
      Array(repeating: "Hello World!", count: 4)
    },
    Case(path: "tutorial/hello-key", arguments: ["--hello=two  \"words\" é"], span: 2.7...4.5) {
      _ in Array(repeating: "two  \"words\" é", count: 4)
    },
    Case(path: "tutorial/app-info") { image in
      try ManifestNote.read(elf: Data(contentsOf: image.executable)).libraries.map {
        "\($0.name) \($0.version)"
      }
    },
    Case(path: "tutorial/local-library") { _ in ["Hello, library!"] },
    Case(path: "tutorial/heads1", span: 0.8...1.7) { _ in ["Heads", "Tails", "Finished"] },
    Case(path: "tutorial/heads2", span: 0.8...1.7) { _ in ["Heads", "Tails", "Finished"] },
    Case(path: "tutorial/timeout1") { _ in ["Returned Heads"] },
    Case(path: "tutorial/timeout1", arguments: ["--heads-after=1h", "--limit=100ms"]) {
      _ in ["Cancelled", "Too late"]
    },
    Case(path: "tutorial/timeout2") { _ in ["Returned Heads"] },
    Case(path: "tutorial/timeout2", arguments: ["--heads-after=1h", "--limit=100ms"]) {
      _ in ["Too late"]
    },
    Case(path: "tutorial/echo-server", arguments: ["--seed=7", "--lines=3"]) { _ in
      ["xhtzgifylpwe", "dvi", "lqsfigrjayhadftnr", "Finished"]
    },
    Case(path: "device-usage/clock", arguments: ["--seconds=0"]) { _ in [] },
    Case(path: "device-usage/entropy", hasEntropy: true) { image in
      let host = image.target == .unix ? "getrandom" : "virtio-rng"
      return ["random", host + ": healthy", "processor: healthy", "jitter: healthy"]
    },
    Case(path: "device-usage/key-value") { _ in ["The secret is as expected."] },
  ]

  @Test(arguments: cases, [Place.unix, .emulated])
  func doesWhatItSays(one: Case, place: Place) async throws {
    let folder = try copy(one.path)
    defer { try? FileManager.default.removeItem(at: folder) }
    // As few at a time as boots: compilers would take the processors from boots whose time is looked at.
    let image = try await Boots.berths.use {
      try await Behaviours.builder.build(folder, target: place.target)
    }
    var boot = Boot(
      image.executable, target: place.target, symbols: image.symbols,
      accelerator: place.accelerator, arguments: one.arguments, budget: Boots.patience)
    boot.hasEntropy = one.hasEntropy
    let ready = boot
    let transcript = try await Boots.berths.use { try await Machine().boot(ready) }
    if SizeBudget.isUpdating { try SizeBudget.record(one.path, image) }
    let problem = try SizeBudget.read().problem(one.path, image)
    #expect(problem == nil)
    #expect(try transcript.texts.map(Self.form) == one.expected(image))
    #expect(transcript.ending == .exited(one.status))
    guard let first = transcript.lines.first, let last = transcript.lines.last else { return }
    #expect(one.span.contains((last.at - first.at) / .seconds(1)))
  }

  /// Once a second it says the host's own date, and how many seconds have passed.
  @Test(arguments: [Place.unix, .emulated])
  func theSpeakingClockTellsTheTime(place: Place) async throws {
    let folder = try copy("device-usage/clock")
    defer { try? FileManager.default.removeItem(at: folder) }
    let image = try await Boots.berths.use {
      try await Behaviours.builder.build(folder, target: place.target)
    }
    let boot = Boot(
      image.executable, target: place.target, symbols: image.symbols,
      accelerator: place.accelerator, arguments: ["--seconds=3"], budget: Boots.patience)
    let before = Date()
    let transcript = try await Boots.berths.use { try await Machine().boot(boot) }
    let after = Date()
    #expect(transcript.ending == .exited(0))
    #expect(transcript.lines.count == 3, "\(transcript.texts)")
    for (index, text) in transcript.texts.enumerated() {
      let parts = try #require(text.wholeMatch(of: /It is (\S+Z), (\d+) s after the start/))
      // The second that the time lies in; a virtual machine's clock is right to a second.
      let date = try Date(String(parts.1), strategy: .iso8601)
      #expect(date >= before - 2 && date <= after + 1, "\(text)")
      #expect(Int(parts.2) == index + 1)
    }
    let times = transcript.lines.map { $0.at / .seconds(1) }
    for (earlier, later) in zip(times, times.dropFirst()) {
      #expect((0.5...2).contains(later - earlier), "\(times)")
    }
  }

  /// 32 bytes in hexadecimal are `random`.
  private static func form(_ line: String) -> String {
    line.utf8.count == 64 && line.allSatisfy(\.isHexDigit) ? "random" : line
  }

  @Test func everySkeletonIsJudgedAndListed() throws {
    let readme = try String(
      contentsOf: Self.skeletons.appending(path: "README.md"), encoding: .utf8)
    var found = 0
    for tier in try names(Self.skeletons) where !tier.contains(".") {
      for name in try names(Self.skeletons.appending(path: tier)) {
        let path = tier + "/" + name
        found += 1
        #expect(Self.cases.contains { $0.path == path }, "\(path) is not judged")
        #expect(readme.contains("| [\(path)](\(path)) |"), "\(path) is not in README.md")
        let page = Self.skeletons.appending(path: path + "/README.md")
        #expect(try String(contentsOf: page, encoding: .utf8).hasPrefix("# \(name)\n"))
      }
    }
    #expect(found == Set(Self.cases.map(\.path)).count)
    let rows = try SizeBudget.read().rows.keys
    #expect(Set(rows) == Set(Self.cases.map(\.path)), "Skeletons/SIZES.md has other rows")
  }

  /// A changed folder is another image, and another answer: the store is really what was packed.
  @Test func theStoreIsTheFolder() async throws {
    let folder = try copy("device-usage/key-value")
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data("bar\n".utf8).write(to: folder.appending(path: "files/secret"))
    let image = try await Behaviours.builder.build(folder, target: .unix)
    let transcript = try await Machine().boot(
      Boot(image.executable, target: .unix, symbols: image.symbols, budget: Boots.patience))
    #expect(transcript.texts == ["The secret is another one."])
  }

  /// A module whose code is in the image is named, wherever the compiler put that; and no other.
  @Test(arguments: [
    ("tutorial/noop", ["Arguments", "Runtime"], ["Storage", "local-library"]),
    ("device-usage/key-value", ["Arguments", "Devices", "Runtime", "Storage"], ["Greeting"]),
    ("tutorial/local-library", ["Arguments", "Greeting"], ["Storage"]),
  ])
  func theBillOfMaterialsIsWhatIsIn(path: String, present: [String], absent: [String]) async throws
  {
    let folder = try copy(path)
    defer { try? FileManager.default.removeItem(at: folder) }
    let image = try await Boots.berths.use {
      try await Behaviours.builder.build(folder, target: .virtio)
    }
    let manifest = try ManifestNote.read(elf: Data(contentsOf: image.executable))
    let names = Set(manifest.libraries.map(\.name))
    #expect(names.isSuperset(of: present), "\(names)")
    #expect(names.isDisjoint(with: absent), "\(names)")
    #expect(manifest.libraries.allSatisfy { $0.digest.count == 64 })
  }

  /// Same sources, same toolchain, same configuration: the same bytes, in another folder and later.
  @Test(arguments: Target.allCases, ["tutorial/app-info", "device-usage/key-value"])
  func imagesAreReproducible(target: Target, path: String) async throws {
    var images: [Data] = []
    for age in [0.0, -86_400] {
      let folder = try copy(path)
      defer { try? FileManager.default.removeItem(at: folder) }
      for file in ["config.swift", "unikernel.swift"] {
        try FileManager.default.setAttributes(
          [.modificationDate: Date(timeIntervalSinceNow: age)],
          ofItemAtPath: folder.appending(path: file).path)
      }
      let image = try await Boots.berths.use {
        try await Behaviours.builder.build(folder, target: target)
      }
      images.append(try Data(contentsOf: image.executable))
    }
    #expect(images[0] == images[1])
  }

  private static let skeletons = Behaviours.root.appending(path: "Skeletons")

  private func names(_ folder: URL) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
      .filter { !$0.hasPrefix(".") && !$0.hasSuffix(".md") }
  }

  /// A copy of the sources alone, as a user's would be.
  private func copy(_ path: String) throws -> URL {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "skeleton-\(UUID().uuidString)")
    try FileManager.default.copyItem(at: Self.skeletons.appending(path: path), to: folder)
    try? FileManager.default.removeItem(at: folder.appending(path: ".mirador"))
    return folder
  }
}
