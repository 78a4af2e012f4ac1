// A manifest as bytes: JSON without spaces, keys sorted, so that the same facts give the same bytes.

import Foundation

extension Manifest {
  /// The newest schema that this version reads and the one that it writes.
  public static let currentFormat = 1

  /// The manifest as JSON: UTF-8, compact, keys sorted.
  public var json: Data {
    get throws(ManifestFailure) {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      let data: Data
      do { data = try encoder.encode(self) } catch { throw .unfit("\(error)") }
      guard data.count <= Limits.manifest else {
        throw .unfit("it takes \(data.count) bytes, and \(Limits.manifest) is the limit")
      }
      return data
    }
  }

  /// Reads what `json` wrote; fields of a later version that keep the format are passed over.
  public init(json: Data) throws(ManifestFailure) {
    guard json.count <= Limits.manifest else {
      throw .damaged("its manifest takes \(json.count) bytes")
    }
    let decoder = JSONDecoder()
    guard let header = try? decoder.decode(Header.self, from: json) else {
      throw .damaged("its manifest is not JSON with a format")
    }
    guard header.format <= Self.currentFormat else { throw .newer(format: header.format) }
    guard header.format >= 1 else { throw .damaged("its manifest has format \(header.format)") }
    do { self = try decoder.decode(Manifest.self, from: json) } catch {
      throw .damaged("its manifest lacks something (\(Self.place(of: error)))")
    }
  }

  /// All that is sure to be there in any format.
  private struct Header: Decodable {
    var format: Int
  }

  /// The path to the value that would not decode, such as `libraries.0.version`.
  private static func place(of error: any Error) -> String {
    let context: DecodingError.Context
    var last: String?
    switch error as? DecodingError {
    case .typeMismatch(_, let at), .valueNotFound(_, let at), .dataCorrupted(let at): context = at
    case .keyNotFound(let key, let at):
      context = at
      last = key.stringValue
    default: return "\(error)"
    }
    let path = context.codingPath.map { $0.intValue.map(String.init) ?? $0.stringValue }
    return (path + [last].compactMap { $0 }).joined(separator: ".")
  }
}
