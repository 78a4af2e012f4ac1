public import Wire

/// Where datagrams for a network go.
public struct IPv4Route: Equatable, Sendable {
  public var destination: IPv4Prefix
  /// Nil: the network is on the link itself.
  public var gateway: IPv4Address?
  /// Which interface, by its place in the stack.
  public var interface: Int

  public init(destination: IPv4Prefix, gateway: IPv4Address?, interface: Int) {
    self.destination = destination
    self.gateway = gateway
    self.interface = interface
  }
}

/// Routes, the longest prefix first. A handful: they are looked through one by one.
public struct IPv4RouteTable {
  public private(set) var routes: [IPv4Route] = []

  public init() {}

  /// One of the same destination and interface is replaced.
  public mutating func add(_ route: IPv4Route) {
    remove(route.destination, interface: route.interface)
    let place =
      routes.firstIndex { $0.destination.length < route.destination.length } ?? routes.count
    routes.insert(route, at: place)
  }

  public mutating func remove(_ destination: IPv4Prefix, interface: Int) {
    routes.removeAll {
      $0.interface == interface && $0.destination.length == destination.length
        && $0.destination.network == destination.network
    }
  }

  public mutating func removeAll(of interface: Int) {
    routes.removeAll { $0.interface == interface }
  }

  /// The interface and the next hop to `destination`; nil: no route leads there.
  public func hop(to destination: IPv4Address) -> (interface: Int, next: IPv4Address)? {
    guard let route = routes.first(where: { $0.destination.contains(destination) }) else {
      return nil
    }
    return (route.interface, route.gateway ?? destination)
  }
}
