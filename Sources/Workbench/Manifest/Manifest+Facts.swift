// What both kinds of bill say of a library.

import Foundation

extension Manifest.Library {
  /// The digest, when it is one; a bill with a malformed one would be refused as a whole.
  var checkedDigest: String? {
    let digest = digest.lowercased()
    return Bill.isSHA256(digest) ? digest : nil
  }

  /// The licence, when it has the form of an SPDX licence expression (SPDX 2.3, annex D) of listed
  /// licences. Whether each is on the list, a validator says.
  var checkedLicense: String? {
    guard let license, !license.isEmpty else { return nil }
    let spaced = license.replacing("(", with: " ( ").replacing(")", with: " ) ")
    var depth = 0
    // An expression is operands and operators in turn.
    var wantsOperand = true
    for word in spaced.split(separator: " ") {
      switch (word, wantsOperand) {
      case ("(", true): depth += 1
      case (")", false) where depth > 0: depth -= 1
      case ("AND", false), ("OR", false), ("WITH", false): wantsOperand = true
      case (_, true) where Self.isLicense(word): wantsOperand = false
      default: return nil
      }
    }
    return depth == 0 && !wantsOperand ? license : nil
  }

  private static func isLicense(_ word: Substring) -> Bool {
    !["AND", "OR", "WITH"].contains(word) && !word.hasPrefix("LicenseRef-")
      && !word.hasPrefix("DocumentRef-")
      && word.utf8.allSatisfy { PackageURL.isPlain($0) || $0 == UInt8(ascii: "+") }
  }

  /// A package URL: `pkg:swift` for a Swift package with a place, `pkg:generic` for what Mirador and
  /// the toolchain bring; nil for the application's own parts, which have no public name.
  var packageURL: String? {
    switch origin {
    case .application, .local: nil
    case .package: PackageURL.swift(location: location, version: version)
    case .mirador: PackageURL.generic("mirador", name, version: version)
    case .toolchain: PackageURL.generic("swift-toolchain", name, version: version)
    }
  }

  /// The location, when it is a URL that a bill may hold.
  var checkedLocation: String? {
    guard let location, let url = URL(string: location), let scheme = url.scheme,
      ["https", "http", "ssh", "git"].contains(scheme), url.host() != nil,
      location.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f })
    else { return nil }
    return location
  }
}

/// Package URLs (ECMA-427), as far as bills need them.
enum PackageURL {
  /// From `https://HOST/OWNER/NAME.git`; nil when the location has another form.
  static func swift(location: String?, version: String) -> String? {
    guard let location, let url = URL(string: location), let host = url.host(), !host.isEmpty else {
      return nil
    }
    var path = url.pathComponents.filter { $0 != "/" }
    guard path.count >= 2 else { return nil }
    if let last = path.popLast() {
      path.append(last.hasSuffix(".git") ? String(last.dropLast(4)) : last)
    }
    return assemble("swift", [host.lowercased()] + path, version)
  }

  static func generic(_ namespace: String, _ name: String, version: String) -> String? {
    assemble("generic", [namespace, name], version)
  }

  private static func assemble(_ type: String, _ path: [String], _ version: String) -> String? {
    guard path.allSatisfy({ !$0.isEmpty }) else { return nil }
    let base = "pkg:\(type)/" + path.map(escaped).joined(separator: "/")
    return version.isEmpty ? base : base + "@" + escaped(version)
  }

  private static func escaped(_ text: String) -> String {
    text.utf8.reduce(into: "") { result, byte in
      if isPlain(byte) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "~") {
        result.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        result += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }
  }

  /// Letters, digits, dots and dashes.
  static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"):
      true
    default: false
    }
  }
}
