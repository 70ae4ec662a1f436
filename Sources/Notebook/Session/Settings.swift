package import StyledText

/// What `set` changes, and what the terminal can show.
package struct Settings: Sendable, Equatable {
  /// Significant digits of printed numbers.
  package var digits = 6
  /// Columns that output may fill.
  package var width = 80
  /// The largest rows and columns of a tensor that prints whole.
  package var wholeTensor = 6
  /// No box drawing and no redrawing.
  package var isPlain = false
  /// Glyphs of ASCII only.
  package var isASCII = false
  /// The colours that output may use.
  package var colors = ColorDepth.none
  /// Memory that one evaluation may use, in bytes.
  package var memory = 8 << 30
  /// Show long output through a pager.
  package var pager = false

  package init() {}
}
