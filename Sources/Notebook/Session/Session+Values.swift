package import Diagnostics
import Differentiation
package import Language
import Operations
package import Tensors

/// What expressions mean and what they come to.
extension Session {
  /// Records expressions against the session's definitions.
  package mutating func record(
    _ expressions: [Expression], in source: SourceText
  ) throws(Diagnostic) -> Recording {
    var recorder = Recorder(state, source: source, budget: budget)
    try recorder.record(expressions)
    keepDraws(recorder)
    return recorder.recording
  }

  /// The values of expressions, recorded in one graph and run as one plan.
  package mutating func evaluate(
    _ expressions: [Expression], in source: SourceText, _ range: SourceRange, isQuiet: Bool = false
  ) throws(Diagnostic) -> [Tensor] {
    let key = range.lowerBound
    if entry.isRepeating, var program = entry.programs[key], program.serves(expressions, state) {
      program.bind(state)
      entry.programs[key] = program
      return try run(program.plan, program.recording, range)
    }
    var recorder = Recorder(state, source: source, budget: budget)
    try recorder.record(expressions)
    let recording = recorder.recording
    let plan = try self.plan(recording, range)
    let results = try run(plan, recording, range)
    keepDraws(recorder)
    if entry.isRepeating, recording.isReusable {
      entry.programs[key] = Program(expressions, recording, plan: plan, state: state)
    }
    return results
  }

  /// The values of a recording's outputs.
  package func values(
    _ recording: Recording, _ range: SourceRange
  ) throws(Diagnostic) -> [Tensor] {
    try run(plan(recording, range), recording, range)
  }

  private func plan(_ recording: Recording, _ range: SourceRange) throws(Diagnostic) -> Plan {
    do throws(EvaluationError) {
      return try Plan(
        recording.graph, outputs: recording.outputs, keeping: recording.bindings.map(\.node),
        budget: budget)
    } catch {
      throw EvaluationDiagnostics.diagnostic(error, recording, at: range)
    }
  }

  private func run(
    _ plan: Plan, _ recording: Recording, _ range: SourceRange
  ) throws(Diagnostic) -> [Tensor] {
    do throws(EvaluationError) {
      try plan.run(context.interruption)
      return try recording.outputs.map { node throws(EvaluationError) in
        try plan.tensor(node, context.interruption)
      }
    } catch {
      throw EvaluationDiagnostics.diagnostic(error, recording, at: range)
    }
  }

  /// What was drawn on the way stays drawn.
  mutating func keepDraws(_ recorder: Recorder) {
    state.random = recorder.random
    for draw in recorder.networkDraws { state.keep(draw) }
    for (name, draws) in recorder.changedDraws { state.update(draws: draws, of: name) }
  }
}
