/// Comma-separated values as RFC 4180 has them.
package enum CSVText {
  /// A row as a line. A cell that a spreadsheet would take for a formula is kept from it by an
  /// apostrophe.
  package static func line(_ cells: [String]) -> String {
    cells.map { quoted(defused($0)) }.joined(separator: ",") + "\n"
  }

  private static func defused(_ cell: String) -> String {
    let first = cell.unicodeScalars.first { $0 != " " }
    // A sign alone is none.
    guard let first, cell.utf8.count > 1, "=+-@\t\r＝＋－＠".unicodeScalars.contains(first),
      Double(cell) == nil
    else {
      return cell
    }
    return "'" + cell
  }

  private static func quoted(_ cell: String) -> String {
    let isSpecial =
      cell.utf8.contains { [0x22, 0x2C, 0x0A, 0x0D].contains($0) } || cell.first == " "
      || cell.last == " "
    return isSpecial ? "\"" + cell.replacing("\"", with: "\"\"") + "\"" : cell
  }

  /// The rows of a text; of a quoted cell that never ends the rest is taken for the cell.
  package static func rows(_ text: String) -> [[String]] {
    var rows: [[String]] = []
    var row: [String] = []
    var cell: [UInt8] = []
    var isQuoted = false
    var wasQuoted = false
    let bytes = Array(text.utf8)
    var index = 0
    func byte(_ place: Int) -> UInt8? { place < bytes.count ? bytes[place] : nil }
    func endCell() {
      row.append(String(decoding: cell, as: UTF8.self))
      cell = []
      wasQuoted = false
    }
    while let next = byte(index) {
      index += 1
      switch next {
      case UInt8(ascii: "\"") where isQuoted && byte(index) == UInt8(ascii: "\""):
        cell.append(next)
        index += 1
      case UInt8(ascii: "\"") where isQuoted: isQuoted = false
      case UInt8(ascii: "\"") where cell.isEmpty && !wasQuoted: (isQuoted, wasQuoted) = (true, true)
      case UInt8(ascii: ",") where !isQuoted: endCell()
      case UInt8(ascii: "\n") where !isQuoted, UInt8(ascii: "\r") where !isQuoted:
        if next == UInt8(ascii: "\r"), byte(index) == UInt8(ascii: "\n") { index += 1 }
        endCell()
        rows.append(row)
        row = []
      default: cell.append(next)
      }
    }
    if !cell.isEmpty || !row.isEmpty || wasQuoted {
      endCell()
      rows.append(row)
    }
    return rows
  }
}
