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

  /// Writes as many texts as there is room for, and tells below which columns.
  /// - Parameter evenly: Whether the same number of them is left out between any two.
  mutating func write(_ texts: [(text: String, column: Int)], evenly: Bool) -> [Int] {
    guard evenly else { return texts.filter { write($0.text, at: $0.column) }.map(\.column) }
    for step in 1...max(texts.count, 1) {
      var line = self
      let some = stride(from: 0, to: texts.count, by: step).map { texts[$0] }
      guard some.allSatisfy({ line.write($0.text, at: $0.column) }) else { continue }
      self = line
      return some.map(\.column)
    }
    return []
  }

  var text: String {
    String(cells[..<((cells.lastIndex { $0 != " " } ?? -1) + 1)])
  }
}
