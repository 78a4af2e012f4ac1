// The skeletons of this project, Skeletons/TIER/NAME, and how one is copied to start a unikernel from.

import Checks
import Foundation
import Tables

/// A unikernel to start from.
struct Skeleton {
  /// `tutorial/hello`.
  let path: String
  let directory: URL

  var name: String { directory.lastPathComponent }

  /// Copies the sources to `place`, which must not exist, and gives the unikernel the place's name.
  /// - Parameter hasInspector: whether it gets one as well.
  func copy(to place: URL, hasInspector: Bool) throws(Failure) {
    let name = place.lastPathComponent
    let isName = name.utf8.allSatisfy { byte in
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "-")
    }
    guard isName, (1...64).contains(name.utf8.count) else {
      throw Failure(.usage, "\"\(name)\" names no unikernel. Use letters, digits and dashes.")
    }
    guard !FileManager.default.fileExists(atPath: place.path) else {
      throw Failure(.usage, "\"\(place.relativePath)\" is there already. Choose another name.")
    }
    do {
      try FileManager.default.createDirectory(
        at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
      try FileManager.default.copyItem(at: directory, to: place)
      try? FileManager.default.removeItem(at: place.appending(path: ".mirador"))
      let config = place.appending(path: "config.swift")
      let text = try String(contentsOf: config, encoding: .utf8)
      var new = text.replacing("\"\(self.name)\", start:", with: "\"\(name)\", start:")
      // A skeleton's config.swift ends with its unikernel.
      if hasInspector, let end = new.lastIndex(of: ")") {
        new.insert(contentsOf: ", inspector: true", at: end)
      }
      try Data(new.utf8).write(to: config)
    } catch {
      throw Failure(
        .environment,
        "\(place.path) cannot be written: \(error.localizedDescription) Choose another place.")
    }
  }
}

/// All skeletons.
struct SkeletonCatalogue {
  let all: [Skeleton]

  /// - Parameter folder: the project's Skeletons/.
  init(at folder: URL) {
    let files = FileManager.default
    var all: [Skeleton] = []
    for tier in ["tutorial", "device-usage", "applications"] {
      let names = (try? files.contentsOfDirectory(atPath: folder.appending(path: tier).path)) ?? []
      for name in names.sorted() {
        let directory = folder.appending(path: tier + "/" + name)
        guard UnikernelDirectory.isOne(directory) else { continue }
        all.append(Skeleton(path: tier + "/" + name, directory: directory))
      }
    }
    self.all = all
  }

  /// By name, with its tier or without.
  func skeleton(_ word: String) throws(Failure) -> Skeleton {
    if let found = all.first(where: { [$0.path, $0.name].contains(word) }) { return found }
    let near = Nearest.match(word, among: all.map(\.name)).map { "Did you mean \($0)? " } ?? ""
    throw Failure(
      .usage, "There is no skeleton \"\(word)\". \(near)List them: ./mirador new --list")
  }
}
