import Diagnostics
import Differentiation
import Language
import StyledText
import Tensors

/// The graph drawn.
enum GraphCommand: NotebookCommand {
  static let name = "graph"
  static let category = CommandCategory.seeing
  static let summary = "Draws the graph with values, gradients and local derivatives on it."
  static let usage = "graph e [wrt x ...] [by=ops|names|layers|primitives]"
  static let options = [Explanation.byOption]
  static let examples = ["x1 := 2; x2 := 3; y = x1 * x2 + x1", "graph y"]

  static func run(
    _ command: Command, in session: inout Session, source: SourceText
  ) throws(Diagnostic) -> Outcome {
    let reader = try CommandReader(command, GraphCommand.self, keywords: Explanation.wrtKeyword)
    let explanation = try Explanation(reader, in: &session, source: source, needsScalar: false)
    let trace = try explanation.trace(in: session)
    let view = GraphView(trace, settings: session.settings)
    var outcome = Outcome(
      .command, name: trace.outputLabel, text: view.text(), steps: trace.json)
    outcome.plot = view.plot
    return outcome
  }
}

/// Every module with its local derivatives as formulas.
enum LocalCommand: NotebookCommand {
  static let name = "local"
  static let category = CommandCategory.seeing
  static let summary = "Lists every module with its local derivatives as formulas."
  static let usage = "local e [wrt x ...] [by=ops|names|layers|primitives]"
  static let options = [Explanation.byOption]
  static let examples = ["x := 2; f = sin(x)^2", "local f"]

  static func run(
    _ command: Command, in session: inout Session, source: SourceText
  ) throws(Diagnostic) -> Outcome {
    let reader = try CommandReader(command, LocalCommand.self, keywords: Explanation.wrtKeyword)
    let explanation = try Explanation(reader, in: &session, source: source, needsScalar: true)
    let trace = try explanation.trace(in: session)
    return Outcome(
      .command, name: trace.outputLabel,
      text: LocalView(trace, settings: session.settings).text(), steps: trace.json)
  }
}
