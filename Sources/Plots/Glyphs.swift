/// The characters a plot may be drawn with.
package enum Glyphs: Sendable, CaseIterable {
  /// Box drawing, blocks and arrows.
  case unicode
  /// The same picture in ASCII.
  case ascii
  /// No picture: the same facts in words, one after the other, for a screen reader.
  case plain
}
