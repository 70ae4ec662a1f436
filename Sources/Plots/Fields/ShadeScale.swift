package import StyledText

/// How numbers become shades: from least to greatest, or around zero if there are both signs.
package struct ShadeScale: Sendable, Equatable {
  package let range: ClosedRange<Double>

  package init(_ range: ClosedRange<Double>) { self.range = range }

  /// The scale from the least to the greatest of the finite numbers; from 0 to 0 without any.
  package init(showing numbers: some Sequence<Double>) {
    var range: ClosedRange<Double>?
    for number in numbers where number.isFinite {
      range =
        range.map { min($0.lowerBound, number)...max($0.upperBound, number) } ?? number...number
    }
    self.init(range ?? 0...0)
  }

  /// Whether zero has a colour of its own.
  package var isDiverging: Bool { range.lowerBound < 0 && range.upperBound > 0 }

  package var isConstant: Bool { range.lowerBound == range.upperBound }

  /// The place of a number from 0 to 1, numbers outside at the ends; nil for what is not finite.
  package func place(of number: Double) -> Double? {
    guard number.isFinite else { return nil }
    return isConstant ? 0.5 : min(max(range.place(of: number), 0), 1)
  }

  /// The shade of a number; nil for what is not finite.
  package func shade(of number: Double) -> Shade? {
    guard let place = place(of: number) else { return nil }
    guard isDiverging else { return .sequential(UInt8((place * 255).rounded())) }
    let most = max(-range.lowerBound, range.upperBound)
    let share = min(max(number / most, -1), 1)
    return .diverging(UInt8((128 + share * 127).rounded()))
  }

  /// The sign of a number where there are no shades: the denser, the greater.
  func sign(of number: Double, _ glyphs: Glyphs) -> Character? {
    let ramp = ShadeScale.ramp(glyphs)
    return place(of: number).map { ramp[min(Int($0 * Double(ramp.count)), ramp.count - 1)] }
  }

  static func ramp(_ glyphs: Glyphs) -> [Character] {
    Array(glyphs == .ascii ? " .:-=+*#%@" : " ░▒▓█")
  }
}

extension Shade {
  /// The shade in which text can be read on this one.
  var ink: Shade {
    switch self {
    case .sequential(let level): .sequential(level < 128 ? 255 : 0)
    case .diverging(let level): .diverging((58...198).contains(level) ? 0 : 128)
    case .series, .ground: self
    }
  }
}

/// The bar beside which stands what the shades mean.
struct ShadeBar {
  let scale: ShadeScale
  let style: PlotStyle

  private static let columns = 24

  /// `-1 ▒▒▒▒▒▒▒▒ 2`
  var line: StyledText {
    let ends = [scale.range.lowerBound, scale.range.upperBound].map {
      NumberText.significant($0, digits: 4)
    }
    if scale.isConstant { return StyledText("every number is \(ends[0])", .faint) }
    // Blanks and brackets take four columns.
    let room = style.width - DisplayWidth.of(ends[0]) - DisplayWidth.of(ends[1]) - 4
    if room < ShadeScale.ramp(style.glyphs).count {
      return StyledText("\(ends[0]) to \(ends[1])", .faint)
    }
    return StyledText(ends[0] + " ", .faint) + bar(min(ShadeBar.columns, room))
      + StyledText(" " + ends[1], .faint)
  }

  private func bar(_ columns: Int) -> StyledText {
    guard style.showsShades else {
      let ramp = ShadeScale.ramp(style.glyphs)
      let each = max(min(20 / ramp.count, columns / ramp.count), 1)
      return StyledText("[", .faint)
        + StyledText(ramp.map { String(repeating: $0, count: each) }.joined())
        + StyledText("]", .faint)
    }
    return (0..<columns).reduce(into: StyledText()) { bar, column in
      let place = columns == 1 ? 0.5 : Double(column) / Double(columns - 1)
      bar.append(" ", .cell(nil, on: scale.shade(of: scale.range.number(at: place))))
    }
  }
}

extension PlotStyle {
  /// Whether cells are coloured by value; otherwise signs of different weight stand for values.
  var showsShades: Bool { hasShades && glyphs == .unicode }
}
