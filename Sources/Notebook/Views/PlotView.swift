package import Plots
import StyledText

extension Settings {
  /// How pictures are drawn: as wide as 72 columns or three quarters of a wider terminal, never to
  /// its last column, where some terminals wrap.
  package var plotStyle: PlotStyle {
    PlotStyle(
      width: min(width - 1, max(72, width * 3 / 4)),
      glyphs: isPlain ? .plain : isASCII ? .ascii : .unicode, colors: colors)
  }
}

extension Outcome {
  /// What a command that draws comes to: the picture as the settings ask for it.
  /// - Parameters:
  ///   - plot: The picture, kept so that `save plot` can write it.
  ///   - style: Where it differs from the settings.
  init(drawing plot: some Plot, name: String? = nil, style: PlotStyle) {
    self.init(.command, name: name, text: plot.lines(style).joined(separator: "\n"))
    self.plot = plot
  }
}
