extension Graph {
  /// The graph as an indented tree. A device that is shared is told once; later it is only named.
  /// - Parameter isPlain: without characters that only UTF-8 has.
  public func tree(isPlain: Bool = false) -> [String] {
    var told: Set<Int> = []
    var lines: [String] = []
    for index in nodes.indices where nodes[index].kind == .job {
      lines.append(line(index))
      branch(nodes[index].parts, "", isPlain, &told, &lines)
    }
    return lines
  }

  private func branch(
    _ parts: [Int], _ indentation: String, _ isPlain: Bool, _ told: inout Set<Int>,
    _ lines: inout [String]
  ) {
    for (number, part) in parts.enumerated() {
      let isLast = number == parts.count - 1
      let fork = isPlain ? (isLast ? "`-- " : "|-- ") : (isLast ? "└── " : "├── ")
      guard told.insert(part).inserted else {
        lines.append(indentation + fork + nodes[part].title + "  (the same)")
        continue
      }
      lines.append(indentation + fork + line(part))
      let bar = isLast ? "    " : (isPlain ? "|   " : "│   ")
      branch(nodes[part].parts, indentation + bar, isPlain, &told, &lines)
    }
  }

  private func line(_ index: Int) -> String {
    let node = nodes[index]
    return ([node.title] + node.details).joined(separator: "  ")
  }
}
