// Something to hold an image against: a Linux kernel, busybox, any program. As much is said about it as the
// file itself tells, and what it does not tell is said too.

import Foundation
import Processes

/// A program that an image is compared with.
public struct Beside: Sendable, Equatable {
  /// Bytes whose names begin alike.
  public struct Family: Sendable, Equatable {
    public let name: String
    public let bytes: Int
  }

  public internal(set) var name: String
  /// `ELF`, or how the kernel is packed: `Linux bzImage, lz4`.
  public internal(set) var format: String
  /// Bytes on disk.
  public let fileSize: Int
  /// What it takes in memory when it starts; nil when the file does not let itself be read so far.
  public internal(set) var sizes: Sizes?
  /// What one should know to read the numbers.
  public internal(set) var notes: [String] = []
  /// Largest first; empty without symbols.
  public internal(set) var families: [Family] = []

  /// How many times `loaded` bytes fit into it.
  public func times(_ loaded: Int) -> Double? {
    guard let sizes, loaded > 0 else { return nil }
    return Double(sizes.loaded) / Double(loaded)
  }
}

extension Beside {
  /// Reads a kernel or a program.
  /// - Parameters:
  ///   - symbols: a System.map for it; nil: the one beside it, if any.
  ///   - path: where decompressors are looked for.
  public init(reading file: URL, symbols: URL?, path: SearchPath) throws(MapFault) {
    let bytes = try HostFile.read(file)
    self.init(
      name: CleanText.of(file.lastPathComponent), format: "ELF", fileSize: bytes.count)
    var content = bytes
    if let kernel = BootImage(parsing: bytes) {
      format = "Linux bzImage, \(kernel.packing?.name ?? "packed in a way unknown here")"
      do throws(PackingFault) {
        content = try kernel.unpack(path)
      } catch {
        notes.append(Messages.words(error))
        return
      }
    }
    let elf: Elf
    do throws(ElfFault) {
      elf = try Elf(parsing: content)
    } catch {
      throw .usage(Messages.notComparable(file, error, isKernel: format != "ELF"))
    }
    try take(elf, file, symbols)
  }

  private init(name: String, format: String, fileSize: Int) {
    self.name = name
    self.format = format
    self.fileSize = fileSize
  }

  private mutating func take(_ elf: Elf, _ file: URL, _ given: URL?) throws(MapFault) {
    let counted = elf.sizes
    sizes = counted
    let zeros = elf.loadedSize - counted.loaded
    if zeros > 0 { notes.append(Messages.zerosInFile(zeros)) }
    if elf.isDynamic { notes.append(Messages.isDynamic) }
    let isKernel = format != "ELF" || name.hasPrefix("vmlinu")
    guard isKernel || given != nil || !elf.symbols.isEmpty else { return }
    if let map = given ?? (isKernel ? SystemMap.beside(file) : nil) {
      guard let read = SystemMap(parsing: try HostFile.read(map)) else {
        notes.append(Messages.emptySystemMap(map.lastPathComponent))
        return
      }
      families = Beside.families(read.symbols, in: elf)
    } else if !elf.symbols.isEmpty {
      families = Beside.families(elf.symbols.map { ($0.address, $0.name) }, in: elf)
    } else {
      notes.append(Messages.noSymbols)
    }
    if !families.isEmpty { notes.append(Messages.familiesAreNames) }
  }
}
