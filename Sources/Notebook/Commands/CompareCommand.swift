import Diagnostics
import Differentiation
import Language
import Operations
import StyledText
import Tensors

/// Four ways to a gradient side by side.
enum CompareCommand: NotebookCommand {
  static let name = "compare"
  static let category = CommandCategory.checking
  static let summary = "Compares the derivative by hand, numeric, symbolic and automatic."
  static let usage = "compare e wrt x [hand=formula]"
  static let options = [
    CommandOption("hand", "formula", "your own derivative, to be compared with the others")
  ]
  static let examples = ["x := 2", "compare sin(x)^2 wrt x hand=2*sin(x)*cos(x)"]

  static func run(
    _ command: Command, in session: inout Session, source: SourceText
  ) throws(Diagnostic) -> Outcome {
    let reader = try CommandReader(command, CompareCommand.self, keywords: Explanation.wrtKeyword)
    let explanation = try Explanation(reader, in: &session, source: source, needsScalar: true)
    guard explanation.wrt.count == 1 else {
      throw CommandDiagnostics.usage(CompareCommand.self, at: explanation.range)
    }
    let expression = try reader.subject()
    let name = Name(explanation.wrtNames[0], at: explanation.range)
    let comparison = try Comparison(
      explanation, expression, wrt: name, hand: reader.expression("hand"), in: &session,
      source: source)
    return Outcome(
      .command, text: CompareView(comparison, settings: session.settings).text(),
      steps: comparison.json)
  }
}

/// The same derivative found in several ways.
struct Comparison {
  struct Way {
    let name: String
    /// Nil where the way does not lead there; `note` says why.
    let value: Tensor?
    let operations: String
    let note: String?
  }

  private(set) var ways: [Way] = []
  /// What the others are measured against.
  let reference: Tensor

  init(
    _ explanation: Explanation, _ expression: Expression, wrt name: Name, hand: Expression?,
    in session: inout Session, source: SourceText
  ) throws(Diagnostic) {
    var graph = explanation.recording.graph
    let (f, x) = (explanation.output, explanation.wrt[0])
    let forward = graph.cost(of: [f]).nodes
    let circuit = graph.gradient(of: f, wrt: [x])
    let gradient = circuit.gradients[0]
    let backward = graph.cost(of: [gradient], within: circuit.nodes).nodes
    let entries = graph.shape(of: x).count
    let numeric: Node
    do throws(DerivativeError) {
      numeric = try graph.numericGradient(
        of: f, wrt: x, step: 1e-6, order: .central)
    } catch {
      throw DerivativeDiagnostics.diagnostic(
        error, form: "compare", at: explanation.range, argument: nil)
    }
    let quotient: Tensor
    do throws(EvaluationError) {
      let plan = try Plan(graph, outputs: [gradient, numeric], budget: session.budget)
      try plan.run(session.context.interruption)
      reference = plan.tensor(gradient)
      quotient = plan.tensor(numeric)
    } catch {
      throw EvaluationDiagnostics.diagnostic(
        error, explanation.recording, at: explanation.range)
    }
    if let hand {
      let value = try session.evaluate([hand], in: source, hand.range)[0]
      let recording = try session.record([hand], in: source)
      ways.append(
        Way(
          name: "hand", value: value,
          operations: "\(recording.graph.cost(of: recording.outputs).nodes)",
          note: Comparison.diagnosis(value, reference)))
    }
    ways.append(
      Way(
        name: "numeric", value: quotient,
        operations: "\(2 * entries) passes",
        note: nil))
    do {
      let symbolic = try SymbolicDerivative(expression, wrt: name, in: &session, source: source)
      let (before, after) = (symbolic.formula.operationCount, symbolic.result.operationCount)
      ways.append(
        Way(
          name: "symbolic", value: symbolic.value, operations: "\(after) (from \(before))",
          note: nil))
    } catch let error where error.code == "symbolic" {
      ways.append(Way(name: "symbolic", value: nil, operations: "", note: error.message))
    }
    ways.append(
      Way(
        name: "automatic", value: reference, operations: "\(forward) + \(backward)", note: nil))
  }

  /// The largest difference, relative to the largest entry.
  func relativeError(_ value: Tensor) -> Double? {
    guard value.shape == reference.shape else { return nil }
    let scale = reference.values.reduce(0) { max($0, $1.magnitude) }
    let difference = zip(value.values, reference.values)
      .reduce(0) { max($0, ($1.0 - $1.1).magnitude) }
    return difference == 0 ? 0 : difference / max(scale, .leastNormalMagnitude)
  }

  /// What a wrong derivative by hand looks like.
  private static func diagnosis(_ hand: Tensor, _ reference: Tensor) -> String {
    guard hand.shape == reference.shape else {
      return "shape \(hand.shape), expected \(reference.shape)"
    }
    let scale = reference.values.reduce(0) { max($0, $1.magnitude) }
    func isClose(_ factor: Double) -> Bool {
      zip(hand.values, reference.values).allSatisfy {
        ($0 - factor * $1).magnitude <= 1e-6 * max(scale, 1e-300) * max(factor.magnitude, 1)
      }
    }
    if isClose(1) { return "agrees" }
    if isClose(-1) { return "wrong sign" }
    if let index = reference.values.firstIndex(where: { $0.magnitude > scale / 2 }) {
      let factor = hand.values[index] / reference.values[index]
      if factor.isFinite, isClose(factor) {
        return "off by a factor \(NumberText.significant(factor, digits: 4))"
      }
    }
    return "differs"
  }

  var json: JSON {
    .list(
      ways.map { way in
        .object([
          ("how", .text(way.name)), ("value", way.value.map(JSON.tensor) ?? .null),
          ("relativeError", way.value.flatMap(relativeError).map(JSON.number) ?? .null),
          ("operations", .text(way.operations)), ("note", way.note.map(JSON.text) ?? .null),
        ])
      })
  }
}
