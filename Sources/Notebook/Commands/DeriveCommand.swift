import Diagnostics
import Differentiation
import Language
import Operations
import StyledText
import Tensors

/// The symbolic derivative, rule by rule.
enum DeriveCommand: NotebookCommand {
  static let name = "derive"
  static let category = CommandCategory.seeing
  static let summary = "Derives a formula symbolically and shows every rule that was used."
  static let usage = "derive e wrt x"
  static let examples = ["x := 1", "derive log(1 + exp(x)) wrt x"]

  static func run(
    _ command: Command, in session: inout Session, source: SourceText
  ) throws(Diagnostic) -> Outcome {
    let reader = try CommandReader(command, DeriveCommand.self, keywords: Explanation.wrtKeyword)
    let symbolic = try SymbolicDerivative(reader, in: &session, source: source)
    let view = DeriveView(symbolic, settings: session.settings)
    let steps = symbolic.steps.map { step in
      JSON.object([
        ("expression", .text(step.expression.description)), ("rule", .text(step.operation)),
        ("derivative", .text(step.result.description)),
      ])
    }
    return Outcome(
      .command, value: symbolic.value, text: view.text(), steps: .list(steps))
  }
}

/// An expression as a formula, and its derivative.
struct SymbolicDerivative {
  let name: String
  let formula: Formula
  let result: Formula
  let steps: [SymbolicStep]
  /// The derivative where the session stands.
  let value: Tensor

  init(
    _ reader: CommandReader, in session: inout Session, source: SourceText
  ) throws(Diagnostic) {
    let expression = try reader.subject()
    let names = try reader.names(after: "wrt")
    guard names.count == 1 else {
      throw CommandDiagnostics.usage(
        reader.type, at: names.dropFirst().first?.range ?? reader.command.word.range)
    }
    try self.init(expression, wrt: names[0], in: &session, source: source)
  }

  init(
    _ expression: Expression, wrt name: Name, in session: inout Session, source: SourceText
  ) throws(Diagnostic) {
    let recording = try session.record(
      [expression, Expression(.name(name.text), at: name.range)], in: source)
    var graph = recording.graph
    let (f, x) = (recording.outputs[0], recording.outputs[1])
    var symbols = FormulaReader(graph, names: recording.names, target: x)
    do throws(SymbolicError) {
      formula = try symbols.formula(of: f)
      self.name = symbols.bindings.first { $0.value == x }?.key ?? name.text
      (result, steps) = try formula.derivative(by: self.name)
    } catch {
      throw SymbolicDiagnostics.diagnostic(error, at: expression.range)
    }
    let node: Node
    do throws(OperationError) {
      node = try graph.record(result, symbols.bindings)
    } catch {
      throw OperationDiagnostics.diagnostic(
        error, CallContext(range: expression.range, operands: [], shapes: []))
    }
    do throws(EvaluationError) {
      let filled = graph.filled(node, to: graph.shape(of: f))
      value = try Evaluation(graph, of: [filled], budget: session.budget).tensor(filled)
    } catch {
      throw EvaluationDiagnostics.diagnostic(error, recording, at: expression.range)
    }
  }
}
