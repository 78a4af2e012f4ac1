// arguments, devices, build: what the unikernel was made of and given.

internal import Arguments
internal import InspectionProtocol
internal import Runtime

/// A device as the generated main connects it.
public struct InspectedDevice: Sendable {
  let name: StaticString
  let type: StaticString
  let maker: StaticString
  let line: Int

  /// - Parameters:
  ///   - name: what config.swift calls it.
  ///   - type: the type under which the application sees it.
  ///   - maker: the function that makes it.
  ///   - line: where config.swift asks for it.
  public init(
    _ name: StaticString, type: StaticString, maker: StaticString, line: Int
  ) {
    self.name = name
    self.type = type
    self.maker = maker
    self.line = line
  }
}

extension InspectionCommand {
  static func devices(_ devices: [InspectedDevice]) -> InspectionCommand {
    InspectionCommand(
      CommandDeclaration(
        "devices", help: "the devices, in the order in which they were connected",
        explanation: "The generated main tells what it connected; drivers are not asked.",
        columns: [
          Column("device", .text), Column("as", .text), Column("made by", .text),
          Column("config.swift", .integer),
        ])
    ) { _ in
      InspectionAnswer(
        rows: devices.map { device in
          [
            .text(text(device.name)), .text(text(device.type)), .text(text(device.maker)),
            .integer(Int64(device.line)),
          ]
        })
    }
  }

  private static func text(_ text: StaticString) -> String {
    text.withUTF8Buffer { String(decoding: $0, as: UTF8.self) }
  }

  static func arguments(_ values: ArgumentValues) -> InspectionCommand {
    InspectionCommand(
      CommandDeclaration(
        "arguments", help: "the boot arguments: what holds, and since when",
        explanation:
          "The values that the generated main read: from the boot's command line, else as they "
          + "were configured.",
        columns: [Column("argument", .text), Column("value", .text), Column("from", .text)])
    ) { _ in
      InspectionAnswer(
        rows: values.listing.map { entry in
          [
            .text(entry.name), entry.value.map { .text($0) } ?? .none,
            .text(entry.isGiven ? "boot" : "configured"),
          ]
        })
    }
  }

  #if hasFeature(Embedded)
    static func build(_ system: System) -> InspectionCommand {
      InspectionCommand(
        CommandDeclaration(
          "build", help: "the libraries that the image is linked of, with versions",
          explanation:
            "A list that the builder put into the image. Sizes: mirador map; digests and "
            + "licences: mirador query.",
          columns: [Column("library", .text), Column("version", .text)])
      ) { _ in
        InspectionAnswer(rows: system.libraries.map { [.text($0.name), .text($0.version)] })
      }
    }
  #endif
}
