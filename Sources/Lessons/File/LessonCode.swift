package import Diagnostics
package import Language
import Notebook

/// Statements within a task, with where each of their lines stands in the file.
package struct LessonCode: Sendable {
  package let text: String
  /// For diagnostics of what is run: the code has no name of its own.
  package var source: SourceText { SourceText(name: "", text: text) }
  private let starts: [Line]

  private struct Line {
    let start: Int
    let placeInFile: Int
  }

  /// Lines of the file, one below the other.
  init(_ parts: [(text: String, range: SourceRange)]) {
    var start = 0
    starts = parts.map { part in
      defer { start += part.text.utf8.count + 1 }
      return Line(start: start, placeInFile: part.range.lowerBound)
    }
    text = parts.map(\.text).joined(separator: "\n")
  }

  /// The text line by line.
  var lines: [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  /// Where a stretch of the code stands in the file.
  package func place(of range: SourceRange) -> SourceRange {
    SourceRange(place(of: range.lowerBound), place(of: range.upperBound))
  }

  private func place(of offset: Int) -> Int {
    let line = starts.last { $0.start <= offset } ?? starts.first
    return line.map { $0.placeInFile + offset - $0.start } ?? 0
  }

  /// What cannot be read of it.
  var problems: [Diagnostic] { Session.parser.parse(source).diagnostics.map(placed) }

  /// What is wrong with the code, told of the file.
  package func placed(_ problem: Diagnostic) -> Diagnostic {
    var placed = problem
    placed.source = nil
    placed.range = place(of: problem.range ?? SourceRange(0, text.utf8.count))
    return placed
  }

  /// The whole of it.
  package var range: SourceRange { place(of: SourceRange(0, text.utf8.count)) }
}

/// An expression within a task.
package struct LessonExpression: Sendable {
  package let code: LessonCode
  package let expression: Expression

  /// Reads it; what is wrong with it is told with its place in the file.
  init(_ code: LessonCode) throws(Diagnostic) {
    self.code = code
    do throws(Diagnostic) {
      expression = try Session.parser.parseExpression(code.source)
    } catch {
      throw code.placed(error)
    }
  }
}
