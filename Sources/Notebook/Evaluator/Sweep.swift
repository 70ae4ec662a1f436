import Diagnostics
import Differentiation
import Language
import Operations
import Tensors

/// Expressions whose values are wanted at many places: some names stand for numbers that change,
/// everything else stays as it is set.
///
/// Facts follow. The graph is recorded and compiled once; a place costs one run of the plan.
struct Sweep {
  let recording: Recording
  private let plan: Plan
  private let outputs: [Node]
  /// Where the plan reads each number.
  private let places: [UnsafeMutablePointer<Double>]
  private let range: SourceRange

  /// - Parameters:
  ///   - names: What changes; each must be read by at least one of the expressions.
  ///   - withDerivatives: Whether the derivative of each expression by the first name follows the
  ///     expressions; they must then be scalars.
  init(
    _ expressions: [Expression], varying names: [Name], withDerivatives: Bool = false,
    in session: inout Session, source: SourceText
  ) throws(Diagnostic) {
    var state = session.state
    for name in names {
      if BuiltInNames.isReserved(name.text) {
        throw EvaluatorDiagnostics.builtInName(name.text, at: name.range)
      }
      state.define(
        name.text, as: .value(Tensor(0), role: .variable),
        from: Stated(source: source, range: name.range))
    }
    var recorder = Recorder(state, source: source, budget: session.budget)
    try recorder.record(expressions)
    session.keepDraws(recorder)
    var recording = recorder.recording
    range = expressions.reduce(expressions[0].range) { $0.union($1.range) }
    let leaves = try names.map { name throws(Diagnostic) in
      guard let leaf = recording.nodes[name.text] else {
        throw PlotDiagnostics.doesNotDepend(
          on: name.text, expressions.map(\.shortText), at: name.range)
      }
      return leaf
    }
    if withDerivatives, let leaf = leaves.first {
      for (output, expression) in zip(recording.outputs, expressions) {
        let shape = recording.graph.shape(of: output)
        guard shape.rank == 0 else {
          throw DerivativeDiagnostics.diagnostic(
            .notScalar(shape), form: "the derivative", at: expression.range,
            argument: expression.range)
        }
        recording.outputs += recording.graph.gradient(of: output, wrt: [leaf]).gradients
      }
    }
    outputs = recording.outputs
    self.recording = recording
    do throws(EvaluationError) {
      plan = try Plan(
        recording.graph, outputs: outputs, keeping: leaves, budget: session.budget)
    } catch {
      throw EvaluationDiagnostics.diagnostic(error, recording, at: range)
    }
    places = leaves.compactMap { [plan] in plan.entries(of: $0) }
  }

  /// The shape of each output.
  var shapes: [Shape] { outputs.map { recording.graph.shape(of: $0) } }

  /// Every output where the names stand for these numbers, in their order.
  func values(
    at numbers: [Double], _ interruption: Interruption
  ) throws(Diagnostic) -> [Tensor] {
    for (place, number) in zip(places, numbers) { place.pointee = number }
    do throws(EvaluationError) {
      try plan.run(interruption)
      return try outputs.map { node throws(EvaluationError) in
        try plan.tensor(node, interruption)
      }
    } catch {
      throw EvaluationDiagnostics.diagnostic(error, recording, at: range)
    }
  }

  /// The first output, a scalar, where the names stand for these numbers.
  func number(at numbers: [Double], _ interruption: Interruption) throws(Diagnostic) -> Double {
    for (place, number) in zip(places, numbers) { place.pointee = number }
    do throws(EvaluationError) {
      try plan.run(interruption)
    } catch {
      throw EvaluationDiagnostics.diagnostic(error, recording, at: range)
    }
    return plan.number(outputs[0])
  }
}
