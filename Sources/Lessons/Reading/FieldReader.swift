import Diagnostics
import Language

/// The names of the fields that a block of a notebook may have.
protocol FieldName: RawRepresentable<String>, CaseIterable, Sendable {
  /// Whether it may appear more than once.
  var isRepeatable: Bool { get }
}

/// Reads lines of `name: text`; lines that begin with blanks go on with the one above, lines that
/// begin with `#` are comments.
struct FieldReader<Name: FieldName> {
  /// A field as written: its first line behind the name, then the lines that go on with it.
  struct Field {
    let name: Name
    let nameRange: SourceRange
    fileprivate(set) var parts: [(text: String, range: SourceRange)]

    var text: String { parts.map(\.text).joined(separator: "\n") }
    var code: LessonCode { LessonCode(parts) }
  }

  /// A field whose name is the writer's own.
  struct OwnField {
    let name: String
    let nameRange: SourceRange
    fileprivate(set) var parts: [(text: String, range: SourceRange)]

    var code: LessonCode { LessonCode(parts) }
  }

  private let lines: SourceLines
  private let fence: Fence
  private let takesOwnName: Bool
  private var fields: [Field] = []
  private(set) var own: OwnField?
  private var isWithinOwn = false
  private(set) var problems: [Diagnostic] = []

  /// - Parameter takesOwnName: Whether one field may have a name that is none of the table's.
  init(_ lines: SourceLines, _ fence: Fence, takesOwnName: Bool = false) {
    self.lines = lines
    self.fence = fence
    self.takesOwnName = takesOwnName
  }

  mutating func read() -> [Field] {
    for line in fence.content {
      let (text, range) = (lines.text(line), lines.range(line))
      if text.allSatisfy(\.isWhitespace) || text.hasPrefix("#") { continue }
      if let first = text.first, first == " " || first == "\t" {
        goOn(with: Self.trimmed(text, range))
      } else {
        readField(text, range)
      }
    }
    for field in fields where field.text.allSatisfy(\.isWhitespace) {
      problems.append(LessonDiagnostics.emptyField(field.name.rawValue, at: field.nameRange))
    }
    return fields.filter { !$0.text.allSatisfy(\.isWhitespace) }
  }

  private mutating func goOn(with part: (text: String, range: SourceRange)) {
    if isWithinOwn {
      own?.parts.append(part)
    } else if fields.isEmpty {
      problems.append(LessonDiagnostics.noField(at: part.range))
    } else {
      fields[fields.count - 1].parts.append(part)
    }
  }

  private mutating func readField(_ text: String, _ range: SourceRange) {
    let name = text.prefix { $0 != ":" && !$0.isWhitespace }
    guard name.endIndex < text.endIndex, text[name.endIndex] == ":" else {
      problems.append(LessonDiagnostics.noField(at: range))
      return
    }
    let start = range.lowerBound
    let nameRange = SourceRange(start, start + name.utf8.count)
    let value = text[text.index(after: name.endIndex)...]
    let part = Self.trimmed(
      String(value), SourceRange(nameRange.upperBound + 1, range.upperBound))
    // Text may begin in the line below its name.
    let parts = part.text.isEmpty ? [] : [part]
    guard let field = Name(rawValue: String(name)) else {
      if takesOwnName, own == nil {
        own = OwnField(name: String(name), nameRange: nameRange, parts: parts)
        isWithinOwn = true
        return
      }
      problems.append(
        LessonDiagnostics.unknownField(
          String(name), among: Name.allCases.map(\.rawValue), at: nameRange))
      return
    }
    if !field.isRepeatable, fields.contains(where: { $0.name.rawValue == field.rawValue }) {
      problems.append(LessonDiagnostics.entryTwice(field.rawValue, at: nameRange))
      return
    }
    isWithinOwn = false
    fields.append(Field(name: field, nameRange: nameRange, parts: parts))
  }

  /// A text without blanks around it.
  private static func trimmed(
    _ text: String, _ range: SourceRange
  ) -> (text: String, range: SourceRange) {
    let start = text.prefix(while: \.isWhitespace).utf8.count
    var rest = text.drop(while: \.isWhitespace)
    while rest.last?.isWhitespace == true { rest.removeLast() }
    let lower = range.lowerBound + start
    return (String(rest), SourceRange(lower, lower + rest.utf8.count))
  }
}

extension FieldReader.Field {
  /// `sin(a) => That is ...` taken apart.
  var atArrow: (before: String, after: String)? {
    var rest = text[...]
    while let equals = rest.firstIndex(of: "=") {
      let next = rest.index(after: equals)
      if next < rest.endIndex, rest[next] == ">" {
        var before = text[..<equals]
        while before.last?.isWhitespace == true { before.removeLast() }
        let after = text[text.index(after: next)...].drop(while: \.isWhitespace)
        return before.isEmpty || after.isEmpty ? nil : (String(before), String(after))
      }
      rest = rest[next...]
    }
    return nil
  }

  /// A value that shows a known mistake, and what to say to it.
  var mistake: LessonTask.Mistake {
    get throws(Diagnostic) {
      guard let (pattern, answer) = atArrow else {
        throw LessonDiagnostics.noArrow(.wrong, at: code.range)
      }
      // The pattern is the beginning of the first line, so its places are those of the field.
      let start = parts[0].range.lowerBound
      let code = LessonCode([(pattern, SourceRange(start, start + pattern.utf8.count))])
      return LessonTask.Mistake(
        expression: try LessonExpression(code), answer: MarkdownReader.line(answer))
    }
  }
}
