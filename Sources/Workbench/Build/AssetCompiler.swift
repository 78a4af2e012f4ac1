// Folders that config.swift wants in the image: packed into an archive, and that assembled into an object.
//
//   DIR/.mirador/assets/0.archive 0.S 0.o    by the folder's place in the composition

import Composition
import Configure
import Foundation
import Packing

struct AssetCompiler: Sendable {
  let linker: Linker
  /// The unikernel's folder.
  let directory: URL

  private static let place = ".mirador/assets"

  /// - Returns: an object for each folder of the composition.
  func compile(_ composition: Composition) async throws(BuildFailure) -> [URL] {
    var objects: [URL] = []
    for (index, path) in composition.folders.enumerated() {
      objects.append(try await compile(path, index, composition.line(of: path)))
    }
    return objects
  }

  private func compile(_ path: String, _ index: Int, _ line: Int) async throws(BuildFailure) -> URL
  {
    guard !path.hasPrefix("/") else {
      throw .source(diagnostics: Messages.absolute(path, line: line))
    }
    let folder = directory.appending(path: path)
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: folder.path, isDirectory: &isFolder),
      isFolder.boolValue
    else { throw .source(diagnostics: Messages.noFolder(path, line: line)) }
    try Files.makeFolder(directory.appending(path: Self.place))
    let base = "\(Self.place)/\(index)"
    let archive: Data
    let source: String
    do throws(PackingFailure) {
      archive = try DirectoryPacker.pack(folder: folder)
      source = try DirectoryPacker.assembler(name: "\(index)", archive: base + ".archive")
    } catch {
      throw .source(diagnostics: Messages.configFault(error.description + ".", line: line))
    }
    try Files.write(archive, to: directory.appending(path: base + ".archive"))
    try Files.write(source, to: directory.appending(path: base + ".S"))
    return try await linker.assemble(base + ".S", in: directory)
  }

}

extension Composition {
  /// The line of config.swift that wants a folder.
  fileprivate func line(of folder: String) -> Int {
    let part = devices.first { part in part.call.inputs.contains { $0.source == .folder(folder) } }
    return part?.line ?? line
  }
}
