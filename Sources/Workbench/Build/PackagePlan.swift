// Which targets of which packages are compiled, in which order: depth first from the modules that config.swift
// names, so that each comes after everything that it imports.

import Configure

/// The targets to compile.
struct PackagePlan: Sendable {
  /// Each after those that it imports.
  fileprivate(set) var steps: [Step] = []

  struct Step: Sendable {
    let package: PackageResolution.Package
    let target: PackageDescription.Target
    let license: String?
    /// The library of config.swift that first needs it.
    let library: Library
    /// What it imports, directly or not: indices of earlier steps, ascending.
    let imports: [Int]
  }

  /// Describes a package; nil when it is not known yet.
  typealias Describe =
    (PackageResolution.Package) async throws(BuildFailure) -> PackageDescription?

  /// - Parameters:
  ///   - taken: names that modules of packages cannot have.
  ///   - describe: asked for each package that is needed, more than once.
  /// - Returns: nil when `describe` did not know a package.
  static func of(
    _ requests: [PackageRequest], in resolution: PackageResolution, taken: Set<String>,
    describe: Describe
  ) async throws(BuildFailure) -> PackagePlan? {
    var planner = Planner(resolution: resolution, taken: taken)
    for request in requests {
      guard let package = resolution[request.identity] else { return nil }
      for library in request.libraries {
        guard let description = try await describe(package) else { return nil }
        let exported = Set(description.products.values.joined())
        let target = description.targets.first {
          $0.module == library.module && exported.contains($0.name)
        }
        guard let target else {
          throw .source(diagnostics: Messages.noModule(library, request, description.modules))
        }
        guard try await planner.add(target, of: package, for: library, describe) != nil else {
          return nil
        }
      }
    }
    return planner.plan
  }
}

private struct Planner {
  let resolution: PackageResolution
  let taken: Set<String>
  var plan = PackagePlan()

  init(resolution: PackageResolution, taken: Set<String>) {
    self.resolution = resolution
    self.taken = taken
  }

  /// - Returns: the index of the target's step; nil when a package is not known yet.
  mutating func add(
    _ target: PackageDescription.Target, of package: PackageResolution.Package,
    for library: Library, _ describe: PackagePlan.Describe
  ) async throws(BuildFailure) -> Int? {
    if let index = index(of: target, package) { return index }
    try check(target, of: package, for: library)
    guard let description = try await describe(package) else { return nil }
    var imports: Set<Int> = []
    for dependency in target.dependencies {
      guard
        let found = try await find(dependency, from: package, description, library, describe)
      else { return nil }
      for (target, package) in found {
        guard let index = try await add(target, of: package, for: library, describe) else {
          return nil
        }
        imports.insert(index)
        imports.formUnion(plan.steps[index].imports)
      }
    }
    plan.steps.append(
      PackagePlan.Step(
        package: package, target: target, license: description.license, library: library,
        imports: imports.sorted()))
    return plan.steps.count - 1
  }

  private func index(
    of target: PackageDescription.Target, _ package: PackageResolution.Package
  ) -> Int? {
    plan.steps.firstIndex {
      $0.package.identity == package.identity && $0.target.name == target.name
    }
  }

  private func check(
    _ target: PackageDescription.Target, of package: PackageResolution.Package, for library: Library
  ) throws(BuildFailure) {
    let isTaken =
      taken.contains(target.module) || plan.steps.contains { $0.target.module == target.module }
    let obstacle = isTaken ? "another module of the unikernel has that name" : target.obstacle
    guard let obstacle else { return }
    throw .source(
      diagnostics: Messages.unfit(target.name, package.title, obstacle, for: library))
  }

  private typealias Found = [(PackageDescription.Target, PackageResolution.Package)]

  /// The targets that a dependency stands for: one of the same package, or those of a product of a
  /// package that it depends on.
  private func find(
    _ dependency: PackageDescription.Dependency, from package: PackageResolution.Package,
    _ description: PackageDescription, _ library: Library, _ describe: PackagePlan.Describe
  ) async throws(BuildFailure) -> Found? {
    if dependency.package == nil, let target = description.target(dependency.name) {
      return [(target, package)]
    }
    for other in candidates(for: dependency, from: package) {
      guard let description = try await describe(other) else { return nil }
      guard let names = description.products[dependency.name] else { continue }
      return names.compactMap { name in description.target(name).map { ($0, other) } }
    }
    let reason = "it needs \(dependency.name), which none of its packages has as a library"
    throw .source(diagnostics: Messages.unfit(library.module, package.title, reason, for: library))
  }

  /// The package that a dependency names, under either of its names; when it names none, all.
  private func candidates(
    for dependency: PackageDescription.Dependency, from package: PackageResolution.Package
  ) -> [PackageResolution.Package] {
    let all = package.dependencies.compactMap { resolution[$0] }
    guard let name = dependency.package?.lowercased() else { return all }
    return all.filter { $0.identity == name || $0.name.lowercased() == name }
  }
}
