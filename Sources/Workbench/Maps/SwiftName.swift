// What a mangled Swift name says: how a person reads it, and which module declares the thing. Both come
// from swift-demangle, which stands beside swiftc; its tree is read as text, one node a line:
//
//     Demangling for $e7Devices7ConsolePAAE5printyySSF
//     kind=Global
//       kind=Function                        the entity: the last child of Global
//         kind=Extension
//           kind=Module, text="Devices"      the module that declares it
//           kind=Protocol
//             kind=Module, text="Devices"
//             kind=Identifier, text="Console"    its scope
//         kind=Identifier, text="print"

import Processes

/// A Swift symbol, read.
struct SwiftName: Sendable, Equatable {
  /// Simplified, such as `Console.print(_:)`.
  var readable: String
  /// The module that declares it; nil when the name holds none.
  var module: String?
  /// The outermost type that it belongs to or extends; nil for a global.
  var scope: String?

  /// Whether a symbol is mangled as Swift mangles.
  static func isMangled(_ symbol: String) -> Bool {
    ["$s", "$e", "$S"].contains { symbol.hasPrefix($0) }
      && symbol.utf8.allSatisfy { (0x21..<0x7F).contains($0) }
  }

  /// Reads all symbols with two runs of swift-demangle.
  static func read(
    _ symbols: [String], path: SearchPath
  ) throws(MapFault) -> [String: SwiftName] {
    let mangled = Array(Set(symbols.filter(isMangled))).sorted()
    guard !mangled.isEmpty else { return [:] }
    guard let program = path.find("swift-demangle", beside: "swiftc") else {
      throw .environment(Messages.noDemangler)
    }
    let input = mangled.joined(separator: "\n") + "\n"
    let simple = try run(program, ["--compact", "--simplified"], input)
    let readable = simple.split(separator: "\n").map(String.init)
    guard readable.count == mangled.count else { throw .environment(Messages.oddDemangler) }
    var names: [String: SwiftName] = [:]
    for (symbol, text) in zip(mangled, readable) { names[symbol] = SwiftName(readable: text) }
    for tree in NameTree.all(in: try run(program, ["--tree-only"], input)) {
      names[tree.symbol]?.module = tree.module
      names[tree.symbol]?.scope = tree.scope
      if tree.isPart { names[tree.symbol]?.readable += " (resumed)" }
    }
    return names
  }

  private static func run(
    _ program: String, _ arguments: [String], _ input: String
  ) throws(MapFault) -> String {
    let tool = Tool(program, arguments, input: input, budget: Limits.patience)
    let answer: Tool.Answer
    do throws(SystemFailure) {
      answer = try tool.runBlocking()
    } catch {
      throw .environment(Messages.cannotRun(program, error.description))
    }
    guard answer.status == 0 else { throw .environment(Messages.oddDemangler) }
    return answer.output
  }
}
