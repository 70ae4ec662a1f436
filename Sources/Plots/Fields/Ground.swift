internal import StyledText

/// What lies behind the marks of a chart, from axis to axis.
package enum Ground: Sendable, Equatable {
  /// The class of every point.
  case classes(ClassField)
  /// Lines of equal value.
  case contours(ContourMap)

  package var x: ClosedRange<Double> {
    switch self {
    case .classes(let field): field.grid.x
    case .contours(let map): map.field.x
    }
  }

  package var y: ClosedRange<Double> {
    switch self {
    case .classes(let field): field.grid.y
    case .contours(let map): map.field.y
    }
  }

  func draw(on grid: inout CellGrid, _ style: PlotStyle) {
    switch self {
    case .classes(let field): ClassFieldDrawing(field: field, style: style).draw(on: &grid)
    case .contours(let map): ContourDrawing(map: map, style: style).draw(on: &grid)
    }
  }

  /// A line that says what the ground shows; nil where the marks' names do.
  func legend(_ glyphs: Glyphs) -> StyledText? {
    switch self {
    case .classes: nil
    case .contours(let map): map.legend(glyphs)
    }
  }

  /// The sign of the nth class on its ground.
  func sample(_ index: Int, _ style: PlotStyle) -> StyledText? {
    guard case .classes = self else { return nil }
    let sign = String(Marks.point(index))
    if style.showsShades {
      return StyledText(" \(sign) ", .cell(.series(index), on: .ground(index)))
    }
    let texture = String(Marks.texture(index))
    return StyledText(texture + sign + texture, .series(index))
  }

  var words: [String] {
    switch self {
    case .classes(let field): field.words
    case .contours(let map): map.words
    }
  }

  var notes: [String] {
    switch self {
    case .classes(let field): field.notes
    case .contours(let map): map.notes
    }
  }
}
