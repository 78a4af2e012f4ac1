// What is made of what: the jobs at the top, below them the devices that they are given, below those their
// parts. Drawn as text (Graph+Tree), for graphviz (Graph+Dot) and as a picture (Graph+SVG).

import Configure

/// The devices of a composition as boxes and arrows. Boxes come before the boxes that they point to.
public struct Graph: Equatable, Sendable {
  public struct Node: Equatable, Sendable {
    public enum Kind: Equatable, Sendable { case job, device }
    public let kind: Kind
    /// A variable of the generated main, or a job's type.
    public let title: String
    /// Further lines: what makes it, which arguments it takes, what the machine must have for it.
    public let details: [String]
    /// Places of the boxes that it points to, in the order of its parameters; each once.
    public fileprivate(set) var parts: [Int]
  }

  public let name: String
  public let nodes: [Node]

  public init(_ composition: Composition) {
    name = composition.name
    let jobs = composition.jobs
    // From a device's place in the composition, parts first, to its place here, parts last.
    let place = { (device: Int) in jobs.count + composition.devices.count - 1 - device }
    var nodes = jobs.map { job in
      let devices = job.parameters.compactMap { parameter -> Int? in
        guard case .device(let index) = parameter.source else { return nil }
        return place(index)
      }
      let options = job.parameters.compactMap { parameter -> String? in
        guard case .argument(let index) = parameter.source else { return nil }
        return "--" + composition.arguments[index].definition.name
      }
      return Node(kind: .job, title: job.start, details: options, parts: Graph.once(devices))
    }
    for part in composition.devices.reversed() {
      nodes.append(Graph.node(part, of: composition, place))
    }
    self.nodes = nodes
  }

  private static func node(
    _ part: Composition.Part, of composition: Composition, _ place: (Int) -> Int
  ) -> Node {
    var details = [part.call.function]
    var parts: [Int] = []
    for input in part.call.inputs {
      switch input.source {
      case .device(let index): parts.append(place(index))
      case .argument(let index):
        details.append("--" + composition.arguments[index].definition.name)
      case .folder(let path): details.append(path + "/")
      case .expression: break
      }
    }
    details += part.call.hardware.map { "\($0.kind.rawValue) \($0.name)" }
    return Node(kind: .device, title: part.variable, details: details, parts: once(parts))
  }

  private static func once(_ places: [Int]) -> [Int] {
    var found: [Int] = []
    for place in places where !found.contains(place) { found.append(place) }
    return found
  }
}
