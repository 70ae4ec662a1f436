/// Marks between two axes: curves, points, and what lies behind them.
package struct Chart: Plot {
  package var title: String
  package var x: Axis
  package var y: Axis
  /// What stands between the axes, later ones on top.
  package var marks: [Mark]
  /// What a reader should know beside what is drawn.
  package var notes: [String]

  package init(
    _ title: String = "", x: Axis = Axis(), y: Axis = Axis(), _ marks: [Mark], notes: [String] = []
  ) {
    self.title = title
    self.x = x
    self.y = y
    self.marks = marks
    self.notes = notes
  }

  package enum Mark: Sendable, Equatable {
    /// A curve through the points in order; where a number is missing the pen is lifted.
    case curve(Series)
    /// The points alone, each with the sign of its series.
    case points(Series)

    var series: Series {
      switch self {
      case .curve(let series), .points(let series): series
      }
    }
  }

  /// Numbers that belong together, under one name.
  package struct Series: Sendable, Equatable {
    package var name: String
    package var x: [Double]
    package var y: [Double]

    package init(_ name: String, x: [Double], y: [Double]) {
      self.name = name
      self.x = x
      self.y = y
    }
  }

  /// Curves of one canvas: a cell of it has one colour only.
  static let curvesOnCanvas = 3
}
