import Build
import Configure
import Foundation
import Testing

/// Swift packages in unikernels, from config.swift to what the image prints. SwiftPM and git run for real.
@Suite struct PackageTests {
  private static let deque = [
    "config.swift": PackageShelf.config([
      PackageShelf.package("DequeModule", PackageShelf.collections, "1.6.0")
    ]),
    "unikernel.swift": PackageShelf.program(
      ["DequeModule"],
      """
      var deque: Deque<Int> = [2, 3]
      deque.prepend(1)
      deque.append(4)
      for number in deque { console.print("\\(number)") }
      """),
  ]

  @Test func aDequeIsLinkedForBothTargetsAndRemembered() async throws {
    try await Project.inFolder(Self.deque) { folder in
      let image = try await Project.builder.build(folder, target: .unix)
      #expect(try PackageShelf.output(of: image) == "1\n2\n3\n4\n")
      let machine = try await Project.builder.build(folder, target: .virtio)
      try await Project.inFolder(Self.deque) { other in
        try await builtWithoutSwiftPM(other, like: [image, machine], in: folder)
      }
    }
  }

  /// Builds `other`, the same unikernel, on a machine on which SwiftPM cannot do anything.
  private func builtWithoutSwiftPM(_ other: URL, like images: [Image], in folder: URL) async throws
  {
    let log = ProgressLog()
    let builder = Builder(
      root: Project.root, cache: Project.cache,
      path: try PackageShelf.pathWithoutGit(in: folder), progress: log.take)
    for image in images {
      let again = try await builder.build(other, target: image.target)
      #expect(try Data(contentsOf: again.executable) == Data(contentsOf: image.executable))
    }
    #expect(log.all.isEmpty)
    for name in ["Package.swift", "Package.resolved"] {
      let (theirs, first) = (
        other.appending(path: ".mirador/packages/" + name),
        folder.appending(path: ".mirador/packages/" + name)
      )
      #expect(try Data(contentsOf: theirs) == Data(contentsOf: first))
    }
  }

  @Test func everyTargetIsInTheBillOfMaterials() async throws {
    try await Project.inFolder(Self.deque) { folder in
      _ = try await Project.builder.build(folder, target: .unix)
      let file = folder.appending(path: ".mirador/unix/manifest.json")
      let manifest = try JSONDecoder().decode(Bill.self, from: Data(contentsOf: file))
      let packages = manifest.libraries.filter { $0.origin == "package" }
      #expect(
        packages.map(\.name) == [
          "ContainersPreview", "DequeModule", "InternalCollectionsUtilities",
        ])
      for part in packages {
        #expect(part.version == "1.6.0")
        #expect(part.location == PackageShelf.collections)
        #expect(part.license == "Apache-2.0 WITH Swift-exception")
        #expect(part.digest.count == 64)
      }
      #expect(Set(packages.map(\.digest)).count == 3)
    }
  }

  private struct Bill: Decodable {
    let libraries: [Part]
    struct Part: Decodable {
      let name, version, origin, digest: String
      let location, license: String?
    }
  }

  /// Settings, a C target with a header of its own, `package` access, a second package, and a local
  /// library that imports one although config.swift lists it first.
  @Test func aPackageIsBuiltAsItsAuthorsAsk() async throws {
    try await Project.inFolder([:]) { folder in
      let base = try PackageShelf.make("Base", PackageSources.base, in: folder)
      let shelf = try PackageShelf.make("Shelf", PackageSources.shelf(base: base), in: folder)
      let unikernel = folder.appending(path: "unikernel")
      try PackageSources.greeter(shelf: shelf, in: unikernel)
      let log = ProgressLog()
      let builder = Builder(
        root: Project.root, cache: try await PackageShelf.freshCache(in: folder),
        progress: log.take)
      let image = try await builder.build(unikernel, target: .unix)
      #expect(try PackageShelf.output(of: image) == "counted 42 NAMED based\nhelped\n")
      _ = try await builder.build(unikernel, target: .virtio)
      #expect(
        log.all == [
          "fetching shelf 1.0.0", "compiling CCount of shelf 1.0.0 (once per version)",
          "compiling Helping of shelf 1.0.0 (once per version)",
          "compiling Based of base 1.0.0 (once per version)",
          "compiling Counting of shelf 1.0.0 (once per version)",
        ])
    }
  }

  @Test func theSamePackageGivesTheSameImageFromTwoCaches() async throws {
    try await Project.inFolder([:]) { folder in
      let base = try PackageShelf.make("Base", PackageSources.base, in: folder)
      let images = try await ["one", "two"].asyncMap { name in
        let cache = try await PackageShelf.freshCache(in: folder.appending(path: name))
        let files = [
          "config.swift": PackageShelf.config([PackageShelf.package("Based", base)]),
          "unikernel.swift": PackageShelf.program(["Based"], "console.print(based())"),
        ]
        return try await Project.inFolder(files) { unikernel in
          let image = try await Builder(root: Project.root, cache: cache) { _ in }
            .build(unikernel, target: .unix)
          #expect(try PackageShelf.output(of: image) == "based\n")
          return try Data(contentsOf: image.executable)
        }
      }
      #expect(images[0] == images[1])
    }
  }

  @Test func whatAnImageCannotHaveIsNamedWithTheReason() async throws {
    try await Project.inFolder([:]) { folder in
      let base = try PackageShelf.make("Base", PackageSources.base, in: folder)
      let shelf = try PackageShelf.make("Shelf", PackageSources.shelf(base: base), in: folder)
      let cache = try await PackageShelf.freshCache(in: folder)
      for (module, expected) in Self.refusals {
        let text = try await diagnostics([PackageShelf.package(module, shelf)], cache)
        #expect(text.hasPrefix("config.swift:6: error: "), "\(text)")
        for part in expected { #expect(text.contains(part), "\(module): \(text)") }
        #expect(!text.contains(folder.path), "\(module): \(text)")
      }
    }
  }

  private static let unfit = "cannot be part of an image: "
  private static let refused = "does not compile for an image:\nshelf/Sources/"
  private static let remedy = "This package does not support Embedded Swift. Use another library, "

  /// Modules of the shelf, and what is said of them.
  private static let refusals = [
    ("Loud", ["Loud of shelf 1.0.0 " + refused + "Loud/Loud.swift:1:", "Foundation", remedy]),
    ("OnLoud", ["OnLoud needs Loud of shelf 1.0.0, which " + refused, remedy]),
    ("Mirrored", [refused + "Mirrored/Mirrored.swift:1:", "error: ", remedy]),
    ("Headed", ["Headed needs CHeaded", refused + "CHeaded/headed.c:1:", "'stdio.h'", remedy]),
    ("Plugged", ["Plugged of shelf 1.0.0 " + unfit + "a build plugin makes some of its sources."]),
    ("Foreign", ["Foreign needs CPlus of shelf 1.0.0, which " + unfit, "(plus.cpp)"]),
    ("Unsafe", [unfit + "it sets compiler flags of its own (unsafeFlags)."]),
    ("Time", ["Time of shelf 1.0.0 " + unfit + "another module of the unikernel has that name."]),
    ("Countin", ["the package shelf 1.0.0 has no module Countin. Did you mean Counting?"]),
    ("Elsewhere", ["has no module Elsewhere. It has Counting, Foreign, ", "Name one of these."]),
  ]

  @Test func whatCannotBeFetchedIsSaidWithALine() async throws {
    try await Project.inFolder([:]) { folder in
      let base = try PackageShelf.make("Base", PackageSources.base, in: folder)
      let cache = try await PackageShelf.freshCache(in: folder)
      let other = PackageShelf.package("Based", base)
      let wrong = PackageShelf.package("Gone", "file://\(folder.path)/gone")
      let unknown = try await diagnostics([other, wrong], cache)
      #expect(unknown.hasPrefix("config.swift:7: error: gone 1.0.0 cannot be had. SwiftPM says:\n"))
      #expect(unknown.contains("does not exist"))
      #expect(
        unknown.hasSuffix("Check the URL, the version and the network, then build again."))
      let version = try await diagnostics([PackageShelf.package("Based", base, "1.0.1")], cache)
      #expect(version.hasPrefix("config.swift:6: error: base 1.0.1 cannot be had."))
      #expect(version.hasSuffix("It has 1.0.0. Write one of its versions."))
    }
  }

  /// Also the proof that the builds without git above would have failed, had they run SwiftPM.
  @Test func withoutGitAPackageThatIsNotThereIsRefused() async throws {
    try await Project.inFolder([
      "config.swift": PackageShelf.config([PackageShelf.package("X", "https://localhost/none/x")]),
      "unikernel.swift": PackageShelf.program([], ""),
    ]) { folder in
      let builder = Builder(
        root: Project.root, cache: try await PackageShelf.freshCache(in: folder),
        path: try PackageShelf.pathWithoutGit(in: folder)
      ) { _ in }
      do throws(BuildFailure) {
        _ = try await builder.build(folder, target: .unix)
        Issue.record("it built")
      } catch {
        guard case .environment(let text) = error else {
          Issue.record("\(error)")
          return
        }
        #expect(text.hasPrefix("git was not found on PATH"))
        #expect(text.hasSuffix("Install git (apt-get install git)."))
      }
    }
  }

  /// What is generic in a library meets Embedded Swift's limits in the application only.
  @Test func aLibrarysCodeThatIsUnfitForAProgramsTypesIsNoFaultOfOurs() async throws {
    try await Project.inFolder([:]) { folder in
      let base = try PackageShelf.make("Base", PackageSources.base, in: folder)
      let cache = try await PackageShelf.freshCache(in: folder)
      let text = try await diagnostics(
        [PackageShelf.package("Based", base)], cache,
        PackageShelf.program(["Based"], "console.print(\"\\(measure(3))\")"))
      #expect(text.hasPrefix("unikernel.swift: error: cannot use key path in embedded Swift"))
      #expect(text.contains("unikernel.swift:6:"))
      #expect(text.hasSuffix("Do without the call that is named there, or use another library."))
    }
  }

  private func diagnostics(
    _ libraries: [String], _ cache: URL, _ program: String = PackageShelf.program([], "")
  ) async throws -> String {
    try await Project.inFolder([
      "config.swift": PackageShelf.config(libraries), "unikernel.swift": program,
    ]) { folder in
      do throws(BuildFailure) {
        _ = try await Builder(root: Project.root, cache: cache) { _ in }
          .build(folder, target: .unix)
        return "it built"
      } catch {
        guard case .source(let text) = error else { return "not the learner's fault: \(error)" }
        return text
      }
    }
  }
}
