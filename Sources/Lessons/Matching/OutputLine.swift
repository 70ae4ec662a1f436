/// A line of output taken apart, either expected or printed.
struct OutputLine: Sendable {
  let text: String
  let tokens: [OutputToken]

  init(_ text: String, isExpected: Bool, _ attributes: CellAttributes) {
    self.text = text
    tokens = LineReader.tokens(text, isExpected: isExpected, isExact: attributes.isExact)
  }

  /// The tokens as a pattern.
  var pattern: [PatternPart<OutputToken>] {
    tokens.map { $0.kind == .anything ? .anything : .one($0) }
  }

  var hasWildcard: Bool { tokens.contains { $0.kind == .anything } }

  var isPlot: Bool { tokens.contains(where: \.isPlotCell) }

  /// The tokens that are no part of a picture.
  var withoutPlot: [OutputToken] { tokens.filter { !$0.isPlotCell && !$0.isBlank } }
}
