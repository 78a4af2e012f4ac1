// How fast it is on a bad way: a table of loss, reordering and buffers that is kept in throughput.txt. The clock is
// set by hand and the seeds are fixed, so that every figure is the same in every run; a change of the
// algorithms that changes one is seen, and is to be explained.
//
//     MIRADOR_UPDATE_THROUGHPUT=1 swift test --filter ThroughputTests      writes the table anew

import Foundation
import TCP
import Testing
import Time

@Suite struct ThroughputTests {
  private static let amount = 600_000
  private static let seeds: [UInt64] = [1, 2, 3]

  private struct Kind: Sendable {
    let name: String
    let algorithm: TCPCongestionAlgorithm
    let selective: Bool
  }

  private static let kinds = [
    Kind(name: "cubic, SACK", algorithm: .cubic, selective: true),
    Kind(name: "NewReno, SACK", algorithm: .newReno, selective: true),
    Kind(name: "NewReno, no SACK", algorithm: .newReno, selective: false),
  ]

  /// kbit/s of data: the median of the seeds.
  private static func rate(_ kind: Kind, loss: Int, reordering: Int, buffer: Int) throws -> Int {
    var settings = TCPSettings()
    settings.congestionAlgorithm = kind.algorithm
    settings.usesSelectiveAcknowledgment = kind.selective
    settings.receiveBuffer = buffer
    settings.sendBuffer = buffer
    var quality = LinkQuality()
    quality.delay = 10_000
    quality.megabits = 50
    quality.queue = 60
    quality.loss = loss
    quality.reordering = reordering
    let rates = try seeds.map { seed in
      let link = HostileLink(
        seed: seed, quality: quality, client: settings, server: settings, toServer: amount,
        toClient: 0, isQuick: true)
      let start = link.now
      try link.run()
      guard let end = link.server.finishedAt else {
        throw Broken(description: "not finished: \(link.summary)")
      }
      return Int(Int64(amount) * 8 * 1_000_000 / (end - start).nanoseconds)
    }
    return rates.sorted()[seeds.count / 2]
  }

  private static func table() throws -> String {
    var text = """
      kbit/s of 600 kB over 50 Mbit/s, 20 ms there and back, a queue of 60 packets; the median of three seeds

      loss   late    buffer   cubic, SACK   NewReno, SACK   NewReno, no SACK

      """
    for loss in [0, 1, 10, 50] {
      for reordering in [0, 20] {
        for buffer in [16, 64, 256] {
          let figures = try kinds.map {
            try rate($0, loss: loss, reordering: reordering, buffer: buffer << 10)
          }
          let left = pad("\(Double(loss) / 10) %", 7) + pad("\(reordering / 10) %", 8)
          text += left + pad("\(buffer) KiB", 9) + pad("\(figures[0])", 14)
          text += pad("\(figures[1])", 16) + "\(figures[2])\n"
        }
      }
    }
    return text
  }

  private static func pad(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(width - text.count, 1))
  }

  @Test func `throughput on bad ways is what the table says`() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "throughput.txt")
    let table = try Self.table()
    if ProcessInfo.processInfo.environment["MIRADOR_UPDATE_THROUGHPUT"] != nil {
      try table.write(to: file, atomically: true, encoding: .utf8)
    }
    let kept = try String(contentsOf: file, encoding: .utf8)
    let pairs = zip(table.split(separator: "\n"), kept.split(separator: "\n"))
    for (seen, wanted) in pairs { #expect(seen == wanted) }
    #expect(table == kept)
  }
}
