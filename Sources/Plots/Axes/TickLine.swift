/// The texts below an axis, none touching another.
struct TickLine {
  private var cells: [Character]
  /// The first column after the last text and its gap.
  private var free = 0

  init(columns: Int) {
    cells = Array(repeating: " ", count: columns)
  }

  /// Writes a text centred below a column if there is room, and says so.
  mutating func write(_ text: String, at column: Int) -> Bool {
    let start = min(max(column - text.count / 2, 0), cells.count - text.count)
    guard start >= free, start >= 0 else { return false }
    for (offset, character) in text.enumerated() { cells[start + offset] = character }
    free = start + text.count + 1
    return true
  }

  var text: String {
    String(cells[..<((cells.lastIndex { $0 != " " } ?? -1) + 1)])
  }
}
