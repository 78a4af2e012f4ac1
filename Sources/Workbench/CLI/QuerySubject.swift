// What `query` can print. To add a subject, add a case, its line in `about` and its text.

import Arguments
import Build
import Checks
import Composition
import Deploy
import Foundation
import Manifest
import Tables

import enum Configure.Target

/// Something that `query` prints.
enum QuerySubject: String, CaseIterable {
  case main, arguments, configuration, graph, packages
  case manifest, spdx, cyclonedx
  case qemu, libvirt, firecracker
  case cloudHypervisor = "cloud-hypervisor"
  case systemd

  /// What it is, for the list.
  var about: String {
    switch self {
    case .main: "the generated main, .mirador/main.swift"
    case .arguments: "the help that the unikernel prints at boot"
    case .configuration: "what was configured, as .mirador/configured.toml"
    case .graph: "devices and their parts, for graphviz"
    case .packages: "the Package.swift by which Swift packages are found"
    case .manifest: "what the image says of itself, JSON"
    case .spdx: "the bill of materials, SPDX 2.3 JSON"
    case .cyclonedx: "the bill of materials, CycloneDX 1.5 JSON"
    case .qemu: "a shell script that boots it under QEMU"
    case .libvirt: "a libvirt domain, XML"
    case .firecracker: "a Firecracker configuration, JSON"
    case .cloudHypervisor: "a shell script for Cloud Hypervisor"
    case .systemd: "a systemd service, for the target unix"
    }
  }

  /// The one target that it makes sense for.
  var onlyTarget: Target? {
    switch self {
    case .qemu, .libvirt, .firecracker, .cloudHypervisor: .virtio
    case .systemd: .unix
    default: nil
    }
  }

  /// What a text is made from.
  struct Request {
    let directory: URL
    let configuration: Configuration
    let target: Target
    let options: Deployment.Options
    let builder: Builder
  }

  /// What a subject is made from.
  private enum Source {
    case composition((Composition, Request) throws -> String)
    /// The image is built for it: what is told of it is told of these sources.
    case image((BuiltUnikernel) throws -> String)
    case host((Deployment) throws(DeployFailure) -> String)
  }

  private var source: Source {
    switch self {
    case .main: .composition { composition, _ in MainGenerator.main(of: composition) }
    case .arguments: .composition { composition, _ in composition.table.help + "\n" }
    case .configuration: .composition { _, request in request.configuration.settings.text }
    case .graph: .composition { composition, _ in Graph(composition).dot }
    case .packages: .composition { composition, _ in try QuerySubject.packages(of: composition) }
    case .manifest: .image { try ImageDescription($0.image).text(.json) }
    case .spdx: .image { String(decoding: try $0.bill().spdx, as: UTF8.self) }
    case .cyclonedx: .image { String(decoding: try $0.bill().cycloneDX, as: UTF8.self) }
    case .qemu: .host { (host) throws(DeployFailure) in try host.qemu }
    case .libvirt: .host { (host) throws(DeployFailure) in try host.libvirt }
    case .firecracker: .host { (host) throws(DeployFailure) in try host.firecracker }
    case .cloudHypervisor: .host { (host) throws(DeployFailure) in try host.cloudHypervisor }
    case .systemd: .host { (host) throws(DeployFailure) in try host.systemd }
    }
  }

  func text(_ request: Request) async throws -> String {
    switch source {
    case .composition(let text):
      return try text(request.configuration.composition(for: request.target), request)
    case .image(let text): return try await text(BuiltUnikernel(request))
    case .host(let text):
      let built = try await BuiltUnikernel(request)
      do throws(DeployFailure) {
        return try text(
          Deployment(built.manifest, image: built.image.path, options: request.options))
      } catch {
        throw Failure(.usage, error.description)
      }
    }
  }

  private static func packages(of composition: Composition) throws -> String {
    guard let text = try PackageManifest.text(libraries: composition.libraries) else {
      throw Failure(.usage, "\(composition.name) takes nothing from Swift packages.")
    }
    return text
  }

  static var list: [String] {
    let width = allCases.map(\.rawValue.count).max() ?? 0
    let lines = allCases.map {
      "  " + $0.rawValue.padding(toLength: width + 2, withPad: " ", startingAt: 0) + $0.about
    }
    return ["Subjects of query:"] + lines + ["Next:  ./mirador query main DIRECTORY"]
  }

  static func unknown(_ word: String) -> String {
    let near = Nearest.match(word, among: allCases.map(\.rawValue))
    let next = near.map { "Did you mean: ./mirador query \($0)" } ?? "List them: ./mirador query"
    return "There is no subject \"\(word)\". \(next)"
  }
}

/// The image of a request, built now.
private struct BuiltUnikernel {
  let image: URL
  let manifest: Manifest
  private let digest: String

  init(_ request: QuerySubject.Request) async throws {
    let built = try await request.builder.build(request.directory, target: request.target)
    // A host finds it by this path.
    image = built.executable.absoluteURL.standardizedFileURL
    manifest = try ImageDescription(image).manifest
    digest = try await Builder.sha256(of: image)
  }

  func bill() throws -> Bill {
    let date = try Bill.date(
      sourceDateEpoch: ProcessInfo.processInfo.environment["SOURCE_DATE_EPOCH"])
    return try Bill(manifest, file: image.lastPathComponent, sha256: digest, created: date)
  }
}
