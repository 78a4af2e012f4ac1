// SPDX 2.3 (ISO/IEC 5962): a document about one package, the image, that contains a package for each
// library and was built with one, the compiler.

import Foundation

extension Bill {
  /// The bill as an SPDX 2.3 document in JSON.
  public var spdx: Data {
    get throws(ManifestFailure) {
      let libraries = manifest.libraries.enumerated().map { library($1, at: $0) }
      var relations = [Relationship("SPDXRef-DOCUMENT", "DESCRIBES", Self.image)]
      relations += libraries.map { Relationship(Self.image, "CONTAINS", $0.identifier) }
      relations.append(Relationship(Self.compiler, "BUILD_TOOL_OF", Self.image))
      return try Self.encode(
        Document(
          creationInfo: .init(
            created: created, creators: ["Tool: mirador-\(oneLine(manifest.tool))"]),
          documentNamespace: "urn:uuid:\(identifier)",
          name: oneLine("\(manifest.name)-\(manifest.target)"),
          packages: [imagePackage] + libraries + [compilerPackage],
          relationships: relations))
    }
  }

  private static let image = "SPDXRef-Image"
  private static let compiler = "SPDXRef-Compiler"

  private var imagePackage: Package {
    var package = Package(identifier: Self.image, name: manifest.name)
    package.packageFileName = file
    package.checksums = [Checksum(checksumValue: sha256)]
    package.primaryPackagePurpose = "APPLICATION"
    package.comment = "Target \(manifest.target); SHA-256 of the sources \(manifest.sources)."
    return package
  }

  private var compilerPackage: Package {
    var package = Package(identifier: Self.compiler, name: manifest.toolchain)
    package.primaryPackagePurpose = "APPLICATION"
    return package
  }

  private func library(_ library: Manifest.Library, at index: Int) -> Package {
    // Identifiers are letters, digits, dots and dashes (SPDX 2.3 §7.2); the number makes them unique.
    let plain = String(
      decoding: library.name.utf8.map { PackageURL.isPlain($0) ? $0 : UInt8(ascii: "-") },
      as: UTF8.self)
    var package = Package(identifier: "SPDXRef-Library-\(index + 1)-\(plain)", name: library.name)
    package.versionInfo = library.version.isEmpty ? nil : library.version
    package.primaryPackagePurpose = library.origin == .application ? "APPLICATION" : "LIBRARY"
    package.checksums = library.checkedDigest.map { [Checksum(checksumValue: $0)] }
    package.downloadLocation = library.checkedLocation ?? "NOASSERTION"
    package.licenseDeclared = library.checkedLicense ?? "NOASSERTION"
    if let license = library.license, library.checkedLicense == nil {
      package.licenseComments =
        "Given as \"\(license)\", which is no expression of listed licences."
    }
    package.externalRefs = library.packageURL.map { [Reference(referenceLocator: $0)] }
    package.comment = "Origin: \(library.origin.rawValue)."
    return package
  }

  /// The tag-value form of SPDX has one line for a name.
  private func oneLine(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.map { $0.value < 0x20 ? "_" : $0 }))
  }
}

// The names are the specification's.
private struct Document: Encodable {
  var identifier = "SPDXRef-DOCUMENT"
  var creationInfo: Creation
  var dataLicense = "CC0-1.0"
  var documentNamespace: String
  var name: String
  var packages: [Package]
  var relationships: [Relationship]
  var spdxVersion = "SPDX-2.3"

  private enum CodingKeys: String, CodingKey {
    case identifier = "SPDXID"
    case creationInfo, dataLicense, documentNamespace, name, packages, relationships, spdxVersion
  }

  struct Creation: Encodable {
    var created: String
    var creators: [String]
  }
}

private struct Package: Encodable {
  var identifier: String
  var name: String
  var versionInfo: String?
  var packageFileName: String?
  var supplier = "NOASSERTION"
  var downloadLocation = "NOASSERTION"
  var filesAnalyzed = false
  var checksums: [Checksum]?
  var licenseConcluded = "NOASSERTION"
  var licenseDeclared = "NOASSERTION"
  var licenseComments: String?
  var copyrightText = "NOASSERTION"
  var externalRefs: [Reference]?
  var primaryPackagePurpose: String?
  var comment: String?

  init(identifier: String, name: String) {
    self.identifier = identifier
    self.name = name
  }

  private enum CodingKeys: String, CodingKey {
    case identifier = "SPDXID"
    case name, versionInfo, packageFileName, supplier, downloadLocation, filesAnalyzed, checksums
    case licenseConcluded, licenseDeclared, licenseComments, copyrightText, externalRefs
    case primaryPackagePurpose, comment
  }
}

private struct Checksum: Encodable {
  var algorithm = "SHA256"
  var checksumValue: String
}

private struct Reference: Encodable {
  var referenceCategory = "PACKAGE-MANAGER"
  var referenceType = "purl"
  var referenceLocator: String
}

private struct Relationship: Encodable {
  var spdxElementId: String
  var relationshipType: String
  var relatedSpdxElement: String

  init(_ element: String, _ type: String, _ related: String) {
    spdxElementId = element
    relationshipType = type
    relatedSpdxElement = related
  }
}
