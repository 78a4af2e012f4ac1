public import Time

extension Duration {
  /// A length of time as arguments are written: digits and `ns`, `us`, `ms`, `s`, `m` or `h`; nil for any
  /// other text.
  @export(interface)
  public init?(argument text: String) {
    guard let duration = Parse.duration(text) else { return nil }
    self = duration
  }
}
