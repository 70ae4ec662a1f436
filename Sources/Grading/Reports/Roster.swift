package import Diagnostics

/// Those who take a course, as the system that keeps the marks has exported them.
package struct Roster: Sendable {
  /// What the file is called, for messages.
  package let name: String
  let columns: [String]
  private let rows: [[String]]
  /// The place of each student in `rows`, by whatever may name them; -1 where that is two.
  private let places: [[String: Int]]

  /// The columns by which students are known, the surest first.
  private static let naming = [
    "SIS Login ID", "Username", "ID", "SIS User ID", "ID number", "Identifier", "Email address",
    "Student", "Full name",
  ]

  /// Reads an export of Canvas or a grading worksheet of Moodle.
  package init(_ text: String, name: String) throws(Diagnostic) {
    let hasMark = text.unicodeScalars.first == "\u{FEFF}"
    let table = CSVText.rows(hasMark ? String(text.unicodeScalars.dropFirst()) : text)
    guard let head = table.first, head.contains(where: { Roster.naming.contains($0) }) else {
      throw RosterDiagnostics.noColumns(name, wanted: Roster.naming)
    }
    self.name = name
    columns = head
    let rows = table.dropFirst().filter { !Roster.isRemark($0, head) }
    self.rows = rows
    places = Roster.naming.compactMap { head.firstIndex(of: $0) }.map { column in
      var places: [String: Int] = [:]
      for (index, row) in rows.enumerated() where column < row.count {
        for key in Roster.keys(row[column], head[column]) {
          places[key] = places[key].map { $0 == index ? index : -1 } ?? index
        }
      }
      return places
    }
  }

  /// The rows in which Canvas says what can be reached, and how marks are posted.
  private static func isRemark(_ row: [String], _ head: [String]) -> Bool {
    guard let id = head.firstIndex(of: "ID") else { return row.allSatisfy(\.isEmpty) }
    return id >= row.count || trimmed(row[id]).isEmpty
      || trimmed(row[0]).hasSuffix("Points Possible")
  }

  /// What is in a column of a student's row; empty if the file has no such column.
  func cell(_ column: String, of row: [String]) -> String {
    guard let place = columns.firstIndex(of: column), place < row.count else { return "" }
    return Roster.trimmed(row[place])
  }

  /// The row of a student by login, number or name.
  ///
  /// Both systems hand out submissions in files that hold the number:
  /// `abbottada_12345_678_hw3.json`, `Ada Abbott_12345_assignsubmission_file`.
  func row(of student: String) -> [String]? {
    if let place = place(of: Roster.key(student)) { return rows[place] }
    return Roster.number(in: student).flatMap { place(of: $0) }.map { rows[$0] }
  }

  private func place(of key: String) -> Int? {
    for places in places {
      if let place = places[key], place >= 0 { return place }
    }
    return nil
  }

  /// The first part between underscores that is a number.
  static func number(in student: String) -> String? {
    let parts = student.split(separator: "_")
    guard parts.count > 2 else { return nil }
    return parts.dropFirst().first { $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }.map(
      String.init)
  }

  /// What a student may be called whose cell this is.
  private static func keys(_ cell: String, _ column: String) -> [String] {
    let whole = key(cell)
    guard !whole.isEmpty else { return [] }
    var keys = [whole]
    switch column {
    case "Email address": keys.append(String(whole.prefix { $0 != "@" }))
    case "Identifier": keys += whole.split(separator: " ").last.map { [String($0)] } ?? []
    case "Student":
      // `Abbott, Ada` is Ada Abbott too.
      let parts = whole.split(separator: ",", maxSplits: 1).map { trimmed(String($0)) }
      if parts.count == 2 { keys.append("\(parts[1]) \(parts[0])") }
    default: break
    }
    return keys
  }

  private static func key(_ text: String) -> String { trimmed(text).lowercased() }

  static func trimmed(_ text: String) -> String {
    let start = text.drop(while: \.isWhitespace)
    return String(start.reversed().drop(while: \.isWhitespace).reversed())
  }
}
