// How many columns of a terminal a text takes: wide East Asian characters and emoji two, marks that join
// the character before them none (Unicode Standard Annex 11).

extension Unicode.Scalar {
  var displayWidth: Int {
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    switch value {
    case 0x1100...0x115f, 0x2e80...0x303e, 0x3041...0xa4cf, 0xac00...0xd7a3, 0xf900...0xfaff,
      0xfe30...0xfe6f, 0xff00...0xff60, 0xffe0...0xffe6, 0x1f300...0x1f64f, 0x1f680...0x1f6ff,
      0x1f900...0x1f9ff, 0x20000...0x3fffd:
      return 2
    default: return 1
    }
  }
}

extension String {
  var displayWidth: Int {
    // Nearly all text.
    if utf8.allSatisfy({ $0 < 0x80 }) { return utf8.count }
    return reduce(0) { sum, character in
      sum + (character.unicodeScalars.map(\.displayWidth).max() ?? 0)
    }
  }

  func padded(to width: Int, onLeft: Bool = false) -> String {
    let space = String(repeating: " ", count: max(width - displayWidth, 0))
    return onLeft ? space + self : self + space
  }

  /// As much as fits, with `mark` at the end when that is not all.
  func cut(to width: Int, _ mark: String) -> String {
    guard displayWidth > width else { return self }
    var text = ""
    var used = mark.displayWidth
    for character in self {
      used += String(character).displayWidth
      guard used <= width else { break }
      text.append(character)
    }
    return text + mark
  }

  var droppingTrailingSpaces: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}
