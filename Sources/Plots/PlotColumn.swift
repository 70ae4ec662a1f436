package import StyledText

/// Pictures one below the other, under a title of their own and above what is to be said of them.
package struct PlotColumn: Plot {
  private let title: String
  private let plots: [any Plot]
  private let notes: [String]

  package init(_ plots: [any Plot], title: String = "", notes: [String] = []) {
    self.title = title
    self.plots = plots
    self.notes = notes
  }

  package func drawn(_ style: PlotStyle) -> [StyledText] {
    let head = title.isEmpty ? [] : StyledText(title, .heading).wrapped(to: style.width)
    return head + plots.map { $0.drawn(style) }.joined(separator: [StyledText()])
      + notes.flatMap { StyledText($0).wrapped(to: style.width, indent: 2) }
  }

  package var words: [String] {
    (title.isEmpty ? [] : ["\(title)."]) + plots.flatMap(\.words) + notes.map { "\($0)." }
  }

  package var svg: SVG {
    let drawings = plots.map(\.svg)
    let head = title.isEmpty ? 0 : 32.0
    let titles = title.isEmpty ? drawings.map(\.title).filter { !$0.isEmpty } : [title]
    var svg = SVG(
      width: drawings.map(\.width).max() ?? 0,
      height: head + drawings.reduce(0) { $0 + $1.height } + 16 * Double(notes.count),
      title: titles.joined(separator: "; "), words: words)
    svg.text(title, x: 16, y: 24, size: 15, isBold: true)
    var y = head
    for drawing in drawings {
      svg.place(drawing, x: 0, y: y)
      y += drawing.height
    }
    for (line, note) in notes.enumerated() {
      svg.text(note, x: 16, y: y + 8 + 16 * Double(line), size: 11, .faint)
    }
    return svg
  }
}
