import Datasets
import Diagnostics
import Language
import Notebook
import Tensors

/// What is found of a submission, file by file.
///
/// Functions throw `Diagnostic` for what makes all of it ungradable.
struct Collection {
  let shapes: [String: Shape]
  let limits: SubmissionLimits
  private(set) var answers: [String: Answer] = [:]
  private(set) var notes: [Diagnostic] = []
  /// Where each answer was found.
  private var origins: [String: String] = [:]
  private var code: [SourceText] = []
  private var codeBytes = 0

  init(shapes: [String: Shape], limits: SubmissionLimits) {
    self.shapes = shapes
    self.limits = limits
    for name in shapes.keys { answers[name] = .blank }
  }

  func asks(for name: String) -> Bool { shapes[name] != nil }

  /// How many numbers of an answer are kept.
  func limit(of name: String) -> Int { limits.entries(for: shapes[name] ?? .scalar) }

  mutating func note(_ note: Diagnostic) {
    if notes.count < SubmissionLimits.notes { notes.append(note.with(severity: .note)) }
  }

  /// Leaves unsaid what is noted meanwhile.
  mutating func withoutNotes(
    _ body: (inout Collection) throws(Diagnostic) -> Void
  ) throws(Diagnostic) {
    let before = notes
    try body(&self)
    notes = before
  }

  /// Notes something that has a name nobody asked for.
  mutating func ignore(_ name: String, from file: String) {
    note(SubmissionDiagnostics.unknown(name, file, among: shapes.keys.sorted()))
  }

  // MARK: - Answers

  mutating func add(_ answer: Answer, to name: String, from file: String) throws(Diagnostic) {
    guard asks(for: name) else { return ignore(name, from: file) }
    if answer == .blank { return }
    if let other = origins[name] { throw SubmissionDiagnostics.twice(name, other, file) }
    origins[name] = file
    answers[name] = answer
  }

  /// Adds what a text says: numbers in quotes, or a formula.
  mutating func addText(_ text: String, to name: String, from file: String) throws(Diagnostic) {
    let isBlank = text.utf8.allSatisfy { $0 == 0x20 || 0x09...0x0D ~= $0 }
    if isBlank { return }
    if let numbers = numbers(text, for: name) {
      return try add(.numbers(numbers), to: name, from: file)
    }
    // Whoever writes the name before the formula means the same.
    var source = SourceText(name: file, text: text)
    if definitions(Session.parser.parse(source)).map(\.name) != [name] {
      source = SourceText(name: file, text: "\(name) = \(text)")
    }
    let parsed = Session.parser.parse(source)
    if let problem = parsed.diagnostics.first {
      return try add(.unreadable(.formula(problem.message)), to: name, from: file)
    }
    guard definitions(parsed).map(\.name) == [name], parsed.statements.count == 1 else {
      return try add(
        .unreadable(.formula(SubmissionDiagnostics.noFormula)), to: name, from: file)
    }
    try add(.formula, to: name, from: file)
    try keep(source)
  }

  /// The numbers that a text spells as JSON does, or as a matrix of the language: `[1, 2; 3, 4]`.
  private func numbers(_ text: String, for name: String) -> Answer.Numbers? {
    let rows = text.contains(";") ? "[\(text.replacing(";", with: "], ["))]" : text
    return Array(rows.utf8).withUnsafeBufferPointer { bytes in
      guard var scanner = try? JSONScanner(bytes),
        case .numbers(let numbers)? = try? scanner.answer(limit: limit(of: name)),
        (try? scanner.end()) != nil
      else { return nil }
      return numbers
    }
  }

  // MARK: - Statements

  /// Adds statements; those that define what is asked for are its answers, the last of each name.
  mutating func addCode(_ source: SourceText, from file: String) throws(Diagnostic) {
    let parsed = Session.parser.parse(source)
    if let problem = parsed.diagnostics.first { throw problem.located(in: source) }
    let found = Dictionary(definitions(parsed)) { $1 }
    for (name, value) in found.sorted(by: { $0.key < $1.key }) where asks(for: name) {
      // Numbers that were typed are known as exactly as they were typed.
      let numbers = numbers(source[value.range], for: name)
      try add(numbers.map(Answer.numbers) ?? .formula, to: name, from: file)
    }
    if !found.keys.contains(where: asks),
      let refusal = parsed.statements.lazy.compactMap(FormulaText.refusal).first
    {
      note(SubmissionDiagnostics.noAnswer(file, refusal))
    }
    try keep(source)
  }

  private mutating func keep(_ source: SourceText) throws(Diagnostic) {
    codeBytes += source.text.utf8.count
    guard codeBytes <= limits.statementBytes else {
      throw SubmissionDiagnostics.tooMuchCode(limit: limits.statementBytes)
    }
    code.append(source)
  }

  /// The names that statements give a value, and what value.
  private func definitions(_ parsed: ParseResult) -> [(name: String, value: Expression)] {
    parsed.statements.flatMap { statement -> [(name: String, value: Expression)] in
      switch statement.kind {
      case .fact(let name, let value): [(name.text, value)]
      case .set(let targets, let values):
        zip(targets, values).compactMap { target, value in
          target.subscripts.isEmpty ? (target.name.text, value) : nil
        }
      case .function, .expression, .command, .repetition: []
      }
    }
  }

  /// All statements, in the order they were found; those of one file keep their places in it, and
  /// those of several are of a text without a name, in which places say nothing.
  var statements: SourceText? {
    guard code.count > 1 else { return code.first }
    return SourceText(name: "", text: code.map(\.text).joined(separator: "\n"))
  }
}
