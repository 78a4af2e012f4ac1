import Foundation
import Maps

/// Every text of this module that is for people and is no table. Each ends with what to do.
enum Messages {
  static func noPhase(_ name: String, _ all: [String]) -> String {
    "There is no phase \"\(CleanText.of(name))\". Its phases are: \(all.joined(separator: ", ")). "
      + "Give one of these, in quotes when it has spaces."
  }

  static func noSymbols(_ file: URL) -> String {
    "\"\(file.relativePath)\" has no symbols to be read. Give the directory of a unikernel, or an image "
      + "with the NAME.symbols that `./mirador build` left beside it."
  }

  static func noSymbol(_ name: String, _ file: URL) -> String {
    "\"\(file.relativePath)\" has no \(name): its NAME.symbols is not beside it, or another "
      + "version of Mirador built it. Build it again: ./mirador build DIRECTORY"
  }

  static let noLines =
    "main's steps are not told apart: llvm-symbolizer finds no lines. Try: ./mirador doctor"
  static let noMain =
    "devices go by their lines: the main.swift of this build is not beside the image. "
    + "Give the directory of the unikernel for their names."
  static let noGuest =
    "under KVM the image cannot be looked into while it runs: what is inside is seen with --accel tcg."

  static func untraceable(_ program: String, _ code: Int32) -> String {
    "\"\(program)\" cannot be traced: \(String(cString: strerror(code))). "
      + "Timelines of processes need ptrace(2): cat /proc/sys/kernel/yama/ptrace_scope"
  }

  static func silent(_ words: String) -> String {
    let words = words.isEmpty ? "" : " QEMU says: " + CleanText.of(words)
    return
      "The machine did not reach its first instruction.\(words) Try: ./mirador run IMAGE -t virtio"
  }

  static func ended(_ ending: String) -> String {
    "the boot ended with \(ending); the timeline goes as far as that."
  }

  static func cut(_ seconds: Int) -> String {
    "it still ran after \(seconds) s and was ended then; --seconds gives it more."
  }

  static func looking(_ stops: Int, _ time: String) -> String {
    "\(stops) stops to look took \(time), which is taken out."
  }

  static func beside(_ unobserved: String, _ count: Int) -> String {
    "without looking: \(unobserved), the median of \(count) boots."
  }
}
