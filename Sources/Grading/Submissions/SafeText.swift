import StyledText

/// Text of strangers made fit to be shown: it stays on its line, steers no terminal and reads as
/// what it is.
package enum SafeText {
  /// Text on one line: controls, line ends, marks of writing direction and characters without looks
  /// become signs, and what is longer than a limit is cut.
  ///
  /// `ESC[31m` becomes `␛[31m`; the result of a result is the same.
  /// - Parameter limit: The most characters of the result.
  package static func line(_ text: String, limit: Int = 200) -> String {
    // A character may be made of any number of marks, so scalars are counted first.
    let scalars = text.unicodeScalars.prefix(8 * limit)
    var result = String.UnicodeScalarView()
    var marks = 0
    for scalar in scalars {
      marks = isMark(scalar) ? marks + 1 : 0
      if marks <= mostMarks { result.append(scalar.isInvisible ? "\u{FFFD}" : scalar) }
    }
    let shown = VisibleControls.shown(String(result).replacing("\n", with: "\u{2424}"))
    let isCut = scalars.endIndex < text.unicodeScalars.endIndex || shown.count > limit
    return isCut ? shown.prefix(max(limit - 1, 0)) + "…" : shown
  }

  /// The name of a file or a person: as a line, with the bytes that are no UTF-8 written `\xfc`.
  package static func name(_ bytes: some Sequence<UInt8>, limit: Int = 120) -> String {
    var rest = Array(bytes.prefix(8 * limit))[...]
    var text = ""
    while !rest.isEmpty {
      if let whole = String(validating: rest, as: UTF8.self) {
        return line(text + whole, limit: limit)
      }
      // The longest first character that is one, of at most four bytes.
      let length = (1...min(4, rest.count)).first {
        String(validating: rest.prefix($0), as: UTF8.self) != nil
      }
      if let length {
        text += String(decoding: rest.prefix(length), as: UTF8.self)
        rest = rest.dropFirst(length)
      } else if let byte = rest.popFirst() {
        text += "\\x" + String(byte, radix: 16)
      }
    }
    return line(text, limit: limit)
  }

  package static func name(_ text: String, limit: Int = 120) -> String {
    name(text.utf8, limit: limit)
  }

  /// Marks that may stand on one letter: more are heaped up to run over other lines.
  private static let mostMarks = 4

  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark: true
    default: false
    }
  }
}
