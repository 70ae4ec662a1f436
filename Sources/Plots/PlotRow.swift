package import StyledText

/// Pictures side by side, or below each other where there is no room.
package struct PlotRow: Plot {
  private let plots: [any Plot]

  /// The columns between two pictures.
  private static let gap = 2
  /// Narrower pictures stand below each other instead.
  private static let narrowest = 30

  package init(_ plots: [any Plot]) {
    self.plots = plots
  }

  package func drawn(_ style: PlotStyle) -> [StyledText] {
    let room = style.width - PlotRow.gap * (plots.count - 1)
    let width = room / max(plots.count, 1)
    guard width >= PlotRow.narrowest else { return plots.flatMap { $0.drawn(style) } }
    var own = style
    own.width = width
    let pictures = plots.map { $0.drawn(own) }
    return (0..<(pictures.map(\.count).max() ?? 0)).map { row in
      var line = StyledText()
      for (index, picture) in pictures.enumerated() where row < picture.count {
        line = line.padded(to: index * (width + PlotRow.gap)) + picture[row]
      }
      return line
    }
  }

  package var words: [String] { plots.flatMap(\.words) }

  package var svg: SVG {
    let drawings = plots.map(\.svg)
    var row = SVG(
      width: drawings.reduce(0) { $0 + $1.width }, height: drawings.map(\.height).max() ?? 0,
      title: drawings.map(\.title).filter { !$0.isEmpty }.joined(separator: "; "), words: words)
    var x = 0.0
    for drawing in drawings {
      row.place(drawing, x: x, y: 0)
      x += drawing.width
    }
    return row
  }
}
