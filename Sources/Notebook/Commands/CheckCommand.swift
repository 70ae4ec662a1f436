import Diagnostics
import Differentiation
import Language
import Operations
import StyledText
import Tensors

/// Gradients against difference quotients, or against somebody's own, entry by entry.
enum CheckCommand: NotebookCommand {
  static let name = "check"
  static let category = CommandCategory.checking
  static let summary =
    "Compares every entry of a gradient with extrapolated difference quotients, or of your own "
    + "value with what it should be."
  static let usage = "check e [wrt x ...], check yours against e"
  static let details: [HelpPage.Part] = [
    .text(
      "`check dW against grad(J, W)` takes what you have worked out: shapes first, then entry by "
        + "entry, as closely as homework is graded. Where a gradient is wrong it says which mistake "
        + "of the backward pass explains your numbers, and shows the step. Beside any other "
        + "expression values are compared and nothing more.")
  ]
  static let examples = [
    "x := 2; f = sin(x)^2", "check f", "df = 2 * sin(x) * cos(x); check df against grad(f, x)",
    "check [0.5, 2] against [1/2, 2.1]",
  ]

  static func run(
    _ command: Command, in session: inout Session, source: SourceText
  ) throws(Diagnostic) -> Outcome {
    let reader = try CommandReader(
      command, CheckCommand.self, keywords: Explanation.wrtKeyword.union(["against"]))
    if let references = reader.afterKeyword["against"] {
      let comparison = try HandCheck(reader, references, in: &session, source: source)
      return Outcome(
        .command, text: HandCheckView(comparison, settings: session.settings).text(),
        steps: comparison.json)
    }
    let explanation = try Explanation(reader, in: &session, source: source, needsScalar: true)
    var graph = explanation.recording.graph
    let circuit = graph.gradient(of: explanation.output, wrt: explanation.wrt)
    var rows: [(name: String, check: GradientCheck)] = []
    do throws(EvaluationError) {
      let run = try Evaluation(
        graph, of: circuit.gradients + explanation.wrt, budget: session.budget)
      for (index, node) in explanation.wrt.enumerated() {
        let check = try GradientCheck(
          graph, of: explanation.output, wrt: node, at: run.tensor(node),
          analytic: run.tensor(circuit.gradients[index]), budget: session.budget)
        rows.append((explanation.wrtNames[index], check))
      }
    } catch {
      throw EvaluationDiagnostics.diagnostic(
        error, explanation.recording, at: explanation.range)
    }
    return Outcome(
      .command, text: CheckView(rows, settings: session.settings).text(),
      steps: .list(rows.map { CheckView.json($0.name, $0.check) }))
  }
}
