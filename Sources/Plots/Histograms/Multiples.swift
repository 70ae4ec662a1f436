package import StyledText

/// Many small histograms under one scale: a row for each layer, a panel for each setting.
///
/// ```
/// small                          xavier
///       mean      sd  -1  0   1        mean    sd  -1  0   1
///  1  0.0001  0.0984    ▂█▂       1   0.002  0.63  ▃▅▇█▇▅▃
/// ```
/// Each histogram is as high as its fullest bin; those beside each other show the same range.
package struct Multiples: Plot {
  package var title: String
  /// What a row is about, `layer`; empty where its name says it.
  package var subject: String
  package var scale: BinScale
  package var panels: [Panel]
  package var notes: [String]

  package init(
    _ title: String, subject: String = "", scale: BinScale, _ panels: [Panel],
    notes: [String] = []
  ) {
    self.title = title
    self.subject = subject
    self.scale = scale
    self.panels = panels
    self.notes = notes
  }

  /// What all histograms are drawn over.
  package struct BinScale: Sendable, Equatable {
    /// What is counted: `h`, `|∂L/∂W|`.
    package var label: String
    /// Equal bins on the scale, a number with many divisors, so that neighbours can be joined.
    package var bins: Int
    /// The texts at the lower end, in the middle and at the upper end.
    package var low: String
    package var middle: String
    package var high: String

    package init(
      _ label: String, bins: Int, low: String, middle: String = "", high: String
    ) {
      self.label = label
      self.bins = bins
      self.low = low
      self.middle = middle
      self.high = high
    }
  }

  /// How numbers fall into the bins of the scale and beside them.
  package struct Counts: Sendable, Equatable {
    package var bins: [Int]
    package var below: Int
    package var above: Int

    package init(bins: [Int], below: Int = 0, above: Int = 0) {
      self.bins = bins
      self.below = below
      self.above = above
    }

    /// The same in fewer bins, of which each holds as many of the old.
    func joined(into count: Int) -> [Int] {
      let each = bins.count / count
      return (0..<count).map { bins[$0 * each..<($0 + 1) * each].reduce(0, +) }
    }

    /// The fullest of some bins; what lies beside the scale counts as two more.
    func fullest(of bins: [Int]) -> Int { max(bins.max() ?? 0, below, above) }
  }

  /// The rows of one setting.
  package struct Panel: Sendable, Equatable {
    package var title: String
    /// What stands in the columns of numbers, the most telling last.
    package var columns: [String]
    package var rows: [Row]
    /// What it comes to, in sentences.
    package var verdict: [String]

    package init(_ title: String, columns: [String], rows: [Row], verdict: [String] = []) {
      self.title = title
      self.columns = columns
      self.rows = rows
      self.verdict = verdict
    }
  }

  package struct Row: Sendable, Equatable {
    package var name: String
    /// As many as the panel has columns.
    package var numbers: [String]
    package var counts: Counts

    package init(_ name: String, numbers: [String], counts: Counts) {
      self.name = name
      self.numbers = numbers
      self.counts = counts
    }
  }

  /// Whether anything lies beside the scale.
  var hasOutside: Bool {
    panels.contains { $0.rows.contains { $0.counts.below + $0.counts.above > 0 } }
  }

  /// What stands below a picture that is drawn: what its signs mean, then the notes.
  var drawnNotes: [String] {
    (hasOutside ? ["< and > mark numbers beyond the ends of the scale"] : []) + notes
  }
}

extension Multiples {
  package func drawn(_ style: PlotStyle) -> [StyledText] {
    var lines: [StyledText] = []
    if !title.isEmpty { lines += StyledText(title, .heading).wrapped(to: style.width) }
    let layout = PanelLayout(self, total: style.width)
    lines += Shelves.arranged(
      panels.enumerated().map { index, panel in
        PanelPicture(panel: panel, scale: scale, layout: layout, series: index).lines()
      }, width: style.width)
    lines += drawnNotes.flatMap { StyledText($0, .faint).wrapped(to: style.width) }
    return lines
  }

  package var words: [String] {
    let heading = title.isEmpty ? [] : ["\(title)."]
    let thirds =
      "Of \(scale.label), low, in the middle and high are the thirds from \(scale.low) to "
      + "\(scale.high)."
    return heading + [thirds]
      + panels.flatMap { panel in
        (panel.title.isEmpty ? [] : ["\(panel.title):"])
          + panel.rows.map { row in
            let numbers = zip(panel.columns, row.numbers).map { "\($0) \($1)" }
            return
              "\(subject.isEmpty ? "" : subject + " ")\(row.name): \(numbers.joined(separator: ", ")); \(words(of: row.counts))."
          } + panel.verdict.map { "\($0)." }
      } + notes.map { "\($0)." }
  }

  /// `100% in the middle`
  private func words(of counts: Counts) -> String {
    let total = counts.bins.reduce(0, +) + counts.below + counts.above
    guard total > 0 else { return "nothing to count" }
    let thirds = counts.joined(into: 3)
    let parts = [
      ("below the scale", counts.below), ("low", thirds[0]), ("in the middle", thirds[1]),
      ("high", thirds[2]), ("above the scale", counts.above),
    ]
    return parts.filter { $0.1 > 0 }
      .map { "\(ShareText.percent($0.1, of: total)) \($0.0)" }.joined(separator: ", ")
  }
}
