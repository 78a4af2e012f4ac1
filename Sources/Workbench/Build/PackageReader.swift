// From SwiftPM's answers and a package's files to a PackageDescription: which targets an image can have, and
// with which flags.

import Foundation

/// Reads one fetched package.
struct PackageReader {
  let package: PackageResolution.Package
  let listing: PackageListing
  let dump: PackageDump

  func read() async throws(BuildFailure) -> PackageDescription {
    var description = PackageDescription(products: [:], targets: [], license: license)
    for product in dump.products where product.type.keys.contains("library") {
      description.products[product.name] = product.targets
    }
    let settings = PackageSettings(dump, traits: package.traits)
    for listed in listing.targets where !["test", "snippet"].contains(listed.type) {
      guard let dumped = dump.targets.first(where: { $0.name == listed.name }) else { continue }
      description.targets.append(try await target(listed, dumped, settings))
    }
    // `describe` leaves some kinds out; a target that needs one must hear why it cannot be had.
    for dumped in dump.targets where !listing.targets.contains(where: { $0.name == dumped.name }) {
      description.targets.append(PackageReader.absent(dumped.name))
    }
    return description
  }

  private func target(
    _ listed: PackageListing.Target, _ dumped: PackageDump.Target, _ settings: PackageSettings
  ) async throws(BuildFailure) -> PackageDescription.Target {
    let isSwift = listed.moduleType == "SwiftTarget"
    let headers = isSwift ? nil : dumped.publicHeadersPath ?? "include"
    var obstacle = obstacle(of: listed, dumped)
    var flags: [String] = []
    switch isSwift ? settings.swift(dumped) : settings.c(dumped, folder: listed.path) {
    case .flags(let read): flags = read
    case .obstacle(let reason): obstacle = obstacle ?? reason
    }
    var files = listed.sources
    if let headers { files += PackageReader.files(below: headers, in: folder(of: listed)) }
    let digest = try await Digest.of(files.sorted(), in: folder(of: listed))
    return PackageDescription.Target(
      name: listed.name, module: listed.c99name, language: isSwift ? .swift : .c,
      obstacle: obstacle, folder: listed.path, sources: listed.sources.sorted(), headers: headers,
      flags: flags, dependencies: settings.dependencies(of: dumped), digest: digest)
  }

  /// Why an image cannot have a target, as far as that shows without compiling it.
  private func obstacle(
    of listed: PackageListing.Target, _ dumped: PackageDump.Target
  ) -> String? {
    switch (listed.type, listed.moduleType) {
    case ("macro", _): return "it is a macro"
    case ("plugin", _): return "it is a build plugin"
    case ("binary", _): return "it comes compiled, for other systems"
    case ("system-target", _): return "it stands for a library of the host system"
    case ("executable", _): return "it is a program of its own"
    case ("library", "SwiftTarget"), ("library", "ClangTarget"): break
    case (let type, _): return "it is of a kind (\(type)) that images do not have"
    }
    if dumped.pluginUsages?.isEmpty == false { return "a build plugin makes some of its sources" }
    let foreign = listed.sources.first { source in
      ![".swift", ".c", ".S", ".s"].contains { source.hasSuffix($0) }
    }
    return foreign.map { "it is neither Swift nor C (\($0))" }
  }

  private static func absent(_ name: String) -> PackageDescription.Target {
    PackageDescription.Target(
      name: name, module: name, language: .swift,
      obstacle: "it is of a kind that images do not have", folder: "", sources: [], headers: nil,
      flags: [], dependencies: [], digest: "")
  }

  private func folder(of target: PackageListing.Target) -> URL {
    URL(filePath: package.folder).appending(path: target.path)
  }

  /// The files in and below `folder`/`name`, relative to `folder`.
  private static func files(below name: String, in folder: URL) -> [String] {
    let all = FileManager.default.enumerator(atPath: folder.appending(path: name).path)
    return (all?.compactMap { $0 as? String } ?? []).map { name + "/" + $0 }.filter { path in
      var isFolder: ObjCBool = false
      let full = folder.appending(path: path).path
      return FileManager.default.fileExists(atPath: full, isDirectory: &isFolder)
        && !isFolder.boolValue
    }
  }

  /// By the words of the licence itself; what is not known for certain is not told.
  private var license: String? {
    for name in ["LICENSE", "LICENSE.txt", "LICENSE.md"] {
      let file = URL(filePath: package.folder).appending(path: name)
      guard let text = try? String(contentsOf: file, encoding: .utf8) else { continue }
      return PackageReader.license(text)
    }
    return nil
  }

  static func license(_ text: String) -> String? {
    let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    if words.contains("Apache License Version 2.0, January 2004") {
      let exception = "Runtime Library Exception to the Apache 2.0 License"
      return words.contains(exception) ? "Apache-2.0 WITH Swift-exception" : "Apache-2.0"
    }
    let permission = "Permission is hereby granted, free of charge, to any person obtaining a copy"
    let isMIT = words.hasPrefix("MIT License ") || words.hasPrefix("The MIT License (MIT) ")
    return isMIT && words.contains(permission) ? "MIT" : nil
  }
}
