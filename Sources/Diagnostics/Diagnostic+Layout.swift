package import StyledText

extension Diagnostic {
  /// The diagnostic as it is shown: sentence, place, source line with caret, notes, help.
  ///
  /// ```
  /// error[name]: there is no function mze
  ///   los = mze(p, y)
  ///         ^^^
  ///   help: did you mean mse?
  /// ```
  /// The place (`at homework.grad:2:7`) appears if the source has a name.
  package func styled(width: Int) -> StyledText {
    let width = max(width, Diagnostic.narrowest)
    var lines = headline.wrapped(to: width, indent: 2)
    if let source, let range {
      if !source.name.isEmpty {
        let location = source.location(of: range.lowerBound)
        let place = "at \(source.name):\(location.line):\(location.column)"
        lines += Diagnostic.indented(StyledText(place, .faint), width: width)
      }
      let snippet = SourceSnippet(source: source, range: range, width: width - 2)
      lines.append("  " + StyledText(snippet.line))
      lines.append("  " + StyledText(snippet.indicator, role))
    }
    for note in notes {
      lines += Diagnostic.indented(StyledText(Diagnostic.bounded(note)), width: width)
    }
    if let help {
      let text = StyledText("help: ", .emphasis) + StyledText(Diagnostic.bounded(help))
      lines += Diagnostic.indented(text, width: width, hanging: 6)
    }
    return lines.joined()
  }

  /// The diagnostic as it is shown without colours.
  package func plain(width: Int = 80) -> String {
    styled(width: width).plain
  }

  private static let narrowest = 20
  private static let longest = 2000

  private var headline: StyledText {
    StyledText(severity.rawValue, role) + StyledText("[\(code)]", .faint)
      + StyledText(": " + Diagnostic.bounded(message))
  }

  private var role: Role {
    switch severity {
    case .error: .error
    case .warning: .warning
    case .note: .emphasis
    }
  }

  /// A sentence may quote what was typed, however long that is.
  private static func bounded(_ text: String) -> String {
    text.utf8.count > longest ? text.prefix(longest / 4) + "…" : text
  }

  private static func indented(
    _ text: StyledText, width: Int, hanging: Int = 2
  ) -> [StyledText] {
    text.wrapped(to: width - 2, indent: hanging).map { "  " + $0 }
  }
}
