extension Graph {
  /// The graph in graphviz's language: `mirador describe --dot | dot -Tpng > graph.png`.
  public var dot: String {
    var lines = ["digraph \(Graph.quoted(name)) {"]
    lines.append("  node [shape=box, fontname=\"monospace\"];")
    for (index, node) in nodes.enumerated() {
      let label = ([node.title] + node.details).map(Graph.escaped).joined(separator: "\\n")
      let style = node.kind == .job ? ", style=bold" : ""
      lines.append("  n\(index) [label=\"\(label)\"\(style)];")
    }
    for (index, node) in nodes.enumerated() {
      lines += node.parts.map { "  n\(index) -> n\($0);" }
    }
    return (lines + ["}"]).map { $0 + "\n" }.joined()
  }

  private static func quoted(_ text: String) -> String { "\"\(escaped(text))\"" }

  private static func escaped(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
  }
}
