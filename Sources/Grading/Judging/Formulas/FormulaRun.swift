import Diagnostics
import Differentiation
import Language
import Notebook
import Operations
import Tensors

/// Statements of a submission, run in the state that an assignment's setup made.
///
/// A statement that fails takes only what depends on it along.
struct FormulaRun {
  private let text: FormulaText
  private let limits: FormulaLimits
  private let meter: FormulaMeter
  private var session: Session
  private var stated: Set<String> = []
  private var failures: [String: String] = [:]
  /// Bytes that the submission's values take.
  private var kept = 0
  /// The steps that set a name of the setup to what it is there. At other points they would hold
  /// on to the values of this one, so they are left out.
  private(set) var restatements: Set<Int> = []

  /// - Parameters:
  ///   - state: What the setup stated, here or at another point.
  ///   - restatements: The steps to be left out; nil to find them.
  init(
    _ text: FormulaText, in state: SessionState, leavingOut restatements: Set<Int>? = nil,
    limits: FormulaLimits, context: SessionContext
  ) {
    self.text = text
    self.limits = limits
    meter = FormulaMeter(limits, within: context.interruption)
    var inner = SessionContext(interruption: meter.interruption)
    inner.nodes = limits.nodes
    session = Session(context: inner, seed: Assignment.seed)
    session.state = state
    session.settings.memory = limits.memory
    for (index, step) in text.steps.enumerated() where restatements?.contains(index) != true {
      if let refusal = step.refusal {
        fail(step.names, refusal)
      } else {
        let before = session.state
        run(step)
        if restatements == nil, isRestatement(step, of: state, before) {
          self.restatements.insert(index)
          session.state = before
        }
      }
    }
    if let restatements { self.restatements = restatements }
  }

  /// The value of a name; nil if no statement states it.
  mutating func value(of name: String) -> Result<Tensor, FormulaFailure>? {
    if let problem = text.problem ?? text.unreadable[name] ?? failures[name] {
      return .failure(FormulaFailure(message: problem))
    }
    guard stated.contains(name) else { return nil }
    let need = session.state.inOrderOfDependence([name]).first { failures[$0] != nil }
    if let reason = need.flatMap(reason(toNeed:)) {
      return .failure(FormulaFailure(message: reason))
    }
    if let definition = session.state.definitions[name],
      definition.isFunction || definition.isNetwork
    {
      return .failure(FormulaFailure(message: FormulaWords.notAValue(name)))
    }
    meter.begin()
    do throws(Diagnostic) {
      // What is named is a fact or a value: where it stands is in its own definition.
      let name = Expression(.name(name), at: SourceRange(0, 0))
      return .success(try values(of: [name])[0])
    } catch {
      return .failure(FormulaFailure(message: words(error)))
    }
  }

  private mutating func run(_ step: FormulaText.Step) {
    var statement = step.statement
    statement.isQuiet = true
    meter.begin()
    let before = session.state
    do throws(Diagnostic) {
      switch statement.kind {
      case .expression: return
      case .set(_, let expressions):
        // Recorded first, to know what it would take.
        try admit(session.record(expressions, in: text.source))
        session.state = before
      case .fact(_, let expression) where session.dependencies(of: expression).isEmpty:
        try admit(session.record([expression], in: text.source))
        session.state = before
      default: break
      }
      try session.run(statement, in: text.source) { _ in }
      let sum = step.names.reduce(kept) { $0 + (session.state.definitions[$1]?.bytes ?? 0) }
      guard sum <= limits.memory else {
        session.state = before
        return fail(step.names, FormulaWords.tooMuchKept(limits.memory))
      }
      kept = sum
      stated.formUnion(step.names)
      for name in step.names { failures[name] = nil }
    } catch {
      session.state = before
      let need = statement.names.first { failures[$0] != nil }
      fail(step.names, need.flatMap(reason(toNeed:)) ?? words(error))
    }
  }

  private mutating func values(of expressions: [Expression]) throws(Diagnostic) -> [Tensor] {
    let recording = try session.record(expressions, in: text.source)
    try admit(recording)
    return try session.values(recording, SourceRange(0, 0))
  }

  private func admit(_ recording: Recording) throws(Diagnostic) {
    let cost = recording.graph.cost(of: recording.outputs)
    guard meter.admit(operations: cost.operations) else {
      throw Diagnostic("size", "")
    }
  }

  private func words(_ diagnostic: Diagnostic) -> String {
    if let excess = meter.excess { return FormulaWords.excess(excess) }
    return FormulaWords.text(of: diagnostic, in: text.source)
  }

  /// Why something that needs a name has no value.
  private func reason(toNeed name: String) -> String? {
    failures[name].map { FormulaWords.needs(name, $0) }
  }

  private mutating func fail(_ names: [String], _ reason: String) {
    for name in names {
      failures[name] = reason
      session.state.remove(name)
    }
  }

  /// Whether a step set names of the setup to the values that they have there.
  private func isRestatement(
    _ step: FormulaText.Step, of state: SessionState, _ before: SessionState
  ) -> Bool {
    !step.names.isEmpty
      && step.names.allSatisfy { name in
        guard let old = state.definitions[name]?.tensor else { return false }
        return before.definitions[name]?.tensor == old
          && session.state.definitions[name]?.tensor == old
      }
  }
}

/// Why a formula has no value.
struct FormulaFailure: Error, Sendable, Equatable {
  let message: String
}

extension Definition {
  /// What its values take.
  fileprivate var bytes: Int {
    let drawn = draws.numbers.map(\.tensor) + draws.masks
    return drawn.reduce((tensor?.values.count ?? 0) * 8) { $0 + $1.values.count * 8 }
  }
}
