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
    case .ascii: drawn(style).map { $0.asciiFallback.truncated(to: style.width).asciiFallback }
    case .unicode: drawn(style)
    }
  }
}
