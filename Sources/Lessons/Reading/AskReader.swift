import Diagnostics
import Language
import Notebook

/// Reads what an assignment asks for: `dW2: grad(J, W2)` and the fields beside it.
struct AskReader {
  private let lines: SourceLines
  private let fence: Fence
  private let points: Double
  private(set) var problems: [Diagnostic] = []

  init(_ lines: SourceLines, _ fence: Fence, points: Double) {
    self.lines = lines
    self.fence = fence
    self.points = points
  }

  /// What is asked; nil if it does not say what or what that equals.
  mutating func read() -> Ask? {
    var reader = FieldReader<AskField>(lines, fence, takesOwnName: true)
    let fields = reader.read()
    problems += reader.problems
    guard let own = reader.own, !own.parts.isEmpty else {
      problems.append(LessonDiagnostics.nothingAsked(at: lines.range(fence.lines.lowerBound)))
      return nil
    }
    guard isName(own.name) else {
      problems.append(LessonDiagnostics.askedName(own.name, at: own.nameRange))
      return nil
    }
    func first(_ name: AskField) -> FieldReader<AskField>.Field? {
      fields.first { $0.name == name }
    }
    var visibility = Ask.Visibility.visible
    if let field = first(.visibility) {
      let known = Ask.Visibility(rawValue: field.text)
      if known == nil {
        problems.append(
          LessonDiagnostics.entryValue(
            "visibility", Ask.Visibility.allCases.map(\.rawValue).joined(separator: ", "),
            at: field.code.range))
      }
      visibility = known ?? .visible
    }
    do throws(Diagnostic) {
      var mistakes: [LessonTask.Mistake] = []
      for field in fields where field.name == .wrong { mistakes.append(try field.mistake) }
      return Ask(
        name: own.name, nameRange: own.nameRange, key: try LessonExpression(own.code),
        points: points, text: first(.text).map { MarkdownReader.prose($0.text) } ?? [],
        markdown: first(.text)?.text ?? "",
        upstream: first(.from).map(names) ?? [], mistakes: mistakes, visibility: visibility)
    } catch {
      problems.append(error)
      return nil
    }
  }

  private func isName(_ text: String) -> Bool {
    let source = SourceText(name: "", text: text)
    guard let expression = try? Session.parser.parseExpression(source) else { return false }
    return expression.bareName == text
  }

  /// Names between commas, each with its place.
  private func names(_ field: FieldReader<AskField>.Field) -> [FrontMatter.Name] {
    var names: [FrontMatter.Name] = []
    for part in field.parts {
      var start = part.range.lowerBound
      for piece in part.text.split(separator: ",", omittingEmptySubsequences: false) {
        let name = piece.trimmed
        let lower = start + piece.prefix(while: \.isWhitespace).utf8.count
        if !name.isEmpty {
          names.append(
            FrontMatter.Name(text: name, range: SourceRange(lower, lower + name.utf8.count)))
        }
        start += piece.utf8.count + 1
      }
    }
    return names
  }
}
