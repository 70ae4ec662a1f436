/// How many columns text takes on a terminal.
package enum DisplayWidth {
  /// The columns of a text without line breaks.
  ///
  /// Combining marks take none, ambiguous characters one, East Asian wide characters and emoji two.
  package static func of(_ text: some StringProtocol) -> Int {
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text.utf8.count }
    return text.reduce(0) { $0 + of(character: $1) }
  }

  /// The columns of one character as a reader sees it.
  package static func of(character: Character) -> Int {
    let scalars = character.unicodeScalars
    return isDrawnAsOneEmoji(scalars) ? 2 : scalars.reduce(0) { $0 + of(scalar: $1) }
  }

  /// Whether several scalars make one emoji: by selector, by skin tone, or joined.
  private static func isDrawnAsOneEmoji(_ scalars: Character.UnicodeScalarView) -> Bool {
    guard let first = scalars.first, first.properties.isEmoji else { return false }
    return scalars.dropFirst().contains { scalar in
      switch scalar.value {
      case 0xFE0F, 0x200D, 0x1F3FB...0x1F3FF: true
      default: false
      }
    }
  }

  private static func of(scalar: Unicode.Scalar) -> Int {
    let value = scalar.value
    if value < 0x300 {
      let isUnseen = value < 0x20 || (0x7F..<0xA0).contains(value) || value == 0xAD
      return isUnseen ? 0 : 1
    }
    // The vowels and final consonants of a decomposed Hangul syllable join the first consonant.
    if (0x1160...0x11FF).contains(value) { return 0 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control: return 0
    default: break
    }
    if scalar.properties.isEmojiPresentation { return isRegionalIndicator(value) ? 1 : 2 }
    return isWide(value) ? 2 : 1
  }

  /// Two regional indicators make one flag of two columns.
  private static func isRegionalIndicator(_ value: UInt32) -> Bool {
    (0x1F1E6...0x1F1FF).contains(value)
  }

  /// The ranges of East Asian width W and F, emoji apart.
  private static let wideRanges: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF,
    0x4E00...0x9FFF, 0xA000...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF,
    0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18AFF,
    0x1AFF0...0x1B2FF, 0x1F200...0x1F2FF, 0x20000...0x2FFFD, 0x30000...0x3FFFD,
  ]

  private static func isWide(_ value: UInt32) -> Bool {
    wideRanges.contains { $0.contains(value) }
  }
}
