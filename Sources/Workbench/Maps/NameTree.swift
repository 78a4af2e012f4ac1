/// One symbol's tree, as `swift-demangle --tree-only` prints it.
struct NameTree {
  let symbol: String
  private(set) var module: String?
  private(set) var scope: String?
  /// Whether it is what follows an `await`: the compiler cuts async functions there.
  private(set) var isPart = false

  private struct Node {
    let depth: Int
    let kind: Substring
    let text: Substring?
  }

  /// The trees of an output, one for each symbol.
  static func all(in output: String) -> [NameTree] {
    var trees: [NameTree] = []
    var symbol: String?
    var nodes: [Node] = []
    func finish() {
      if let symbol { trees.append(NameTree(symbol, nodes)) }
      nodes = []
    }
    for line in output.split(separator: "\n") {
      if line.hasPrefix("Demangling for ") {
        finish()
        symbol = String(line.dropFirst("Demangling for ".count))
      } else if let node = node(line) {
        nodes.append(node)
      }
    }
    finish()
    return trees
  }

  private static func node(_ line: Substring) -> Node? {
    let body = line.drop { $0 == " " }
    guard body.hasPrefix("kind=") else { return nil }
    let depth = line.utf8.count - body.utf8.count
    let fields = body.dropFirst(5).split(separator: ",", maxSplits: 1)
    guard let kind = fields.first else { return nil }
    let mark = " text=\""
    let text = fields.count > 1 && fields[1].hasPrefix(mark) ? fields[1].dropFirst(mark.count) : nil
    return Node(depth: depth / 2, kind: kind, text: text?.dropLast())
  }

  private init(_ symbol: String, _ nodes: [Node]) {
    self.symbol = symbol
    isPart = nodes.contains { $0.depth == 1 && $0.kind.hasSuffix("ResumePartialFunction") }
    guard let start = nodes.lastIndex(where: { $0.depth == 1 }) else { return }
    let entity = nodes[start...]
    // A thunk between two types of function is nobody's: it goes with the object that has it.
    guard !nodes[start].kind.hasPrefix("Reabstraction") else { return }
    if let conformance = entity.firstIndex(where: { $0.kind == "ProtocolConformance" }) {
      // Whoever declares a conformance has it made: the module is the conformance's own child.
      module = entity[conformance...].first {
        $0.kind == "Module" && $0.depth == nodes[conformance].depth + 1
      }.flatMap(\.text).map(String.init)
    }
    guard let place = entity.firstIndex(where: { $0.kind == "Module" }) else { return }
    if module == nil { module = nodes[place].text.map(String.init) }
    scope = NameTree.scope(of: place, in: nodes)
  }

  /// The name of the type around a module node, nil when what is around it is no type.
  private static func scope(of place: Int, in nodes: [Node]) -> String? {
    let types: Set<Substring> = [
      "Structure", "Class", "Enum", "Protocol", "TypeAlias", "OtherNominalType", "Extension",
    ]
    let parent = nodes[..<place].last { $0.depth == nodes[place].depth - 1 }
    guard let parent, types.contains(parent.kind) else { return nil }
    return nodes[place...].first { $0.kind == "Identifier" }?.text.map(String.init)
  }
}
