import Diagnostics
import Language
import Lessons
import Notebook

/// The statements of a submission, read once: what may be run, and what is wrong with the rest.
struct FormulaText: Sendable {
  /// A statement with the names that it states.
  struct Step: Sendable {
    let statement: Statement
    let names: [String]
    /// Why it is not run.
    let refusal: String?
  }

  let source: SourceText
  private(set) var steps: [Step] = []
  /// Why nothing of it is run.
  private(set) var problem: String?
  /// What cannot be read, by the name it seems to state.
  private(set) var unreadable: [String: String] = [:]
  /// The first reason why a statement is not run.
  private(set) var firstRefusal: String?

  /// - Parameter setup: What the assignment states itself: saying it again says nothing.
  init(_ source: SourceText, setup: [Statement], limits: FormulaLimits) {
    self.source = source
    guard source.text.utf8.count <= limits.characters else {
      problem = FormulaWords.tooLong(limits.characters)
      return
    }
    let parsed = Session.parser.parse(source)
    guard parsed.statements.count <= limits.statements else {
      problem = FormulaWords.tooManyStatements(limits.statements)
      return
    }
    for diagnostic in parsed.diagnostics {
      let text = FormulaWords.text(of: diagnostic, in: source)
      if firstRefusal == nil { firstRefusal = text }
      let line = source[source.lineRange(around: diagnostic.range?.lowerBound ?? 0)]
      for name in FormulaText.names(before: line) where unreadable[name] == nil {
        unreadable[name] = text
      }
    }
    for statement in parsed.statements where !setup.contains(statement.bare) {
      let refusal = FormulaText.refusal(of: statement).map {
        FormulaWords.text($0, at: statement.range, in: source)
      }
      if firstRefusal == nil { firstRefusal = refusal }
      steps.append(
        Step(statement: statement, names: FormulaText.names(of: statement), refusal: refusal))
    }
  }

  /// Every name that a name is made of, directly or not.
  func reads(behind name: String) -> [String] {
    var known: Set<String> = [name]
    var open = [name]
    while let next = open.popLast() {
      for step in steps where step.names.contains(next) {
        open += step.statement.names.filter { known.insert($0).inserted }
      }
    }
    return known.sorted()
  }

  private static func names(of statement: Statement) -> [String] {
    switch statement.kind {
    case .fact(let name, _), .function(let name, _, _): [name.text]
    case .set(let targets, _): targets.map(\.name.text)
    case .expression: []
    case .command(let command): command.statement.map(names) ?? []
    case .repetition(_, let body): body.flatMap(names)
    }
  }

  /// The names left of the sign in a line that cannot be read.
  private static func names(before line: String) -> [String] {
    guard let sign = line.firstIndex(of: "=") else { return [] }
    return line[..<sign].split { !($0.isLetter || $0.isNumber || "_.".contains($0)) }
      .map(String.init)
  }

  /// Why a statement has no place among formulas.
  static func refusal(of statement: Statement) -> String? {
    switch statement.kind {
    case .command(let command): FormulaWords.command(command.word.text)
    case .repetition: FormulaWords.repetition
    default: derivative(in: statement)
    }
  }

  /// The first derivative that is left to the machine.
  private static func derivative(in statement: Statement) -> String? {
    statement.names.first { SpecialForm.named($0)?.differentiates == true }
      .map(FormulaWords.derivative)
  }
}

extension Statement {
  /// Every name in its expressions.
  var names: [String] {
    var names: [String] = []
    for expression in expressions {
      expression.visit { part in
        if let name = part.bareName { names.append(name) }
      }
    }
    return names
  }

  /// The expressions of a statement that is no command.
  private var expressions: [Expression] {
    switch kind {
    case .fact(_, let expression), .expression(let expression), .function(_, _, let expression):
      [expression]
    case .set(let targets, let expressions):
      expressions
        + targets.flatMap(\.subscripts).flatMap { part -> [Expression] in
          switch part {
          case .index(let index): [index]
          case .range(let from, let to, _): [from, to].compactMap(\.self)
          }
        }
    case .command, .repetition: []
    }
  }

  /// What it says, wherever it stands and whether or not it prints.
  var bare: Statement {
    var bare = withoutPlaces
    bare.isQuiet = false
    return bare
  }
}

extension Assignment {
  /// What the setup states, to be compared with what submissions state.
  var setupStatements: [Statement] {
    file.cells.filter(\.attributes.isSetup).flatMap(\.entries).flatMap { entry in
      Session.parser.parse(SourceText(name: "", text: entry.input)).statements.map(\.bare)
    }
  }
}
