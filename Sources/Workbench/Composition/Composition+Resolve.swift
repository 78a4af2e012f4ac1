// Makes the choices. Devices are taken depth first from the jobs' parameters, so that each comes after its
// parts and is connected once.

import Arguments
import Configure

extension Composition {
  /// Why a unikernel cannot be had on a target.
  public enum Failure: Error, Equatable, Sendable {
    /// The target is not among those that config.swift names.
    case target(Target, declared: [Target])
    /// A device does not exist on the target.
    case device(String, on: Target, line: Int)
    /// A device is chosen by an argument that has no value yet.
    case undecided(argument: String, line: Int)
    /// A device is chosen by an argument, and none stands beside this value.
    case noCase(argument: String, value: String, line: Int)
  }

  /// - Parameter unikernel: a checked one, whose arguments' defaults are settled.
  public init(_ unikernel: Unikernel, for target: Target) throws(Failure) {
    guard unikernel.targets.contains(target) else {
      throw .target(target, declared: unikernel.targets)
    }
    self.init(
      name: unikernel.name, target: target, line: unikernel.line, libraries: unikernel.libraries)
    var resolver = Resolver(unikernel: unikernel, target: target)
    for job in unikernel.jobs {
      var resolved = job
      for (index, parameter) in job.parameters.enumerated() {
        resolved.parameters[index].source = try resolver.resolve(parameter.source)
      }
      jobs.append(resolved)
    }
    if let port = unikernel.inspector { inspector = try resolver.port(port) }
    if let flag = unikernel.heapReport { heapReport = resolver.flag(flag) }
    devices = resolver.devices
    arguments = resolver.arguments
  }
}

private struct Resolver {
  let unikernel: Unikernel
  let target: Target
  var devices: [Composition.Part] = []
  var arguments: [ArgumentDeclaration] = []
  /// From the unikernel's index to the composition's.
  private var devicePlaces: [Int: Int] = [:]
  private var argumentPlaces: [Int: Int] = [:]

  init(unikernel: Unikernel, target: Target) {
    self.unikernel = unikernel
    self.target = target
  }

  mutating func resolve(
    _ source: JobDeclaration.Parameter.Source
  ) throws(Composition.Failure) -> JobDeclaration.Parameter.Source {
    switch source {
    case .device(let index): .device(try device(index))
    case .argument(let index): .argument(argument(index))
    case .fact(let fact): .fact(fact)
    }
  }

  /// The device's place.
  mutating func port(_ index: Int) throws(Composition.Failure) -> Int { try device(index) }

  /// The argument's place.
  mutating func flag(_ index: Int) -> Int { argument(index) }

  private mutating func device(_ index: Int) throws(Composition.Failure) -> Int {
    if let place = devicePlaces[index] { return place }
    let device = unikernel.devices[index]
    guard device.targets.contains(target) else {
      throw .device(device.name, on: target, line: device.line)
    }
    let place: Int
    switch device.form {
    case .call(let call):
      place = try connect(device, call)
    case .byTarget(let cases):
      guard let chosen = cases.first(where: { $0.0 == target }) else {
        throw .device(device.name, on: target, line: device.line)
      }
      place = try self.device(chosen.1)
    case .byArgument(let argument, let cases):
      place = try self.device(try choose(argument, cases, line: device.line))
    }
    devicePlaces[index] = place
    return place
  }

  private mutating func connect(
    _ device: DeviceDeclaration, _ call: DeviceDeclaration.Call
  ) throws(Composition.Failure) -> Int {
    var call = call
    for (index, input) in call.inputs.enumerated() {
      switch input.source {
      case .device(let part): call.inputs[index].source = .device(try self.device(part))
      case .argument(let value): call.inputs[index].source = .argument(argument(value))
      case .expression, .folder: break
      }
    }
    let part = Composition.Part(
      variable: variable(device.name), type: device.type, call: call, line: device.line)
    devices.append(part)
    return devices.count - 1
  }

  private mutating func choose(
    _ index: Int, _ cases: [(String, Int)], line: Int
  ) throws(Composition.Failure) -> Int {
    let place = argument(index)
    let definition = arguments[place].definition
    let value: String
    switch definition.presence {
    case .byDefault(let text), .fixed(let text): value = text
    case .required, .optional: throw .undecided(argument: definition.name, line: line)
    }
    guard let chosen = cases.first(where: { $0.0 == value }) else {
      throw .noCase(argument: definition.name, value: value, line: line)
    }
    arguments[place].definition.presence = .fixed(value)
    return chosen.1
  }

  private mutating func argument(_ index: Int) -> Int {
    if let place = argumentPlaces[index] { return place }
    arguments.append(unikernel.arguments[index])
    argumentPlaces[index] = arguments.count - 1
    return arguments.count - 1
  }

  /// `name`, or with a number behind it when there is one already.
  private func variable(_ name: String) -> String {
    var variable = name
    var number = 1
    while devices.contains(where: { $0.variable == variable }) {
      number += 1
      variable = "\(name)\(number)"
    }
    return variable
  }
}
