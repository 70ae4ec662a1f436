import StyledText

/// What a terminal shows after the bytes it was given: the part of a terminal that line editing needs.
struct Screen {
  /// The width of the window.
  var columns: Int

  private var rows: [[String]] = [[]]
  private var row = 0
  private var column = 0
  private var pending: [UInt8] = []

  init(columns: Int) {
    self.columns = columns
  }

  /// The lines from the beginning, without blanks at their ends.
  var lines: [String] {
    rows.map { cells in
      String(cells.joined().reversed().drop { $0 == " " }.reversed())
    }
  }

  /// All lines as one text.
  var text: String { lines.joined(separator: "\n") }

  /// The line with the cursor.
  var cursorLine: String { lines[row] }

  /// Shows more bytes.
  mutating func take(_ bytes: some Sequence<UInt8>) {
    for byte in bytes {
      pending.append(byte)
      if isComplete { showPending() }
    }
  }

  /// Whether the pending bytes are a whole character or a whole sequence.
  private var isComplete: Bool {
    switch pending[0] {
    case 0x1B:
      guard pending.count > 1 else { return false }
      guard pending[1] == UInt8(ascii: "[") else { return true }
      return pending.count > 2 && (0x40..<0x7F).contains(pending[pending.count - 1])
    case 0xF0...: return pending.count == 4
    case 0xE0...: return pending.count == 3
    case 0xC0...: return pending.count == 2
    default: return true
    }
  }

  private mutating func showPending() {
    defer { pending = [] }
    switch pending[0] {
    case 0x08: column = max(0, column - 1)
    case 0x09: moveTo(column: (column / 8 + 1) * 8)
    case 0x0A: moveTo(row: row + 1)
    case 0x0D: column = 0
    case 0x1B: if pending.count > 2 { obey() }
    case 0x00..<0x20: break
    default: put(String(decoding: pending, as: UTF8.self))
    }
  }

  private mutating func put(_ character: String) {
    let width = DisplayWidth.of(character)
    if width == 0 {
      if column > 0, column <= rows[row].count { rows[row][column - 1] += character }
      return
    }
    if column + width > columns {
      moveTo(row: row + 1)
      column = 0
    }
    fillTo(column + width)
    rows[row][column] = character
    for extra in 1..<max(1, width) { rows[row][column + extra] = "" }
    column += width
  }

  /// Carries out a control sequence; those that only change looks or modes are passed over.
  private mutating func obey() {
    let parameters = pending[2..<pending.count - 1].split(separator: UInt8(ascii: ";"))
    let numbers = parameters.map { Int(String(decoding: $0, as: UTF8.self)) ?? 0 }
    let first = max(1, numbers.first ?? 1)
    switch Character(Unicode.Scalar(pending[pending.count - 1])) {
    case "A": moveTo(row: max(0, row - first))
    case "B": moveTo(row: row + first)
    case "C": moveTo(column: column + first)
    case "D": column = max(0, column - first)
    case "G": moveTo(column: first - 1)
    case "H": clear()
    case "J": if numbers.first ?? 0 == 0 { eraseToEnd() }
    case "K": rows[row] = Array(rows[row].prefix(column))
    case "P": rows[row].removeSubrange(range(of: first))
    case "@":
      fillTo(column)
      rows[row].insert(contentsOf: Array(repeating: " ", count: first), at: column)
    default: break
    }
  }

  private func range(of count: Int) -> Range<Int> {
    let start = min(column, rows[row].count)
    return start..<min(start + count, rows[row].count)
  }

  private mutating func clear() {
    rows = [[]]
    row = 0
    column = 0
  }

  private mutating func eraseToEnd() {
    rows[row] = Array(rows[row].prefix(column))
    rows.removeSubrange((row + 1)...)
  }

  private mutating func moveTo(row: Int) {
    self.row = row
    while rows.count <= row { rows.append([]) }
  }

  private mutating func moveTo(column: Int) { self.column = min(column, columns - 1) }

  private mutating func fillTo(_ width: Int) {
    while rows[row].count < width { rows[row].append(" ") }
  }
}
