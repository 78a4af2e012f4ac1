import Foundation

extension Results {
  /// A JSON document, keys sorted. Values are in the unit that stands beside them.
  public var json: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let document = Document(machine: machine, groups: outcomes.map(Document.Entry.init))
    guard let data = try? encoder.encode(document) else {
      preconditionFailure("results that JSON cannot hold")
    }
    return String(decoding: data, as: UTF8.self)
  }

  private struct Document: Encodable {
    let format = 1
    let machine: MachineFacts
    let groups: [Entry]

    struct Entry: Encodable {
      let name: Group
      let notes: [String]
      let rows: [Line]

      init(_ outcome: Outcome) {
        name = outcome.group
        notes = outcome.notes
        rows = outcome.rows.map(Line.init)
      }
    }

    struct Line: Encodable {
      let name: String
      let unit: Unit
      let median: Double
      let min: Double
      let max: Double
      let count: Int
      let beside: String?
      let besideMedian: Double?
      let ratio: Double?
      let aim: String?
      let isMet: Bool?

      init(_ row: Row) {
        name = row.name.trimmingCharacters(in: .whitespaces)
        unit = row.unit
        median = row.samples.median
        min = row.samples.minimum
        max = row.samples.maximum
        count = row.samples.values.count
        beside = row.peer?.name
        besideMedian = row.peer?.samples.median
        ratio = row.ratio
        aim = row.cells[5].isEmpty ? nil : row.cells[5]
        isMet = row.isMet
      }
    }
  }
}
