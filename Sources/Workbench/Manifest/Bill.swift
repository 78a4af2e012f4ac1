// Bills of materials: a manifest in the words of SPDX 2.3 and of CycloneDX 1.5.
//
// The same image gives the same bytes: identifiers come from its digest, and the date is the one asked for,
// by custom of the environment variable SOURCE_DATE_EPOCH, else `Bill.constantDate`.

import Foundation

/// What a bill of materials is written from.
public struct Bill: Sendable {
  /// The `created` of a bill when no date is given, seconds since 1970: 1980-01-01T00:00:00Z, the
  /// earliest date that every archive format can hold.
  public static let constantDate = 315_532_800

  let manifest: Manifest
  /// The image's file name, without folders.
  let file: String
  /// SHA-256 of the image, 64 hexadecimal digits in lower case.
  let sha256: String
  /// RFC 3339, UTC, whole seconds.
  let created: String

  /// - Parameters:
  ///   - file: the image's file name; folders before it are left out, they are of one machine.
  ///   - sha256: SHA-256 of the image file, 64 hexadecimal digits.
  ///   - created: seconds since 1970, 0 to the end of the year 9999.
  public init(
    _ manifest: Manifest, file: String, sha256: String, created: Int = Bill.constantDate
  ) throws(ManifestFailure) {
    let digest = sha256.lowercased()
    guard Bill.isSHA256(digest) else { throw .unfit("\"\(sha256)\" is no SHA-256") }
    guard (0...253_402_300_799).contains(created) else {
      throw .unfit("\(created) seconds since 1970 is no date of four-digit years")
    }
    self.manifest = manifest
    self.file = file.split(separator: "/").last.map(String.init) ?? file
    self.sha256 = digest
    self.created = Date(timeIntervalSince1970: TimeInterval(created)).formatted(.iso8601)
  }

  /// The date in the value of SOURCE_DATE_EPOCH, nil when there is none; anything but a whole number is an
  /// error, as its specification asks.
  public static func date(sourceDateEpoch value: String?) throws(ManifestFailure) -> Int {
    guard let value, !value.isEmpty else { return constantDate }
    guard let seconds = Int(value) else {
      throw .unfit("SOURCE_DATE_EPOCH is \"\(value)\", not a number of seconds")
    }
    return seconds
  }

  /// A UUID of version 8 (RFC 9562 §5.8) from the image's digest: one bill for one image.
  var identifier: String {
    var digits = Array(sha256.prefix(32))
    digits[12] = "8"
    digits[16] = ["8", "9", "a", "b"][(digits[16].hexDigitValue ?? 0) & 3]
    let ends = [0, 8, 12, 16, 20, 32]
    return zip(ends, ends.dropFirst()).map { String(digits[$0..<$1]) }.joined(separator: "-")
  }

  static func isSHA256(_ text: String) -> Bool {
    text.utf8.count == 64
      && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
  }

  /// JSON for people to read: keys sorted, indented.
  static func encode(_ document: some Encodable) throws(ManifestFailure) -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    do { return try encoder.encode(document) + Data("\n".utf8) } catch {
      throw .unfit("\(error)")
    }
  }
}
