//
// TreeTests.swift - tree.c: the red-black rules after every insertion, and the order backwards.
//
import CNucleus
import Testing

@Suite struct TreeTests {
  typealias Node = UnsafeMutablePointer<nucleus_tree_node>

  /// A set of numbers as std::set builds it.
  final class Tree {
    let header = Node.allocate(capacity: 1)
    var nodes: [Node] = []
    private(set) var keys: [Node: Int] = [:]

    init() {
      header.initialize(to: nucleus_tree_node())
      header.pointee.left = header
      header.pointee.right = header
    }

    deinit { for node in nodes + [header] { node.deallocate() } }

    func insert(_ key: Int) {
      var parent = header
      var left = true
      var next = header.pointee.parent
      while let node = next {
        parent = node
        left = key < keys[node]!
        next = left ? node.pointee.left : node.pointee.right
      }
      let node = Node.allocate(capacity: 1)
      node.initialize(to: nucleus_tree_node())
      nodes.append(node)
      keys[node] = key
      nucleus__ZSt29_Rb_tree_insert_and_rebalancebPSt18_Rb_tree_node_baseS0_RS_(
        left || parent == header, node, parent, header)
    }

    /// The keys from the last to the first, by decrement.
    func backwards() -> [Int] {
      var keys: [Int] = []
      var node = header
      for _ in nodes {
        node = nucleus__ZSt18_Rb_tree_decrementPSt18_Rb_tree_node_base(node)
        keys.append(self.keys[node]!)
      }
      return keys
    }

    /// The black height below `node`; nil when a rule is broken.
    func blackHeight(_ node: Node?, under parent: Node) -> Int? {
      guard let node else { return 1 }
      guard node.pointee.parent == parent else { return nil }
      let isRed = node.pointee.color == 0
      if isRed && parent != header && parent.pointee.color == 0 { return nil }
      let left = blackHeight(node.pointee.left, under: node)
      guard let left, left == blackHeight(node.pointee.right, under: node) else { return nil }
      return left + (isRed ? 0 : 1)
    }
  }

  @Test(arguments: 0..<20 as Range<UInt64>) func everyInsertionKeepsTheRules(seed: UInt64) {
    var generator = Generator(seed: seed)
    let keys =
      seed == 0
      ? Array(0..<64)
      : seed == 1
        ? (0..<64).reversed()
        : (0..<64).shuffled(
          using: &generator)
    let tree = Tree()
    for (index, key) in keys.enumerated() {
      tree.insert(key)
      #expect(tree.header.pointee.parent.pointee.color == 1)
      #expect(tree.blackHeight(tree.header.pointee.parent, under: tree.header) != nil)
      #expect(tree.backwards() == keys[...index].sorted().reversed())
      #expect(tree.keys[tree.header.pointee.left] == keys[...index].min())
      #expect(tree.keys[tree.header.pointee.right] == keys[...index].max())
    }
  }
}
