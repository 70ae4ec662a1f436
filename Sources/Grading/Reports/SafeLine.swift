/// Text of others made fit to stand in a file or on a line of its own.
enum SafeLine {
  /// The text without terminal escapes, controls and marks that turn the direction of writing; what
  /// ends a line becomes a blank.
  /// - Parameter limit: The most characters of the result.
  static func of(_ text: String, limit: Int = .max) -> String {
    var result = String.UnicodeScalarView()
    var rest = text.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      switch scalar.value {
      case 0x1B: skipEscape(&rest)
      case 0x09...0x0D, 0x85, 0x2028, 0x2029: result.append(" ")
      case 0x00...0x1F, 0x7F...0x9F: continue
      default: if !scalar.isInvisible { result.append(scalar) }
      }
    }
    let line = String(result)
    return limit < line.utf8.count && line.count > limit ? line.prefix(limit - 1) + "…" : line
  }

  /// `[2J`, or the text of a title up to what ends it, or one character.
  private static func skipEscape(_ rest: inout Substring.UnicodeScalarView) {
    switch rest.first {
    case "[":
      rest.removeFirst()
      while let scalar = rest.first, (0x20...0x3F).contains(scalar.value) { rest.removeFirst() }
      if let scalar = rest.first, (0x40...0x7E).contains(scalar.value) { rest.removeFirst() }
    case "]":
      while let scalar = rest.popFirst(), scalar.value != 0x07, scalar.value != 0x9C {
        guard scalar.value != 0x1B else {
          if rest.first == "\\" { rest.removeFirst() }
          return
        }
      }
    case .some(let scalar) where (0x20...0x7E).contains(scalar.value): rest.removeFirst()
    default: return
    }
  }
}
