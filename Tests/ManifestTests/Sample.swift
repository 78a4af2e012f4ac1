import Foundation
import Manifest

/// Manifests and ELF files to test with.
enum Sample {
  static let digest = String(repeating: "0123456789abcdef", count: 4)

  static let manifest = Manifest(
    name: "hello", target: "virtio", tool: "0.2.0", toolchain: "Swift 6.3.1", sources: digest,
    devices: [
      .init(
        name: "console", type: "any Console", implementation: "PlatformConsole", line: 6),
      .init(
        name: "service", type: "any NetworkInterface", implementation: "VirtioNetwork",
        uses: ["clock"], hardware: [.init(kind: .network, name: "service")], line: 7),
    ],
    arguments: [
      .init(name: "hello", kind: "text", group: "application", value: "Hi", help: "Who to greet.")
    ],
    libraries: [
      .init(name: "hello", version: "1", origin: .application, digest: digest),
      .init(
        name: "DequeModule", version: "1.2.0", origin: .package, digest: digest,
        location: "https://github.com/apple/swift-collections.git",
        license: "Apache-2.0 WITH Swift-exception"),
      .init(name: "Runtime", version: "0.2.0", origin: .mirador, digest: digest),
      .init(
        name: "libswift_Concurrency", version: "6.3.1", origin: .toolchain, digest: digest,
        license: "Apache-2.0 WITH Swift-exception"),
    ])

  /// Every text holds what breaks formats.
  static let hostile: Manifest = {
    let text = "\"'\\ <&>]]> %n $HOME `id` \n\t\u{1} é 🙂 -- ${x} ; |"
    var manifest = Manifest(
      name: text, target: text, tool: text, toolchain: text, sources: text,
      devices: [
        .init(
          name: text, type: text, implementation: text, uses: [text],
          hardware: [.init(kind: .block, name: text)], line: -1)
      ],
      arguments: [
        .init(
          name: text, kind: text, group: text, value: text, isRequired: true, isFixed: true,
          help: text)
      ])
    for origin in [Manifest.Library.Origin.application, .local, .package, .mirador, .toolchain] {
      manifest.libraries.append(
        .init(
          name: text, version: text, origin: origin, digest: text, location: text, license: text))
    }
    return manifest
  }()

  /// A note as it stands in a file.
  static func note(_ owner: String, _ type: UInt32, _ content: Data) -> Data {
    func padded(_ data: Data) -> Data { data + Data(count: -data.count & 3) }
    let name = Data(owner.utf8) + [0]
    return number(UInt32(name.count)) + number(UInt32(content.count)) + number(type)
      + padded(name) + padded(content)
  }

  /// An ELF header and one program header of type PT_NOTE over `notes`.
  static func elf(_ notes: Data) -> Data {
    var file = Data([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]) + Data(count: 57)
    func put(_ value: some FixedWidthInteger, at offset: Int) {
      let bytes = number(value)
      file.replaceSubrange(offset..<offset + bytes.count, with: bytes)
    }
    put(UInt64(64), at: 32)
    put(UInt16(56), at: 54)
    put(UInt16(1), at: 56)
    file += Data(count: 56)
    put(UInt32(4), at: 64)
    put(UInt64(120), at: 72)
    put(UInt64(notes.count), at: 96)
    return file + notes
  }

  static func number<Number: FixedWidthInteger>(_ value: Number) -> Data {
    withUnsafeBytes(of: value.littleEndian) { Data($0) }
  }
}
