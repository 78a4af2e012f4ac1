// How the library OS is compiled: modules, order and flags, in one place.

import Foundation

/// The parts of the library OS and the flags they are compiled with.
enum Recipe {
  /// Swift modules, with their folders under the project's root. They are linked in this order: what several of
  /// them have a copy of, such as a part of the standard library's String, an image takes from the first,
  /// which then stands in its bill of materials. So those that every image has come first.
  static let swiftModules = [
    Module(name: "Time", folder: "Sources/Kernel/Time"),
    Module(name: "Devices", folder: "Sources/Kernel/Devices"),
    Module(name: "Concurrency", folder: "Sources/Kernel/Concurrency"),
    Module(name: "Arguments", folder: "Sources/Kernel/Arguments"),
    Module(name: "Logging", folder: "Sources/Kernel/Logging"),
    Module(name: "Storage", folder: "Sources/Kernel/Storage"),
    Module(name: "Introspection", folder: "Sources/Kernel/Introspection"),
    Module(name: "Metrics", folder: "Sources/Kernel/Metrics"),
    Module(name: "Runtime", folder: "Sources/Kernel/Runtime"),
    Module(name: "InspectionProtocol", folder: "Sources/Kernel/InspectionProtocol"),
    Module(name: "InspectionCommands", folder: "Sources/Kernel/InspectionCommands"),
    Module(
      name: "Inspector", folder: "Sources/Kernel/Inspector", subfolders: ["Commands"]),
    Module(name: "Drivers", folder: "Sources/Kernel/Drivers"),
    Module(name: "Entropy", folder: "Sources/Kernel/Entropy", subfolders: ["Crypto"]),
    Module(name: "Bytes", folder: "Sources/Kernel/Bytes"),
    Module(
      name: "Wire", folder: "Sources/Kernel/Wire",
      subfolders: [
        "ARP", "DHCPv4", "Ethernet", "ICMPv4", "ICMPv6", "IPv4", "IPv6", "MulticastListener",
        "NeighborDiscovery", "TCP", "UDP",
      ]),
    Module(
      name: "TCP", folder: "Sources/Kernel/TCP",
      subfolders: ["Buffers", "Connection", "Listening", "Receiving", "Sending"]),
    Module(
      name: "Network", folder: "Sources/Kernel/Network",
      subfolders: ["IPv4", "Neighbors", "Stack", "TCP", "UDP"]),
    Module(name: "Kernel", folder: "Sources/Kernel/Kernel"),
    Module(
      name: "Configure", folder: "Sources/Workbench/Configure", subfolders: ["Devices"]),
  ]

  struct Module: Sendable {
    let name: String
    let folder: String
    /// Folders inside of it whose files belong to the module as well.
    var subfolders: [String] = []

    var folders: [String] { [folder] + subfolders.map { folder + "/" + $0 } }
  }

  static let nucleus = "Sources/Kernel/CNucleus"
  static let platform = "Sources/Kernel/Platform"
  static let platformCommon = platform + "/common"

  static func platform(_ target: String) -> String { platform + "/" + target }

  /// Functions in sections of their own, so that the linker can drop each; frame pointers, so that a
  /// trap can be traced; paths as they were given, so that no machine's folders get into an image.
  static func swiftFlags(modules: String, root: String) -> [String] {
    imageSwiftFlags + [
      "-I", modules, "-I", root + "/" + platform + "/include", "-I",
      root + "/" + nucleus + "/include",
    ]
  }

  /// What all Swift code in an image is compiled with, packages' too.
  static let imageSwiftFlags = [
    "-frontend", "-c", "-target", Toolchain.triple, "-disable-objc-interop", "-parse-as-library",
    "-enable-experimental-feature", "Embedded", "-enable-experimental-feature", "Extern",
    "-swift-version", "6", "-function-sections", "-empty-abi-descriptor", "-enable-default-cmo",
    "-g", "-debug-info-format=dwarf", "-dwarf-version=4", "-file-compilation-dir", ".",
    "-no-color-diagnostics", "-Xcc", "-fno-omit-frame-pointer", "-Xcc", "-ffreestanding",
  ]

  /// Packages come with warnings of their own. They see no headers of the host: an image has no C library
  /// to go with them.
  static let packageSwiftFlags =
    imageSwiftFlags + ["-Osize", "-suppress-warnings", "-Xcc", "-nostdlibinc", "-num-threads", "2"]

  static let packageCFlags = [
    "-c", "-target", Toolchain.triple, "-std=gnu17", "-ffreestanding", "-nostdlibinc", "-fno-pic",
    "-O2", "-g", "-ffile-compilation-dir=.", "-w", "-ffunction-sections", "-fdata-sections",
    "-fno-omit-frame-pointer", "-fstack-protector-strong",
  ]

  /// Exclusive access is checked by the compiler only: at run time it costs the executor a fifth.
  static let kernelSwiftFlags = [
    "-Osize", "-enforce-exclusivity=unchecked",
    "-enable-upcoming-feature", "InternalImportsByDefault",
    "-enable-experimental-feature", "BuiltinModule",
  ]

  static let cFlags = [
    "-c", "-target", Toolchain.triple, "-std=c17", "-ffreestanding", "-nostdlibinc", "-fno-pic",
    "-O2", "-g", "-ffile-compilation-dir=.", "-Wall", "-Wextra", "-Werror", "-ffunction-sections",
    "-fdata-sections", "-fno-omit-frame-pointer", "-fstack-protector-strong", "-DMIRADOR_IMAGE",
    "-I\(platform)/include", "-I\(nucleus)/include",
  ]

  /// Extra flags by file, where one is special.
  static func cFlags(for file: String) -> [String] {
    // Last words: not worth speed.
    if file.hasPrefix(nucleus + "/tasks") { return ["-fno-builtin", "-Oz"] }
    if file.hasPrefix(nucleus) { return ["-fno-builtin"] }
    // Ring 0: no SSE, no red zone, no canary, no table of jumps (it would lie among ring 3's constants).
    if file.contains("virtio/nucleus") {
      return [
        "-mgeneral-regs-only", "-mno-red-zone", "-fno-stack-protector", "-fno-jump-tables",
      ]
    }
    if file.hasSuffix("report.c") { return ["-Os"] }
    return []
  }

  static let linkFlags = [
    "-static", "-nostdlib", "--gc-sections", "--build-id=none", "-z", "max-page-size=4096",
    "-z", "noexecstack",
  ]
}
