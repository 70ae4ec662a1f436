import Diagnostics
import Differentiation
import Language
import StyledText
import Tensors

/// The passes one step at a time.
enum StepCommand: NotebookCommand {
  static let name = "step"
  static let category = CommandCategory.seeing
  static let summary = "Walks through both passes, forwards and backwards; prints them elsewhere."
  static let usage = "step e [wrt x ...] [by=ops|names|layers|primitives]"
  static let options = [Explanation.byOption]
  static let examples = ["x := 2; f = sin(x)^2", "step f"]

  static func run(
    _ command: Command, in session: inout Session, source: SourceText
  ) throws(Diagnostic) -> Outcome {
    let reader = try CommandReader(command, StepCommand.self, keywords: Explanation.wrtKeyword)
    let explanation = try Explanation(reader, in: &session, source: source, needsScalar: false)
    let trace = try explanation.trace(in: session)
    let drawing = GraphView(trace, settings: session.settings).text()
    let view = StepView(trace, drawing: drawing, settings: session.settings)
    return Outcome(
      .command, name: trace.outputLabel,
      text: TraceView(trace, settings: session.settings).text(), steps: trace.json,
      action: .step(view))
  }
}
