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

  private static let mostNotes = 20

  init(shapes: [String: Shape], limits: SubmissionLimits) {
    self.shapes = shapes
    self.limits = limits
    for name in shapes.keys { answers[name] = .blank }
  }

  func asks(for name: String) -> Bool { shapes[name] != nil }

  /// How many numbers of an answer are kept.
  func limit(of name: String) -> Int { limits.entries(for: shapes[name] ?? .scalar) }

  mutating func note(_ note: Diagnostic) {
    if notes.count < Collection.mostNotes { notes.append(note.with(severity: .note)) }
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
    let bytes = Array(text.utf8)
    let isBlank = bytes.allSatisfy { $0 == 0x20 || 0x09...0x0D ~= $0 }
    if isBlank { return }
    if let numbers = numbers(bytes, limit: limit(of: name)) {
      return try add(.numbers(numbers), to: name, from: file)
    }
    // Whoever writes the name before the formula means the same.
    var source = SourceText(name: file, text: text)
    if definitions(Session.parser.parse(source)) != [name] {
      source = SourceText(name: file, text: "\(name) = \(text)")
    }
    let parsed = Session.parser.parse(source)
    if let problem = parsed.diagnostics.first {
      return try add(.unreadable(.formula(problem.message)), to: name, from: file)
    }
    guard definitions(parsed) == [name], parsed.statements.count == 1 else {
      return try add(
        .unreadable(.formula(SubmissionDiagnostics.noFormula)), to: name, from: file)
    }
    try add(.formula, to: name, from: file)
    try keep(source)
  }

  /// The numbers that a text spells.
  private func numbers(_ bytes: [UInt8], limit: Int) -> Answer.Numbers? {
    bytes.withUnsafeBufferPointer { bytes in
      guard var scanner = try? JSONScanner(bytes),
        case .numbers(let numbers)? = try? scanner.answer(limit: limit),
        (try? scanner.end()) != nil
      else { return nil }
      return numbers
    }
  }

  // MARK: - Statements

  /// Adds statements; those that define what is asked for are its answers.
  mutating func addCode(_ source: SourceText, from file: String) throws(Diagnostic) {
    let parsed = Session.parser.parse(source)
    if let problem = parsed.diagnostics.first { throw problem.located(in: source) }
    for name in Set(definitions(parsed)).sorted() where asks(for: name) {
      try add(.formula, to: name, from: file)
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

  /// The names that statements give a value.
  private func definitions(_ parsed: ParseResult) -> [String] {
    parsed.statements.flatMap { statement -> [String] in
      switch statement.kind {
      case .fact(let name, _): [name.text]
      case .set(let targets, _): targets.filter(\.subscripts.isEmpty).map(\.name.text)
      case .function, .expression, .command, .repetition: []
      }
    }
  }

  /// All statements, in the order they were found; those of one file keep their places in it.
  func statements(of student: String) -> SourceText? {
    guard code.count > 1 else { return code.first }
    return SourceText(name: student, text: code.map(\.text).joined(separator: "\n"))
  }
}
