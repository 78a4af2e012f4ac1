import Foundation

/// The files of the packages that the tests make.
enum PackageSources {
  static let base = [
    "Package.swift": """
    // swift-tools-version: 6.0
    import PackageDescription
    let package = Package(
      name: "base", products: [.library(name: "Basics", targets: ["Based"])],
      targets: [.target(name: "Based")])
    """,
    "Sources/Based/Based.swift": """
    public func based() -> String { "based" }

    /// Is not Embedded Swift, which shows when it is made for a type.
    public func measure<Number: SignedNumeric>(_ number: Number) -> Number.Magnitude {
      let paths: [KeyPath<Number, Number.Magnitude>] = [\\.magnitude]
      return number[keyPath: paths[0]]
    }
    """,
  ]

  /// A unikernel whose local library imports a package that config.swift lists after it.
  static func greeter(shelf: String, in folder: URL) throws {
    try FileManager.default.createDirectory(
      at: folder.appending(path: "Greeter"), withIntermediateDirectories: true)
    let files = [
      "config.swift": PackageShelf.config([
        ".local(\"Greeter\", path: \"Greeter\")", PackageShelf.package("Counting", shelf),
        PackageShelf.package("Helping", shelf),
      ]),
      "Greeter/Greeter.swift": """
      import Counting

      public func greeting() -> String { "counted " + counted() }
      """,
      "unikernel.swift": PackageShelf.program(
        ["Greeter", "Helping"], "console.print(greeting()); console.print(help())"),
    ]
    for (name, text) in files {
      try Data(text.utf8).write(to: folder.appending(path: name))
    }
  }

  static func shelf(base: String) -> [String: String] {
    [
      "Package.swift": manifest(base: base),
      "Sources/Counting/Counting.swift": counting,
      "Sources/Helping/Helping.swift": helping,
      "Sources/CCount/include/CCount.h": "int count(void);\n",
      "Sources/CCount/private/step.h": "#define BASE 6\n",
      "Sources/CCount/count.c": """
      #include "CCount.h"
      #include "step.h"
      int count(void) { return STEP * BASE; }
      """,
      "Sources/Loud/Loud.swift": "import Foundation\npublic func loud() -> Data { Data() }\n",
      "Sources/OnLoud/OnLoud.swift": "import Loud\n",
      "Sources/Mirrored/Mirrored.swift":
        "public func count<T>(_ it: T) -> Int { Mirror(reflecting: it).children.count }\n",
      "Sources/Headed/Headed.swift": "import CHeaded\n",
      "Sources/CHeaded/include/CHeaded.h": "void headed(void);\n",
      "Sources/CHeaded/headed.c": "#include <stdio.h>\nvoid headed(void) { puts(\"\"); }\n",
      "Sources/Plugged/Plugged.swift": "public let plugged = 1\n",
      "Plugins/Writer/Writer.swift": "import PackagePlugin\n",
      "Sources/Foreign/Foreign.swift": "import CPlus\n",
      "Sources/CPlus/include/CPlus.h": "void plus(void);\n",
      "Sources/CPlus/plus.cpp": "extern \"C\" void plus(void) {}\n",
      "Sources/Unsafe/Unsafe.swift": "public let unsafe = 1\n",
      "Sources/Time/Time.swift": "public let time = 1\n",
    ]
  }

  /// Fails to compile unless the manifest's settings are honoured.
  private static let counting = """
    import Based
    import CCount
    import Helping

    #if !SWIFT_PACKAGE || ELSEWHERE || DEBUGGING
      #error("a setting is wrong")
    #endif

    #if NAMED && hasFeature(ExistentialAny)
      public func counted() -> String { "\\(count()) NAMED " + based() + packageOnly() }
    #endif
    """

  private static let helping = """
    public func help() -> String { "helped" }
    package func packageOnly() -> String { "" }
    """

  private static func manifest(base: String) -> String {
    """
    // swift-tools-version: 5.9
    import PackageDescription

    let names = [
      "Counting", "Helping", "Loud", "OnLoud", "Mirrored", "Headed", "Plugged", "Foreign", "Unsafe",
      "Time",
    ]
    let package = Package(
      name: "Shelf", products: names.map { .library(name: $0, targets: [$0]) },
      dependencies: [.package(url: "\(base)", exact: "1.0.0")],
      targets: [
        .target(
          name: "CCount", exclude: ["private"],
          cSettings: [.define("STEP", to: "7"), .headerSearchPath("private")]),
        .target(name: "Helping"),
        .target(
          name: "Counting",
          dependencies: [
            "CCount", "Helping", .product(name: "Basics", package: "Base"),
            .target(name: "Loud", condition: .when(platforms: [.macOS])),
          ],
          swiftSettings: [
            .define("NAMED"), .define("ELSEWHERE", .when(platforms: [.macOS])),
            .define("DEBUGGING", .when(configuration: .debug)),
            .enableUpcomingFeature("ExistentialAny"),
          ]),
        .target(name: "Loud"),
        .target(name: "OnLoud", dependencies: ["Loud"]),
        .target(name: "Mirrored"),
        .target(name: "CHeaded"),
        .target(name: "Headed", dependencies: ["CHeaded"]),
        .target(name: "Plugged", plugins: ["Writer"]),
        .plugin(name: "Writer", capability: .buildTool()),
        .target(name: "CPlus"),
        .target(name: "Foreign", dependencies: ["CPlus"]),
        .target(name: "Unsafe", swiftSettings: [.unsafeFlags(["-Ounchecked"])]),
        .target(name: "Time"),
      ])
    """
  }
}
