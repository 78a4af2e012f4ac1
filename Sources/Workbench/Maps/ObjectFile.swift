// Whose object is it? The paths of a link map, understood:
//
//     …/.mirador/application-<digest>.o           the unikernel itself
//     …/.mirador/TARGET/manifest.o                its bill of materials
//     …/kernel-<digest>/Runtime/Executor.swift.o  a Swift module of the library OS, one object a file
//     …/kernel-<digest>/nucleus/heap.c.o          the C library
//     …/kernel-<digest>/virtio/start.S.o          the platform; so are unix and common
//     …/libswift_Concurrency.a(Task.cpp.o)        Swift's own
//     <internal>                                  made by the linker: merged strings and constants

import Foundation

/// An object of a link map.
struct ObjectFile: Sendable, Equatable {
  let group: String
  /// The source file, or what stands for it.
  let file: String
  /// The Swift module that it was compiled from; nil: not from Swift.
  let module: String?

  init(_ path: String) {
    let parts = path.split(separator: "/").map(String.init)
    let last = parts.last ?? path
    if path == "<internal>" {
      self.init("Merged constants", "merged by the linker", nil)
    } else if let (archive, member) = ObjectFile.archive(last) {
      self.init(ObjectFile.group(archive), member, nil)
    } else if last == "manifest.o" {
      self.init("Manifest", "manifest", nil)
    } else if last.hasPrefix("application") {
      self.init(ObjectFile.application, "application", "Application")
    } else if let index = parts.lastIndex(where: { $0.hasPrefix("kernel-") }) {
      self.init(library: parts[(index + 1)...].map { $0 })
    } else {
      self.init("Other", ObjectFile.source(last), nil)
    }
  }

  private init(_ group: String, _ file: String, _ module: String?) {
    self.group = group
    self.file = file
    self.module = module
  }

  /// Below the library OS's folder.
  private init(library parts: [String]) {
    let folder = parts.first ?? ""
    let source = ObjectFile.source(parts.joined(separator: "/"))
    switch folder {
    case "nucleus": self.init("CNucleus", source, nil)
    case "common", "virtio", "unix": self.init("Platform", source, nil)
    default:
      let module = parts.count > 1 ? folder : source
      self.init(module, source, module)
    }
  }

  static let application = "Application"
  static let standardLibrary = "Swift standard library"
  static let concurrency = "Swift concurrency"

  /// The group of what a Swift module declares.
  static func group(ofModule module: String) -> String {
    switch module {
    case "Swift": standardLibrary
    case "_Concurrency": concurrency
    default: module
    }
  }

  private static func group(_ archive: String) -> String {
    switch archive {
    case "libswift_Concurrency.a": concurrency
    case "libswiftUnicodeDataTables.a": "Unicode tables"
    default: archive
    }
  }

  private static func archive(_ name: String) -> (archive: String, member: String)? {
    guard name.hasSuffix(")"), let bracket = name.firstIndex(of: "(") else { return nil }
    return (
      String(name[..<bracket]), source(String(name[name.index(after: bracket)...].dropLast()))
    )
  }

  private static func source(_ name: String) -> String {
    name.hasSuffix(".o") ? String(name.dropLast(2)) : name
  }
}
