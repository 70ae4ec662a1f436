import Diagnostics
import StyledText

/// What is said of assignments that are not as they should be.
enum AssignmentDiagnostics {
  private static func problem(
    _ message: String, at range: SourceRange? = nil, help: String? = nil
  ) -> Diagnostic {
    Diagnostic("assignment", message, at: range, help: help)
  }

  static func noSetup() -> Diagnostic {
    problem(
      "an assignment needs a cell that states its data, parameters and loss",
      help: "begin it with ```grad setup")
  }

  static func noAsks() -> Diagnostic {
    problem("this asks for nothing", help: "add a block ```ask with a line such as dW: grad(J, W)")
  }

  static func noPoints() -> Diagnostic {
    problem("nothing of it is worth a point", help: "write ```ask points=2")
  }

  static func keyIsNoExpression() -> Diagnostic {
    problem("what an asked tensor equals must be one expression")
  }

  static func keyNotFinite(_ name: String, _ value: Double, at range: SourceRange) -> Diagnostic {
    problem(
      "the right \(name) holds \(NumberText.significant(value)), with which nothing compares",
      at: range)
  }

  static func emptyKey(_ name: String, at range: SourceRange) -> Diagnostic {
    problem("the right \(name) has no entries", at: range)
  }

  static func unknownUpstream(
    _ name: String, among names: [String], at range: SourceRange
  ) -> Diagnostic {
    problem(
      "\(name) is not asked for", at: range,
      help: Suggestion.nearest(to: name, among: names).map { "did you mean \($0)?" }
        ?? "from: names other tensors that are asked for")
  }

  static func notUpstream(_ name: String, of other: String, at range: SourceRange) -> Diagnostic {
    problem(
      "\(other) cannot be computed from \(name)", at: range,
      help: "from: names gradients of the same loss that stand nearer to it")
  }
}
