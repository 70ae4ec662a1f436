package import StyledText

/// A picture as a pure value: one description, drawn for a terminal, told in words, written as SVG.
package protocol Plot: Sendable {
  /// The picture in characters, every line at most ``PlotStyle/width`` columns.
  func drawn(_ style: PlotStyle) -> [StyledText]

  /// The picture in sentences, for who listens and for the description of the SVG.
  var words: [String] { get }

  /// The picture as SVG.
  var svg: SVG { get }
}

extension Plot {
  /// The picture as the style asks for it: drawn, or in words.
  package func lines(_ style: PlotStyle) -> [StyledText] {
    switch style.glyphs {
    case .plain: words.flatMap { StyledText($0).wrapped(to: style.width, indent: 2) }
    case .ascii: drawn(style).map { $0.asciiFallback.cut(to: style.width) }
    case .unicode: drawn(style)
    }
  }
}

extension StyledText {
  /// The text cut to so many columns with three dots, as there is no sign for them in ASCII.
  fileprivate func cut(to width: Int) -> StyledText {
    self.width <= width ? self : truncated(to: max(width - 2, 1)).asciiFallback
  }
}
