/// The signs that tell things apart where colours do not.
package enum Marks {
  /// The sign of the nth class of points; after these come letters.
  package static func point(_ index: Int) -> Character {
    points[index % points.count]
  }

  /// The sign of the nth curve in ASCII.
  static func line(_ index: Int) -> Character { ["*", "+", "o"][index % 3] }

  /// A short piece of the nth curve for its legend.
  static func sample(_ index: Int, _ glyphs: Glyphs) -> String {
    glyphs == .ascii
      ? String(repeating: line(index), count: 3) : ["⠤⠤⠤⠤", "⠤⠄⠠⠤", "⠄⠠⠀⠄"][index % 3]
  }

  private static let points = Array("ox+*#@%&sdvwzkmnuc=~")
}
