// CycloneDX 1.5 (ECMA-424 is its successor): a bill about one component, the image, with a component for
// each library, on all of which it depends.

import Foundation

extension Bill {
  /// The bill as a CycloneDX 1.5 document in JSON.
  public var cycloneDX: Data {
    get throws(ManifestFailure) {
      let libraries = manifest.libraries.enumerated().map { component($1, at: $0) }
      var image = Component(type: "application", reference: "image", name: manifest.name)
      image.hashes = [Hash(content: sha256)]
      image.properties = [
        Property(name: "mirador:file", value: file),
        Property(name: "mirador:sources:sha256", value: manifest.sources),
        Property(name: "mirador:target", value: manifest.target),
        Property(name: "mirador:toolchain", value: manifest.toolchain),
      ]
      var tool = Component(type: "application", reference: nil, name: "mirador")
      tool.version = manifest.tool
      let references = libraries.compactMap(\.reference)
      return try Self.encode(
        Document(
          serialNumber: "urn:uuid:\(identifier)",
          metadata: .init(
            timestamp: created, tools: .init(components: [tool]), component: image),
          components: libraries,
          dependencies: [Dependency(ref: "image", dependsOn: references)]
            + references.map { Dependency(ref: $0, dependsOn: nil) }))
    }
  }

  private func component(_ library: Manifest.Library, at index: Int) -> Component {
    var component = Component(
      type: library.origin == .application ? "application" : "library",
      reference: "library-\(index + 1)", name: library.name)
    component.version = library.version.isEmpty ? nil : library.version
    component.hashes = library.checkedDigest.map { [Hash(content: $0)] }
    component.licenses = license(library).map { [$0] }
    component.purl = library.packageURL
    component.externalReferences = library.checkedLocation.map { [Reference(url: $0)] }
    component.properties = [Property(name: "mirador:origin", value: library.origin.rawValue)]
    return component
  }

  private func license(_ library: Manifest.Library) -> License? {
    guard let given = library.license, !given.isEmpty else { return nil }
    guard let expression = library.checkedLicense else {
      return License(expression: nil, license: .init(name: given))
    }
    return License(expression: expression, license: nil)
  }
}

// The names are the specification's.
private struct Document: Encodable {
  var bomFormat = "CycloneDX"
  var specVersion = "1.5"
  var serialNumber: String
  var version = 1
  var metadata: Metadata
  var components: [Component]
  var dependencies: [Dependency]

  struct Metadata: Encodable {
    var timestamp: String
    var tools: Tools
    var component: Component
  }

  struct Tools: Encodable {
    var components: [Component]
  }
}

private struct Component: Encodable {
  var type: String
  var reference: String?
  var name: String
  var version: String?
  var hashes: [Hash]?
  var licenses: [License]?
  var purl: String?
  var externalReferences: [Reference]?
  var properties: [Property]?

  init(type: String, reference: String?, name: String) {
    self.type = type
    self.reference = reference
    self.name = name
  }

  private enum CodingKeys: String, CodingKey {
    case type, name, version, hashes, licenses, purl, externalReferences, properties
    case reference = "bom-ref"
  }
}

private struct Hash: Encodable {
  var alg = "SHA-256"
  var content: String
}

private struct License: Encodable {
  var expression: String?
  var license: Named?

  struct Named: Encodable {
    var name: String
  }
}

private struct Reference: Encodable {
  var type = "vcs"
  var url: String
}

private struct Property: Encodable {
  var name: String
  var value: String
}

private struct Dependency: Encodable {
  var ref: String
  var dependsOn: [String]?
}
