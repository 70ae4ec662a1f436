internal import StyledText

/// A field of numbers shown by a few lines of equal value.
package struct ContourMap: Sendable, Equatable {
  package let field: NumberField
  package let levels: [Double]

  /// - Parameter levels: Nice numbers unless given.
  package init(_ field: NumberField, levels: [Double]? = nil) {
    self.field = field
    self.levels = levels ?? ContourLevels.levels(field)
  }

  /// The lines of the nth level.
  func lines(_ level: Int) -> [[Place]] { Contours.lines(field, at: levels[level]) }

  func shade(_ level: Int) -> Shade {
    // The ends of the map are too near to black and white to be seen on every ground.
    let share = levels.count < 2 ? 0.5 : Double(level) / Double(levels.count - 1)
    return .sequential(UInt8(70 + 130 * share))
  }

  func text(_ level: Int) -> String { NumberText.significant(levels[level], digits: 4) }

  /// The sign of the nth line in ASCII.
  static func letter(_ level: Int) -> Character {
    Character(Unicode.Scalar(UInt8(ascii: "a") + UInt8(level % 26)))
  }

  /// The levels one after the other, each in its shade.
  func legend(_ glyphs: Glyphs) -> StyledText {
    guard !levels.isEmpty else { return StyledText(emptiness, .faint) }
    return levels.indices.reduce(into: StyledText("lines at", .faint)) { line, level in
      line.append(glyphs == .ascii ? "  \(ContourMap.letter(level)) " : " ")
      line.append(text(level), .cell(shade(level), on: nil))
    }
  }

  /// Why there are no lines.
  private var emptiness: String {
    guard let first = field.values.first(where: \.isFinite) else { return "no finite numbers" }
    return "no lines: every number is \(NumberText.significant(first))"
  }

  /// Least and greatest with their places, as far as they are numbers.
  var words: [String] {
    let known = field.values.indices.filter { field.values[$0].isFinite }
    guard let least = known.min(by: { field.values[$0] < field.values[$1] }),
      let greatest = known.max(by: { field.values[$0] < field.values[$1] })
    else { return ["\(emptiness)."] }
    let extent = "Least \(told(least)), greatest \(told(greatest))."
    return levels.isEmpty
      ? [field.values[least] == field.values[greatest] ? "\(emptiness)." : extent]
      : [extent, "Lines at \(levels.indices.map(text).joined(separator: ", "))."]
  }

  private func told(_ index: Int) -> String {
    let place = field.place(of: index)
    func text(_ number: Double) -> String { NumberText.significant(number, digits: 4) }
    return "\(text(field.values[index])) at (\(text(place.x)), \(text(place.y)))"
  }

  var notes: [String] {
    field.gaps == 0 ? [] : ["no finite number at \(field.gaps) of \(field.values.count) places"]
  }
}
