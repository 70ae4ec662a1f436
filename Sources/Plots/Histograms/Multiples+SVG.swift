internal import StyledText

extension Multiples {
  package var svg: SVG {
    let rows = panels.map(\.rows.count).max() ?? 0
    let panelWidth = 440.0
    let across = min(panels.count, 2)
    let down = (panels.count + 1) / 2
    let verdict = panels.map(\.verdict.count).max() ?? 0
    let panelHeight = 64 + 34 * Double(rows) + 16 * Double(verdict)
    var svg = SVG(
      width: 32 + panelWidth * Double(max(across, 1)),
      height: 40 + panelHeight * Double(down) + 16 * Double(drawnNotes.count), title: title,
      words: words)
    svg.text(title, x: 16, y: 24, size: 15, isBold: true)
    for (index, panel) in panels.enumerated() {
      draw(
        panel, series: index, x: 16 + panelWidth * Double(index % 2),
        y: 40 + panelHeight * Double(index / 2), on: &svg)
    }
    for (line, note) in drawnNotes.enumerated() {
      svg.text(
        note, x: 16, y: 40 + panelHeight * Double(down) + 16 * Double(line), size: 11, .faint)
    }
    return svg
  }

  /// A panel of 400 pixels: names, numbers and histograms of 150.
  private func draw(_ panel: Panel, series: Int, x: Double, y: Double, on svg: inout SVG) {
    let plot = x + 250
    svg.text(panel.title, x: x, y: y + 14, isBold: true)
    func column(_ index: Int) -> Double {
      x + 250 - 22 - 66 * Double(panel.columns.count - 1 - index)
    }
    for (index, name) in panel.columns.enumerated() {
      svg.text(name, x: column(index), y: y + 34, .end, size: 11, .faint)
    }
    svg.text(scale.low, x: plot, y: y + 34, .start, size: 11, .faint)
    svg.text(scale.middle, x: plot + 75, y: y + 34, .middle, size: 11, .faint)
    svg.text(scale.high, x: plot + 150, y: y + 34, .end, size: 11, .faint)
    for (place, row) in panel.rows.enumerated() {
      let bottom = y + 68 + 34 * Double(place)
      svg.text(row.name, x: x, y: bottom, size: 11)
      for (index, number) in row.numbers.enumerated() {
        svg.text(number, x: column(index), y: bottom, .end, size: 11)
      }
      svg.line(from: (plot, bottom), to: (plot + 150, bottom), .faint, width: 0.5)
      let counts = row.counts.joined(into: min(row.counts.bins.count, 60))
      let most = Double(max(row.counts.fullest(of: counts), 1))
      let width = 150 / Double(counts.count)
      for (index, count) in counts.enumerated() where count > 0 {
        let height = max(26 * Double(count) / most, 0.5)
        svg.rectangle(
          x: plot + width * Double(index), y: bottom - height, width: width, height: height,
          .shade(.series(series)))
      }
      if row.counts.below > 0 { svg.text("<", x: plot - 4, y: bottom, .end, size: 11) }
      if row.counts.above > 0 { svg.text(">", x: plot + 154, y: bottom, size: 11) }
    }
    let end = y + 68 + 34 * Double(panel.rows.count)
    for (line, sentence) in panel.verdict.enumerated() {
      svg.text(sentence, x: x, y: end + 16 * Double(line), size: 11, .faint)
    }
  }
}
