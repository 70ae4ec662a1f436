package import StyledText

/// Pictures one below the other.
package struct PlotColumn: Plot {
  private let plots: [any Plot]

  package init(_ plots: [any Plot]) {
    self.plots = plots
  }

  package func drawn(_ style: PlotStyle) -> [StyledText] {
    Array(plots.map { $0.drawn(style) }.joined(separator: [StyledText()]))
  }

  package var words: [String] { plots.flatMap(\.words) }

  package var svg: SVG {
    let drawings = plots.map(\.svg)
    var svg = SVG(
      width: drawings.map(\.width).max() ?? 0, height: drawings.reduce(0) { $0 + $1.height },
      title: drawings.map(\.title).filter { !$0.isEmpty }.joined(separator: "; "), words: words)
    var y = 0.0
    for drawing in drawings {
      svg.place(drawing, x: 0, y: y)
      y += drawing.height
    }
    return svg
  }
}
