import Datasets
import Diagnostics
import Operations
import Tensors

/// What can be wrong with data, in words.
enum DatasetDiagnostics {
  /// Where a `load` says what.
  struct Places {
    let path: Path
    /// The name of the file or the dataset.
    let file: SourceRange
    let target: SourceRange?

    /// Where the target is named, or else the file.
    var column: SourceRange { target ?? file }
  }

  static func diagnostic(_ error: DatasetError, _ places: Places) -> Diagnostic {
    let (path, range) = (places.path, places.file)
    switch error {
    case .missingFile(_, let neighbours):
      return FileDiagnostics.missing(path, neighbours, at: range)
    case .missingFolder(let folder): return FileDiagnostics.missingFolder(folder, at: range)
    case .isFolder(_, let files): return FileDiagnostics.isFolder(path, files, at: range)
    case .notAFile: return FileDiagnostics.notAFile(path, at: range)
    case .cannotRead(_, let code): return FileDiagnostics.refused("read", path, code, at: range)
    case .cells(let first, let total, let rows, let textColumns):
      return cells(first, total: total, rows: rows, textColumns, places)
    case .option(let option, let value):
      return Diagnostic(
        "option",
        "\(option.name) is \(option.expected), not \(Formula.text(of: value))", at: range)
    case .array(let problem, let name): return array(problem, name, places)
    case .archive(let problem): return archive(problem, places)
    default: return contents(error, places)
    }
  }

  /// The contents as a whole, and the columns.
  private static func contents(_ error: DatasetError, _ places: Places) -> Diagnostic {
    let (message, notes, help) = words(error, places)
    let isAboutTarget =
      switch error {
      case .unknownTarget, .ambiguousTarget, .targetOutOfRange, .noFeatures, .tooManyClasses: true
      default: false
      }
    return Diagnostic(
      isAboutTarget ? "option" : "data", message,
      at: isAboutTarget ? places.column : places.file, notes: notes, help: help)
  }

  private static func words(
    _ error: DatasetError, _ places: Places
  ) -> (message: String, notes: [String], help: String?) {
    let name = places.path.text
    switch error {
    case .empty: return ("\(name) is empty", [], nil)
    case .binary:
      return ("\(name) is no text", ["load reads tables such as CSV"], nil)
    case .utf16:
      return ("\(name) is text in UTF-16", [], "save it as UTF-8")
    case .noRows: return ("\(name) has a header and no rows", [], nil)
    case .unclosedQuote(let line):
      return ("a quote opened on line \(line) of \(name) is never closed", [], nil)
    case .textAfterQuote(let line):
      return (
        "line \(line) of \(name) has text after a closing quote", [],
        "a quote inside a quoted cell is written twice"
      )
    case .cellTooLong(let line, let limit):
      return (
        "a cell on line \(line) of \(name) is too long", ["a cell has fewer than \(limit) bytes"],
        nil
      )
    case .lineTooLong(let line, let limit):
      return (
        "line \(line) of \(name) is too long", ["a line has at most \(limit) bytes"], nil
      )
    case .tooManyColumns(let limit):
      return ("\(name) has more than \(limit) columns", [], nil)
    case .tooManyCells(let limit):
      return ("\(name) holds more than \(limit) numbers", [], nil)
    case .unknownTarget(let target, let columns):
      let near = Suggestion.nearest(to: target, among: columns)
      return (
        "there is no column \(target)",
        near == nil ? ["the columns are \(FileDiagnostics.some(of: columns))"] : [],
        near.map { "did you mean \"\($0)\"?" }
      )
    case .ambiguousTarget(let target, let positions):
      return (
        "several columns are called \(target)", [],
        "name one by its place: target=\(positions.first ?? 0)"
      )
    case .targetOutOfRange(let index, let count):
      return (
        "there is no column \(index)",
        ["the columns are 0 to \(count - 1), or -\(count) to -1 counted from the last"], nil
      )
    case .noFeatures(let target):
      return ("\(target) is the only column, so nothing is left for X", [], nil)
    case .tooManyClasses(let target, let limit):
      return ("the target \(target) has more than \(limit) different texts", [], nil)
    default: return ("\(name) cannot be read", [], nil)
    }
  }

  /// Cells that hold no number, by row and column.
  private static func cells(
    _ problems: [CellProblem], total: Int, rows: Int, _ textColumns: [String], _ places: Places
  ) -> Diagnostic {
    let what = subject(problems, total: total, of: places.path.text)
    var notes = problems.map(line)
    if total > problems.count { notes.append("and \(total - problems.count) more") }
    var help: String?
    if let column = textColumns.first {
      let words = column.contains { !($0.isLetter || $0.isNumber || $0 == "_") }
      help =
        places.target == nil && textColumns.count == 1
        ? "\(column) is all text: target=\(words ? "\"\(column)\"" : column) makes it the target"
        : "\(EvaluatorDiagnostics.list(textColumns)) \(textColumns.count == 1 ? "is" : "are")"
          + " all text: leave \(textColumns.count == 1 ? "it" : "them") out of the file"
    }
    return Diagnostic("data", what, at: places.file, notes: notes, help: help)
  }

  /// Whether cells or rows are at fault, and how many.
  private static func subject(
    _ problems: [CellProblem], total: Int, of file: String
  ) -> String {
    let isOne = total == 1
    let rows = problems.count { $0.column == nil }
    switch rows {
    case 0:
      return "\(EvaluatorDiagnostics.count(total, "cell")) of \(file) "
        + (isOne ? "holds no number" : "hold no number")
    case problems.count:
      return "\(EvaluatorDiagnostics.count(total, "row")) of \(file) "
        + (isOne ? "has" : "have") + " another number of cells than the table has columns"
    default: return "\(total) places of \(file) are not as they should be"
    }
  }

  /// `row 2 (line 3), column rooms: missing`.
  private static func line(_ problem: CellProblem) -> String {
    let place = "row \(problem.row) (line \(problem.line))"
    let column = problem.column.map { ", \($0.hasPrefix("column ") ? "" : "column ")\($0)" } ?? ""
    switch problem.kind {
    case .missing: return "\(place)\(column): missing"
    case .notANumber(let text): return "\(place)\(column): \"\(text)\" is not a number"
    case .cellCount(let count, let expected):
      return "\(place): \(EvaluatorDiagnostics.count(count, "cell")), expected \(expected)"
    }
  }

  static func takesNoOptions(_ name: String, at range: SourceRange) -> Diagnostic {
    Diagnostic("option", "\(name) is loaded as it is and takes no options", at: range)
  }

  /// - Parameter text: What stands where a file or a dataset is named.
  static func unknownDataset(_ text: String, at range: SourceRange) -> Diagnostic {
    let names = BuiltInDataset.all.map(\.name)
    let isPath = text.contains { $0 == "." || $0 == "/" }
    if isPath {
      return Diagnostic(
        "usage", "a file stands between quotes", at: range, help: "load \"\(text)\"")
    }
    let near = Suggestion.nearest(to: text, among: names)
    return Diagnostic(
      "data", "there is no dataset \(text)", at: range,
      notes: near == nil ? ["to choose from: \(names.joined(separator: ", "))"] : [],
      help: near.map { "did you mean \($0)?" } ?? "a file stands between quotes")
  }
}
