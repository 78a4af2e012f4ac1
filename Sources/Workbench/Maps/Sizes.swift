/// What a byte of a running image is, by the rights of the section that holds it.
public enum ByteKind: String, CaseIterable, Sendable, Encodable {
  case code
  case readOnly
  case data
  /// Loaded, and nobody's: gaps for alignment, file headers.
  case padding
  /// Not in the file: memory that is zero when the program starts.
  case zeroFilled
}

/// Bytes, by kind.
public struct Sizes: Sendable, Equatable {
  public var code = 0
  public var readOnly = 0
  public var data = 0
  public var padding = 0
  public var zeroFilled = 0

  public init() {}

  public init(_ kind: ByteKind, _ bytes: Int) { self[kind] = bytes }

  /// Bytes that come from the file.
  public var loaded: Int { code + readOnly + data + padding }
  /// Bytes of memory.
  public var total: Int { loaded + zeroFilled }

  public subscript(kind: ByteKind) -> Int {
    get { self[keyPath: Sizes.path(kind)] }
    set { self[keyPath: Sizes.path(kind)] = newValue }
  }

  public static func += (left: inout Sizes, right: Sizes) {
    for kind in ByteKind.allCases { left[kind] += right[kind] }
  }

  private static func path(_ kind: ByteKind) -> WritableKeyPath<Sizes, Int> {
    switch kind {
    case .code: \.code
    case .readOnly: \.readOnly
    case .data: \.data
    case .padding: \.padding
    case .zeroFilled: \.zeroFilled
    }
  }
}

extension Sequence {
  /// The sum of the sizes of all elements.
  func sum(_ sizes: (Element) -> Sizes) -> Sizes {
    reduce(into: Sizes()) { $0 += sizes($1) }
  }
}
