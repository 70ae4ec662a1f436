import Diagnostics
import Differentiation
import Language
import StyledText
import Tensors

/// Both passes shown.
enum TraceCommand: NotebookCommand {
  static let name = "trace"
  static let category = CommandCategory.seeing
  static let summary = "Shows every value forward, then upstream × local derivative on every path."
  static let usage = "trace e [wrt x ...] [by=ops|names|layers|primitives]"
  static let options = [Explanation.byOption]
  static let examples = ["x := 2; f = sin(x)^2", "trace f", "trace f by=names"]

  static func run(
    _ command: Command, in session: inout Session, source: SourceText
  ) throws(Diagnostic) -> Outcome {
    let reader = try CommandReader(command, TraceCommand.self, keywords: Explanation.wrtKeyword)
    let explanation = try Explanation(reader, in: &session, source: source, needsScalar: false)
    let trace = try explanation.trace(in: session)
    let view = TraceView(trace, settings: session.settings)
    return Outcome(
      .command, name: trace.outputLabel, text: view.text(), steps: trace.json)
  }
}

enum ForwardCommand: NotebookCommand {
  static let name = "forward"
  static let category = CommandCategory.seeing
  static let summary = "Shows every intermediate value in order of evaluation."
  static let usage = "forward e [by=ops|names|layers|primitives]"
  static let options = [Explanation.byOption]
  static let examples = ["x := 2", "forward sin(x)^2"]

  static func run(
    _ command: Command, in session: inout Session, source: SourceText
  ) throws(Diagnostic) -> Outcome {
    let reader = try CommandReader(command, ForwardCommand.self)
    let explanation = try Explanation(reader, in: &session, source: source, needsScalar: false)
    let trace = try explanation.trace(in: session, backward: false)
    let view = TraceView(trace, settings: session.settings)
    return Outcome(.command, name: trace.outputLabel, text: view.forward(), steps: trace.json)
  }
}

enum BackwardCommand: NotebookCommand {
  static let name = "backward"
  static let category = CommandCategory.seeing
  static let summary = "Shows the gradient on every path, from the output back."
  static let usage = "backward e [wrt x ...] [by=ops|names|layers|primitives]"
  static let options = [Explanation.byOption]
  static let examples = ["x1 := 2; x2 := 3; y = x1 * x2 + x1", "backward y"]

  static func run(
    _ command: Command, in session: inout Session, source: SourceText
  ) throws(Diagnostic) -> Outcome {
    let reader = try CommandReader(
      command, BackwardCommand.self, keywords: Explanation.wrtKeyword)
    let explanation = try Explanation(reader, in: &session, source: source, needsScalar: true)
    let trace = try explanation.trace(in: session)
    let view = TraceView(trace, settings: session.settings)
    return Outcome(.command, name: trace.outputLabel, text: view.backward(), steps: trace.json)
  }
}
