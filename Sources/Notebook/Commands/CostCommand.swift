import Diagnostics
import Differentiation
import Language
import Operations
import StyledText
import Tensors

/// What a value and its gradient cost.
enum CostCommand: NotebookCommand {
  static let name = "cost"
  static let category = CommandCategory.checking
  static let summary = "Counts operations and memory, forward and for the gradient."
  static let usage = "cost e [wrt x ...]"
  static let examples = ["x := 2; f = sin(x)^2", "cost f"]

  static func run(
    _ command: Command, in session: inout Session, source: SourceText
  ) throws(Diagnostic) -> Outcome {
    let reader = try CommandReader(command, CostCommand.self, keywords: Explanation.wrtKeyword)
    let explanation = try Explanation(reader, in: &session, source: source, needsScalar: false)
    var graph = explanation.recording.graph
    let forward = graph.cost(of: [explanation.output])
    var gradient: Cost?
    if !explanation.wrt.isEmpty {
      let circuit = graph.gradient(of: explanation.output, wrt: explanation.wrt)
      gradient = graph.cost(of: circuit.gradients, within: circuit.nodes)
    }
    let parameters = explanation.wrt.reduce(0) { $0 + graph.shape(of: $1).count }
    let view = CostView(
      forward: forward, gradient: gradient, parameters: parameters, settings: session.settings)
    return Outcome(.command, text: view.text(), steps: view.json)
  }
}
