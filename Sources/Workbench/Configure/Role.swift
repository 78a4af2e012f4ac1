// A role is what a device is for: a console, a clock, a key-value store. It says which Swift type the
// application sees; any number of implementations can play it.
//
// Roles are never made: they are types for the compiler to tell devices apart by, so that a store where a
// clock belongs does not compile.

/// What a device is for.
public protocol Role {
  /// The type that the application's parameter has, such as `any Console`.
  static var type: String { get }
  /// The parameter's label when config.swift gives none, such as `console`.
  static var label: String { get }
}
