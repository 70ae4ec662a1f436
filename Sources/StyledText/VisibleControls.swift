/// Replaces characters that would steer a terminal by signs that show them.
package enum VisibleControls {
  /// The text with every control character but `\n` replaced.
  ///
  /// Escape becomes `␛`; the bidirectional overrides, which can make text read differently from
  /// what it is, become `�`.
  package static func shown(_ text: String) -> String {
    guard mayHoldControls(text) else { return text }
    guard text.unicodeScalars.contains(where: { replacement(of: $0) != nil }) else { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      result.append(replacement(of: scalar) ?? scalar)
    }
    return String(result)
  }

  /// A cheap look at the bytes: controls are below U+0020, at U+007F, or start with C2 or E2.
  private static func mayHoldControls(_ text: String) -> Bool {
    text.utf8.contains { byte in
      (byte < 0x20 && byte != 0x0A) || byte == 0x7F || byte == 0xC2 || byte == 0xE2
    }
  }

  private static func replacement(of scalar: Unicode.Scalar) -> Unicode.Scalar? {
    switch scalar.value {
    case 0x0A: nil
    case 0x00...0x1F: Unicode.Scalar(0x2400 + scalar.value)
    case 0x7F: "\u{2421}"
    case 0x80...0x9F, 0x202A...0x202E, 0x2066...0x2069: "\u{FFFD}"
    case 0x2028, 0x2029: "\u{2424}"
    default: nil
    }
  }
}
