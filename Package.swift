// swift-tools-version: 6.2
//
// Mirador: a library operating system in Swift and the workbench that teaches it.
//
// Sources/Kernel is the library OS. It is compiled twice: here for the host, where its tests run,
// and by `mirador build` as Embedded Swift into images. Sources/Workbench is the tool, host only.
// An arrow that is not in this file does not compile.
//
import PackageDescription

/// Kernel modules must stay within Embedded Swift; the host build reports most violations early.
let kernel: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .treatWarning("EmbeddedRestrictions", as: .error),
]
let workbench: [SwiftSetting] = [
  .swiftLanguageMode(.v6)
]

let package = Package(
  name: "mirador",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "mirador", targets: ["Workbench"])
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/LebJe/TOMLKit", exact: "0.6.0"),
  ],
  targets: [
    // The library OS.
    .target(
      name: "Platform", path: "Sources/Kernel/Platform",
      exclude: ["virtio", "unix", "common"], sources: ["host"]),
    .target(name: "CNucleus", dependencies: ["Platform"], path: "Sources/Kernel/CNucleus"),
    .target(name: "Bytes", path: "Sources/Kernel/Bytes", swiftSettings: kernel),
    .target(
      name: "Wire", dependencies: ["Bytes"], path: "Sources/Kernel/Wire", swiftSettings: kernel),
    .target(
      name: "TCP", dependencies: ["Bytes", "Time", "Wire"], path: "Sources/Kernel/TCP",
      swiftSettings: kernel),
    .target(name: "Time", path: "Sources/Kernel/Time", swiftSettings: kernel),
    .target(
      name: "Devices", dependencies: ["Bytes", "Time", "Wire"], path: "Sources/Kernel/Devices",
      swiftSettings: kernel),
    .target(
      name: "Network", dependencies: ["Bytes", "Devices", "TCP", "Time", "Wire"],
      path: "Sources/Kernel/Network", swiftSettings: kernel),
    .target(
      name: "Concurrency", dependencies: ["Devices", "Time"], path: "Sources/Kernel/Concurrency",
      swiftSettings: kernel),
    .target(
      name: "Arguments", dependencies: ["Time"], path: "Sources/Kernel/Arguments",
      swiftSettings: kernel),
    .target(
      name: "Logging", dependencies: ["Arguments", "Time", "Platform"],
      path: "Sources/Kernel/Logging", swiftSettings: kernel),
    .target(
      name: "Storage", dependencies: ["Devices", "Time"], path: "Sources/Kernel/Storage",
      swiftSettings: kernel),
    .target(
      name: "Introspection", dependencies: ["CNucleus", "Time"],
      path: "Sources/Kernel/Introspection", swiftSettings: kernel),
    .target(
      name: "Metrics", dependencies: ["Platform", "Time"], path: "Sources/Kernel/Metrics",
      swiftSettings: kernel),
    .target(
      name: "Runtime",
      dependencies: ["Arguments", "Devices", "Introspection", "Logging", "Time", "Platform"],
      path: "Sources/Kernel/Runtime", swiftSettings: kernel),
    .target(
      name: "InspectionProtocol", dependencies: ["Time"],
      path: "Sources/Kernel/InspectionProtocol", swiftSettings: kernel),
    .target(
      name: "InspectionCommands", dependencies: ["InspectionProtocol", "Introspection", "Time"],
      path: "Sources/Kernel/InspectionCommands", swiftSettings: kernel),
    .target(
      name: "Inspector",
      dependencies: [
        "Arguments", "Devices", "InspectionCommands", "InspectionProtocol", "Introspection",
        "Logging", "Metrics", "Platform", "Runtime", "Time",
      ],
      path: "Sources/Kernel/Inspector", swiftSettings: kernel),
    .target(
      name: "Drivers", dependencies: ["Bytes", "Devices", "Runtime", "Platform", "Wire"],
      path: "Sources/Kernel/Drivers", swiftSettings: kernel),
    .target(
      name: "Entropy", dependencies: ["Devices", "Platform"], path: "Sources/Kernel/Entropy",
      swiftSettings: kernel),

    // The workbench.
    .target(
      name: "Packing", dependencies: ["Processes"], path: "Sources/Workbench/Packing",
      swiftSettings: workbench),
    .target(name: "Processes", path: "Sources/Workbench/Processes", swiftSettings: workbench),
    .target(
      name: "Configure", dependencies: ["Arguments"], path: "Sources/Workbench/Configure",
      // A part of it is in every evaluated config.swift, which is Embedded Swift.
      swiftSettings: workbench + [.treatWarning("EmbeddedRestrictions", as: .error)]),
    .target(
      name: "Tables", dependencies: ["Arguments", .product(name: "TOMLKit", package: "TOMLKit")],
      path: "Sources/Workbench/Tables", swiftSettings: workbench),
    .target(
      name: "Composition", dependencies: ["Arguments", "Configure", "Tables"],
      path: "Sources/Workbench/Composition", swiftSettings: workbench),
    .target(
      name: "Manifest", dependencies: ["Maps"], path: "Sources/Workbench/Manifest",
      swiftSettings: workbench),
    .target(
      name: "Build",
      dependencies: [
        "Arguments", "Composition", "Configure", "Manifest", "Packing", "Processes", "Tables",
      ],
      path: "Sources/Workbench/Build", swiftSettings: workbench),
    .target(
      name: "Machines",
      dependencies: ["CStopping", "Configure", "Processes"], path: "Sources/Workbench/Machines",
      swiftSettings: workbench),
    .target(
      name: "Curriculum", dependencies: ["Configure", "Processes", "Tables"],
      path: "Sources/Workbench/Curriculum", swiftSettings: workbench),
    .target(
      name: "Checks",
      dependencies: ["Build", "Configure", "Curriculum", "Machines", "Manifest", "Tables"],
      path: "Sources/Workbench/Checks", swiftSettings: workbench),
    .target(
      name: "Benchmarks",
      dependencies: [
        "Build", "Checks", "Configure", "Curriculum", "Inspect", "Machines", "Processes",
      ],
      path: "Sources/Workbench/Benchmarks", swiftSettings: workbench),
    .target(
      name: "Maps", dependencies: ["Processes"], path: "Sources/Workbench/Maps",
      swiftSettings: workbench),
    .target(
      name: "Deploy", dependencies: ["Configure", "Machines", "Manifest"],
      path: "Sources/Workbench/Deploy", swiftSettings: workbench),
    .target(name: "CTracer", path: "Sources/Workbench/CTracer"),
    .target(
      name: "Timelines", dependencies: ["CTracer", "Configure", "Machines", "Maps", "Processes"],
      path: "Sources/Workbench/Timelines", swiftSettings: workbench),
    .target(name: "CLineEditor", path: "Sources/Workbench/CLineEditor"),
    .target(name: "CStopping", path: "Sources/Workbench/CStopping"),
    .target(name: "CSwitching", path: "Sources/Workbench/CSwitching"),
    .target(
      name: "Switching", dependencies: ["Bytes", "CSwitching", "Processes", "Time", "Wire"],
      path: "Sources/Workbench/Switching", swiftSettings: workbench),
    .target(
      name: "Inspect",
      dependencies: [
        "Arguments", "CLineEditor", "CStopping", "Checks", "Configure", "Curriculum",
        "InspectionCommands", "InspectionProtocol", "Introspection", "Machines", "Maps",
        "Processes", "Tables", "Time",
      ],
      path: "Sources/Workbench/Inspect", swiftSettings: workbench),
    .target(
      name: "CLI",
      dependencies: [
        "Arguments", "Benchmarks", "Build", "Checks", "Composition", "Configure", "Curriculum",
        "Deploy", "Inspect", "Machines", "Manifest", "Maps", "Processes", "Switching", "Tables",
        "Timelines",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Sources/Workbench/CLI", swiftSettings: workbench),
    .executableTarget(
      name: "Workbench", dependencies: ["CLI"], path: "Sources/Workbench/Main",
      swiftSettings: workbench),

    // Tests mirror the sources.
    .testTarget(name: "CNucleusTests", dependencies: ["CNucleus", "Platform"]),
    .target(name: "PlatformParts", path: "Tests/Support/PlatformParts"),
    .testTarget(name: "PlatformTests", dependencies: ["PlatformParts", "Machines"]),
    .testTarget(name: "BytesTests", dependencies: ["Bytes", "SeededNumbers"]),
    .testTarget(
      name: "WireTests", dependencies: ["Bytes", "SeededNumbers", "Wire"], exclude: ["Fixtures"]),
    .testTarget(
      name: "TCPTests", dependencies: ["Bytes", "SeededNumbers", "TCP", "Time", "Wire"],
      exclude: ["throughput.txt"]),
    .testTarget(name: "TimeTests", dependencies: ["Time", "SeededNumbers"]),
    .testTarget(name: "ArgumentsTests", dependencies: ["Arguments", "Time"]),
    .target(name: "SeededNumbers", path: "Tests/Support/SeededNumbers"),
    .target(
      name: "TestImages", dependencies: ["Build", "Configure"], path: "Tests/Support/TestImages"),
    .target(
      name: "ManualTime", dependencies: ["Devices", "Runtime", "Time"],
      path: "Tests/Support/ManualTime"),
    .testTarget(
      name: "ConcurrencyTests", dependencies: ["Concurrency", "Devices", "ManualTime", "Time"]),
    .testTarget(
      name: "RuntimeTests", dependencies: ["Runtime", "Devices", "ManualTime", "Time", "Platform"]),
    .testTarget(
      name: "InspectTests",
      dependencies: [
        "Checks", "Configure", "Inspect", "InspectionProtocol", "Inspector", "Machines",
        "Processes", "SeededNumbers", "Time",
      ]),
    .testTarget(
      name: "InspectionProtocolTests",
      dependencies: ["InspectionProtocol", "SeededNumbers", "Time"]),
    .testTarget(
      name: "InspectorTests",
      dependencies: ["Devices", "InspectionProtocol", "Inspector", "SeededNumbers", "Time"]),
    .testTarget(
      name: "EntropyTests", dependencies: ["Entropy", "Devices", "Platform", "SeededNumbers"]),
    .testTarget(
      name: "DriversTests",
      dependencies: [
        "Bytes", "Drivers", "Devices", "Runtime", "Platform", "SeededNumbers", "Wire",
      ]),
    .testTarget(name: "ConfigureTests", dependencies: ["Configure", "Arguments", "SeededNumbers"]),
    .testTarget(
      name: "CompositionTests", dependencies: ["Composition", "Configure", "Arguments", "Tables"]),
    .testTarget(name: "LoggingTests", dependencies: ["Logging", "Arguments", "Time", "Platform"]),
    .testTarget(
      name: "IntrospectionTests", dependencies: ["Introspection", "CNucleus", "Platform", "Time"]),
    .testTarget(name: "MetricsTests", dependencies: ["Metrics", "Processes"]),
    .testTarget(
      name: "StorageTests",
      dependencies: ["Storage", "Devices", "Time", "Packing", "SeededNumbers"]),
    .testTarget(name: "PackingTests", dependencies: ["Packing", "Processes"]),
    .testTarget(name: "BuildTests", dependencies: ["Build", "Configure", "TestImages"]),
    .testTarget(
      name: "MachinesTests", dependencies: ["Machines", "Configure", "Processes", "SeededNumbers"]),
    .testTarget(name: "ManifestTests", dependencies: ["Manifest", "Processes", "SeededNumbers"]),
    .testTarget(
      name: "CurriculumTests", dependencies: ["Arguments", "Curriculum", "Configure", "Tables"]),
    .testTarget(
      name: "ChecksTests",
      dependencies: ["Checks", "Curriculum", "Machines", "Configure", "Tables"]),
    .testTarget(name: "BenchmarksTests", dependencies: ["Benchmarks", "Checks", "Machines"]),
    .testTarget(
      name: "MapsTests",
      dependencies: ["Configure", "Maps", "Processes", "TestImages", "Workbench"]),
    .testTarget(
      name: "TimelinesTests",
      dependencies: [
        "Build", "Configure", "Machines", "Maps", "Processes", "TestImages", "Timelines",
      ]),
    .executableTarget(
      name: "ClientHolder", dependencies: ["Switching", "Wire"],
      path: "Tests/Support/ClientHolder", swiftSettings: workbench),
    .testTarget(
      name: "SwitchingTests",
      dependencies: [
        "Bytes", "CSwitching", "ClientHolder", "Processes", "SeededNumbers", "Switching", "Time",
        "Wire",
      ]),
    .testTarget(
      name: "DeployTests",
      dependencies: [
        "Build", "Configure", "Deploy", "Machines", "Manifest", "Processes", "TestImages",
      ]),
    .testTarget(
      name: "ToolTests",
      dependencies: [
        "Checks", "Configure", "Curriculum", "Inspect", "InspectionProtocol", "Processes",
        "Workbench",
      ]),
    .testTarget(
      name: "TranscriptTests", dependencies: ["Processes", "Workbench"],
      path: "Tests/Transcripts/Harness"),
    .testTarget(
      name: "BootTests",
      dependencies: [
        "Build", "Configure", "Inspect", "InspectionProtocol", "Introspection", "Machines",
        "Manifest", "Packing", "Processes", "SeededNumbers", "Switching", "TestImages", "Wire",
      ],
      path: "Tests/Boot"),
    .testTarget(
      name: "NetworkTests",
      dependencies: [
        "Bytes", "Devices", "ManualTime", "Network", "SeededNumbers", "TCP", "Time", "Wire",
      ]),
  ]
)
