import ArgumentParser
import Checks
import Foundation
import Maps
import Switching

struct PcapCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pcap",
    abstract: "Look at packets that were captured.",
    subcommands: [Show.self])

  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print the packets of a file, one a line or as arrows between hosts.",
      discussion: """
        A line is a packet: its number, when it came, where, and what it says. A
        ladder draws packets as arrows, one column a host. Files of the wire have a
        number for each packet and what faults did to it; packets of other programs'
        files are counted. docs/wire.md says more.

        Examples:
          ./mirador pcap show lesson.pcapng
          ./mirador pcap show lesson.pcapng --ladder
          ./mirador pcap show lesson.pcapng --ladder --from 12 --to 30
        """)

    @Argument(help: "A file of packets: pcapng, or pcap as tcpdump writes it.", completion: .file())
    var file: String
    @Flag(help: "Draw arrows between hosts.")
    var ladder = false
    @Option(help: "The first packet to be shown, by its number.")
    var from: UInt64?
    @Option(help: "The last packet to be shown, by its number.")
    var to: UInt64?
    @Flag(help: "Only ASCII characters.")
    var ascii = false
    @Option(help: "Columns of a ladder. Default: the terminal's, or 80.")
    var width: Int?

    func validate() throws {
      if let from, let to, from > to {
        throw ValidationError("--from \(from) is behind --to \(to): exchange them.")
      }
      if let width, !(SwitchLimits.ladder...1000).contains(width) {
        throw ValidationError("--width must be \(SwitchLimits.ladder) to 1000.")
      }
      if width != nil, !ladder {
        throw ValidationError("--width is about the ladder: add --ladder.")
      }
    }

    func run() async throws {
      let capture = try read()
      let isUnicode = !ascii && !Output.isPlain
      let screen = Screen.current(isDrawn: ladder)
      let numbers = (from ?? 0)...(to ?? .max)
      guard capture.packets.contains(where: { numbers.contains($0.number) }) else {
        return Output.line("No packets\(capture.packets.isEmpty ? "" : " of these numbers").")
      }
      Output.lines(
        ladder
          ? LadderDiagram(
            capture, width: width ?? screen.columns, numbers: numbers, isUnicode: isUnicode
          ).lines
          : PacketSummary.lines(of: capture, numbers: numbers, isUnicode: isUnicode))
    }

    private func read() throws -> Capture {
      let bytes: Data
      do { bytes = try Data(contentsOf: URL(filePath: file), options: .mappedIfSafe) } catch {
        throw Failure(
          .usage, "\(file) cannot be read: is it there? Give a file of packets (pcapng or pcap).")
      }
      guard bytes.count <= SwitchLimits.captureFile else {
        throw Failure(
          .usage, "\(file) is larger than 1 GiB. Cut it, for example: editcap -r FILE PART 1-99999")
      }
      do throws(CaptureFile.Failure) { return try CaptureFile.read(Array(bytes)) } catch {
        throw Failure(.usage, "\(file): \(error) Give a file of packets (pcapng or pcap).")
      }
    }
  }
}
