extension Elf {
  /// A stretch of a segment: a section's part of it, or what no section holds.
  struct Span: Sendable, Equatable {
    let start: UInt64
    let end: UInt64
    let kind: ByteKind
    /// An index into `sections`; nil: headers and gaps.
    let section: Int?

    var size: Int { Int(end - start) }
  }

  /// Every byte of every segment exactly once, so that the sums are those of the segments.
  func spans() -> [Span] { segments.flatMap(spans(of:)) }

  /// What the program takes, by kind.
  public var sizes: Sizes { spans().sum { Sizes($0.kind, $0.size) } }

  private func spans(of segment: Segment) -> [Span] {
    var spans: [Span] = []
    var cursor = segment.address
    func cover(to end: UInt64, section: Int?) {
      // What comes from the file and what is cleared are told apart by the segment alone.
      for border in [min(end, segment.fileEnd), end] where border > cursor {
        let isLoaded = border <= segment.fileEnd
        let kind = isLoaded ? self.kind(of: section, in: segment) : .zeroFilled
        spans.append(Span(start: cursor, end: border, kind: kind, section: section))
        cursor = border
      }
    }
    for (index, section) in sections.enumerated() {
      let end = min(section.address + section.size, segment.end)
      guard section.address < segment.end, end > cursor else { continue }
      if section.address > cursor { cover(to: section.address, section: nil) }
      cover(to: end, section: index)
    }
    cover(to: segment.end, section: nil)
    return spans
  }

  private func kind(of section: Int?, in segment: Segment) -> ByteKind {
    guard let section else {
      // A file without section headers: its segments' rights are all there is.
      guard sections.isEmpty else { return .padding }
      return segment.isExecutable ? .code : segment.isWritable ? .data : .readOnly
    }
    if sections[section].isZero { return .zeroFilled }
    if sections[section].isExecutable { return .code }
    // Linkers mark read-only data as writable when one part of it was; the segment's right counts.
    return sections[section].isWritable && segment.isWritable ? .data : .readOnly
  }
}
