// What shells are offered where a list written into the completion script would not do. The shell runs
// the tool for these when Tab is pressed: they look at names only, print nothing else and never fail.

import ArgumentParser
import Curriculum
import Foundation
import Inspect

extension CompletionKind {
  /// The lessons, by number and by name.
  static var lesson: CompletionKind {
    .custom { _, _, _ in
      guard let context = try? Context(),
        let names = try? Catalogue.folders(of: context.lessons)
      else { return [] }
      let numbers = names.compactMap { name in
        name.split(separator: "-").first.flatMap { Int($0) }.map { "\($0)" }
      }
      return numbers + names
    }
  }

  /// Names of running unikernels.
  static var runningUnikernel: CompletionKind {
    .custom { _, _, _ in
      InstanceRegistry(environment: ProcessInfo.processInfo.environment).running().map(\.name)
    }
  }

  /// Directories of unikernels.
  static var unikernel: CompletionKind {
    .custom { _, _, prefix in Completing.directories(prefix) }
  }

  /// Directories of unikernels, and images.
  static var unikernelOrImage: CompletionKind {
    .custom { _, _, prefix in Completing.directories(prefix) + Completing.images(prefix) }
  }
}

/// Candidates for words that name files. They begin as the user's word does.
enum Completing {
  /// Directories with a config.swift; where there are none below, any, so that one can go on.
  static func directories(_ prefix: String) -> [String] {
    let (folder, typed) = split(prefix)
    let start = URL(filePath: typed.isEmpty ? "." : typed).standardizedFileURL
    let found = UnikernelDirectory.below(start)
      .map { typed + $0.standardizedFileURL.path.dropFirst(start.path.count + 1) }
      .filter { $0.hasPrefix(prefix) }
    guard found.isEmpty else { return found }
    return names(in: folder) { $0.hasDirectoryPath }.map { typed + $0 + "/" }
  }

  /// ELF files in the directory that the word is in; not the symbols that lie beside an image.
  static func images(_ prefix: String) -> [String] {
    let (folder, typed) = split(prefix)
    let images = names(in: folder) { file in
      !file.hasDirectoryPath && file.pathExtension != "symbols" && ImageFile.isOne(file)
    }
    return images.map { typed + $0 }
  }

  /// The directory that a word is in, and that part of the word.
  private static func split(_ prefix: String) -> (folder: URL, typed: String) {
    guard let slash = prefix.lastIndex(of: "/") else { return (URL(filePath: "."), "") }
    let typed = String(prefix[...slash])
    return (URL(filePath: typed), typed)
  }

  private static func names(in folder: URL, where isRight: (URL) -> Bool) -> [String] {
    let all = try? FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: [.isDirectoryKey], options: .skipsHiddenFiles)
    return (all ?? []).filter(isRight).map(\.lastPathComponent).sorted()
  }
}
