// A Linux kernel as it lies in /boot: code that unpacks, and the kernel proper, compressed.
//
//     0x1F1  setup_sects      1  sectors of 512 bytes after the first; 0 means 4
//     0x202  "HdrS"           4
//     0x206  version          2  payload fields since 2.08
//     0x248  payload_offset   4  from the end of the setup sectors
//     0x24C  payload_length   4
//
// Source: Documentation/arch/x86/boot.rst of Linux.

import Foundation
import Processes

/// A bzImage whose payload is in the file.
struct BootImage: Sendable {
  let payload: [UInt8]
  /// Nil: a kind that this tool does not know.
  let packing: Packing?

  /// - Returns: nil when the file is no bzImage or its payload is not in it.
  init?(parsing bytes: [UInt8]) {
    let file = ByteView(bytes: bytes)
    guard let range = file.range(0x202, 4), Array(bytes[range]) == Array("HdrS".utf8),
      let version = file.integer(0x206, 2), version >= 0x208,
      let sectors = file.offset(0x1F1, 1), let offset = file.offset(0x248, 4),
      let length = file.offset(0x24C, 4), length > 0,
      let place = file.range(512 * ((sectors == 0 ? 4 : sectors) + 1) + offset, length)
    else { return nil }
    let payload = Array(bytes[place])
    self.payload = payload
    packing = Packing.all.first { payload.starts(with: $0.magic) }
  }

  /// The kernel proper, decompressed by the ordinary tool of the host.
  func unpack(_ path: SearchPath) throws(PackingFault) -> [UInt8] {
    guard let packing else { throw .unknown }
    guard let program = path.find(packing.program) else { throw .noProgram(packing) }
    // The build appends the unpacked size, four bytes, to all but gzip, which has it of its own.
    let size = packing.program == "gzip" ? 0 : 4
    let scratch = FileManager.default.temporaryDirectory
      .appending(path: "mirador-payload-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: scratch) }
    do {
      try Data(payload.dropLast(size)).write(to: scratch)
    } catch {
      throw .failed(packing, error.localizedDescription)
    }
    return try BootImage.run(packing, program, scratch)
  }

  private static func run(
    _ packing: Packing, _ program: String, _ file: URL
  ) throws(PackingFault) -> [UInt8] {
    let received = Received()
    var request = ChildRequest(program: program, arguments: packing.arguments + [file.path])
    request.budget = Limits.patience
    request.received = { channel, bytes, _ in received.take(bytes, channel) }
    let report: ChildReport
    do throws(SystemFailure) {
      report = try ChildProcess.runBlocking(request)
    } catch {
      throw .failed(packing, error.description)
    }
    let (bytes, words) = received.all
    guard report.end == .exited(0), !bytes.isEmpty else {
      throw .failed(packing, CleanText.of(words.prefix(200)))
    }
    return bytes
  }
}

/// How a kernel can be compressed, and what decompresses it.
struct Packing: Sendable, Equatable {
  let name: String
  let magic: [UInt8]
  /// Reads a file that is named last, writes to standard output.
  let program: String
  let arguments: [String]
  /// The Debian package that has the program.
  let package: String

  /// Those that Linux can be configured for (init/Kconfig, KERNEL_*), but for LZO.
  static let all = [
    Packing(name: "gzip", magic: [0x1F, 0x8B], program: "gzip", arguments: ["-dc"]),
    Packing(
      name: "xz", magic: [0xFD, 0x37, 0x7A, 0x58, 0x5A], program: "xz", arguments: ["-dcF", "xz"],
      package: "xz-utils"),
    Packing(
      name: "zstd", magic: [0x28, 0xB5, 0x2F, 0xFD], program: "zstd", arguments: ["-dcq"]),
    Packing(name: "lz4", magic: [0x02, 0x21, 0x4C, 0x18], program: "lz4", arguments: ["-dcq"]),
    Packing(name: "bzip2", magic: [0x42, 0x5A, 0x68], program: "bzip2", arguments: ["-dc"]),
    Packing(
      name: "lzma", magic: [0x5D, 0x00, 0x00], program: "xz", arguments: ["-dcF", "lzma"],
      package: "xz-utils"),
  ]

  private init(
    name: String, magic: [UInt8], program: String, arguments: [String], package: String? = nil
  ) {
    self.name = name
    self.magic = magic
    self.program = program
    self.arguments = arguments
    self.package = package ?? program
  }
}

/// Why a kernel stays packed.
enum PackingFault: Error, Equatable {
  case unknown
  case noProgram(Packing)
  /// What the program says, if anything.
  case failed(Packing, String)
}
