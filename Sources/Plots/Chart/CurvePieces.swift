/// The pieces of a curve between the axes, with no more points than can be seen.
struct CurvePieces {
  private(set) var pieces: [[Place]] = []

  /// - Parameter columns: The columns of dots that are told apart.
  init(_ series: Chart.Series, _ scales: ChartScales, columns: Int) {
    var run: [Place] = []
    let isSparse = series.y.count <= 2 * columns
    for (x, y) in zip(series.x, series.y) {
      if let place = scales.place(x, y) {
        run.append(place)
      } else {
        end(&run, isSparse ? nil : columns)
      }
    }
    end(&run, isSparse ? nil : columns)
  }

  private mutating func end(_ run: inout [Place], _ columns: Int?) {
    if !run.isEmpty { clip(columns.map { CurvePieces.thinned(run, columns: $0) } ?? run) }
    run.removeAll(keepingCapacity: true)
  }

  /// The first, least, greatest and last point of each column of dots, in order: what a curve of
  /// every point would touch.
  private static func thinned(_ run: [Place], columns: Int) -> [Place] {
    func column(_ place: Place) -> Double { (place.x * Double(columns - 1)).rounded() }
    var kept: [Place] = []
    var start = 0
    while start < run.count {
      let here = column(run[start])
      var (end, least, greatest) = (start + 1, start, start)
      while end < run.count, column(run[end]) == here {
        if run[end].y < run[least].y { least = end }
        if run[end].y > run[greatest].y { greatest = end }
        end += 1
      }
      var last = -1
      for index in [start, min(least, greatest), max(least, greatest), end - 1] where index > last {
        kept.append(run[index])
        last = index
      }
      start = end
    }
    return kept
  }

  /// Cuts a run at the frame, so that what leaves it comes back as another piece.
  private mutating func clip(_ run: [Place]) {
    var piece: [Place] = []
    if run.count == 1 {
      if run[0].isInside { pieces.append(run) }
      return
    }
    for (start, end) in zip(run, run.dropFirst()) {
      guard let (from, to) = CurvePieces.clipped(start, end) else {
        finish(&piece)
        continue
      }
      if piece.last != from {
        finish(&piece)
        piece.append(from)
      }
      if to != from { piece.append(to) }
      if to != end { finish(&piece) }
    }
    finish(&piece)
  }

  private mutating func finish(_ piece: inout [Place]) {
    if !piece.isEmpty { pieces.append(piece) }
    piece.removeAll()
  }

  /// The part of a segment inside the frame, after Liang and Barsky.
  private static func clipped(_ start: Place, _ end: Place) -> (Place, Place)? {
    if start.isInside, end.isInside { return (start, end) }
    let (dx, dy) = (end.x - start.x, end.y - start.y)
    guard dx.isFinite, dy.isFinite else { return nil }
    var (enter, leave) = (0.0, 1.0)
    for (direction, room) in [
      (-dx, start.x), (dx, 1 - start.x), (-dy, start.y), (dy, 1 - start.y),
    ] {
      if direction == 0 {
        if room < 0 { return nil }
      } else if direction < 0 {
        enter = max(enter, room / direction)
      } else {
        leave = min(leave, room / direction)
      }
    }
    guard enter <= leave else { return nil }
    func point(_ share: Double) -> Place {
      switch share {
      case 0: start
      case 1: end
      default:
        Place(
          x: min(max(start.x + share * dx, 0), 1), y: min(max(start.y + share * dy, 0), 1))
      }
    }
    return (point(enter), point(leave))
  }
}
