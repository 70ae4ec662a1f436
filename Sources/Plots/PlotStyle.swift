package import StyledText

/// How a picture is to be drawn.
package struct PlotStyle: Sendable, Equatable {
  /// The columns that the widest line may take, labels included.
  package var width: Int
  /// The rows of the drawn area; labels, legend and notes come on top.
  package var height: Int
  package var glyphs: Glyphs
  /// The colours there are: without any, signs and patterns say what colours would.
  package var colors: ColorDepth

  package init(
    width: Int = 72, height: Int = 16, glyphs: Glyphs = .unicode, colors: ColorDepth = .none
  ) {
    self.width = width
    self.height = height
    self.glyphs = glyphs
    self.colors = colors
  }

  /// Whether cells can be coloured by value: sixteen colours are too few for that.
  package var hasShades: Bool { colors == .ansi256 || colors == .trueColor }
}
