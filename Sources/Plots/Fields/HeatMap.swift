package import StyledText

/// A table of numbers as a picture: each number a cell, its shade the value.
package struct HeatMap: Plot {
  package var title: String
  package let rows: Int
  package let columns: Int
  /// Row by row.
  package let values: [Double]
  /// The shape as a reader knows it: that of a vector has one axis.
  package var shape: String
  /// The numbers between which the shades go; nil for all there are.
  package var range: ClosedRange<Double>?
  /// Whether numbers stand in the cells; nil: where there are few.
  package var showsNumbers: Bool?

  package init(
    _ title: String = "", rows: Int, columns: Int, _ values: [Double], shape: String? = nil,
    range: ClosedRange<Double>? = nil, showsNumbers: Bool? = nil
  ) {
    precondition(values.count == rows * columns, "as many numbers as cells")
    self.title = title
    self.rows = rows
    self.columns = columns
    self.values = values
    self.shape = shape ?? "\(rows)×\(columns)"
    self.range = range
    self.showsNumbers = showsNumbers
  }

  /// Up to so many rows and columns have their numbers in the cells.
  static let mostNumbers = 8

  var isSmall: Bool { rows <= HeatMap.mostNumbers && columns <= HeatMap.mostNumbers }

  /// The scale of the cells that are shown: of means if they stand for several numbers.
  func scale(_ cells: CellMeans) -> ShadeScale {
    range.map { ShadeScale($0) } ?? ShadeScale(showing: cells.values)
  }

  package func drawn(_ style: PlotStyle) -> [StyledText] { HeatMapPicture(self, style).lines() }

  /// What the cells cannot say.
  var notes: [String] {
    var (nan, infinite, outside) = (0, 0, 0)
    for value in values {
      if value.isNaN {
        nan += 1
      } else if value.isInfinite {
        infinite += 1
      } else if range?.contains(value) == false {
        outside += 1
      }
    }
    let special = [(nan, "nan"), (infinite, "infinite")].filter { $0.0 > 0 }.map {
      "\($0.0) \($0.1)"
    }
    var notes: [String] = []
    if !special.isEmpty {
      notes.append("\(special.joined(separator: " and ")) of \(values.count), marked ?")
    }
    if outside > 0 {
      notes.append("\(outside) of \(values.count) beyond the range, drawn as its ends")
    }
    return notes
  }
}

// MARK: - Words

extension HeatMap {
  package var words: [String] {
    let name = title.isEmpty ? "" : "\(title): "
    let known = values.indices.filter { values[$0].isFinite }
    guard let least = known.min(by: { values[$0] < values[$1] }),
      let greatest = known.max(by: { values[$0] < values[$1] })
    else { return ["\(name)\(shape), no finite numbers."] }
    var mean = 0.0
    for (count, index) in known.enumerated() {
      mean += values[index] / Double(count + 1) - mean / Double(count + 1)
    }
    let extent =
      values[least] == values[greatest]
      ? "every number is \(NumberText.significant(values[least]))"
      : "least \(told(least)), greatest \(told(greatest)), mean \(NumberText.significant(mean))"
    return ["\(name)\(shape), \(extent)."] + (isSmall ? rowWords : []) + notes.map { "\($0)." }
  }

  /// A number and where it stands.
  private func told(_ index: Int) -> String {
    let place =
      rows == 1
      ? "at \(index)" : "in row \(index / columns), column \(index % columns)"
    return "\(NumberText.significant(values[index])) \(place)"
  }

  private var rowWords: [String] {
    (0..<rows).map { row in
      let numbers = values[row * columns..<(row + 1) * columns].map {
        NumberText.significant($0, digits: 3)
      }
      return (rows == 1 ? "" : "Row \(row): ") + numbers.joined(separator: ", ") + "."
    }
  }
}
