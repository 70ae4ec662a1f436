import Diagnostics
import Language
import Networks
import Plots
import StyledText
import Tensors

/// A function of two numbers as lines of equal value, with the way of a descent on it.
enum ContourCommand: NotebookCommand {
  static let name = "contour"
  static let category = CommandCategory.plots
  static let summary = "Draws a function of two names as lines of equal value, and a descent on it."
  static let usage = "contour J a=-2..2 b=-1..3 [descend=20] [lr=0.1] [start=a,b] [path=P]"
  static let options =
    [
      CommandOption(
        "descend", "steps", "draws so many steps of gradient descent: W := W - lr * grad(J, W)"),
      CommandOption("lr", "η", "the learning rate of the descent, 0.1 unless given"),
      CommandOption(
        "start", "a,b", "where the descent starts; where the names are now unless given"),
      CommandOption(
        "path", "P", "draws a path of your own: a matrix with a row of two numbers for each step"),
      CommandOption("points", "number", "at how many places a row is evaluated, 97 unless given"),
    ] + PlotOptions.all
  static let details: [HelpPage.Part] = [
    .text(
      "Two names go through ranges, whatever they are called; the first goes across. Everything else "
        + "stays as it is set, and facts follow. The lines are a few nice numbers apart, or "
        + "equal ratios where the values span decades. Where a value is no number there is no line."
    )
  ]
  static let examples = [
    "a := 1.8; b := 1.5; J = a^2 + 4 * b^2 + a * b",
    "contour J a=-2..2 b=-2..2 descend=12 lr=0.15 height=12",
  ]

  static func run(
    _ command: Command, in session: inout Session, source: SourceText
  ) throws(Diagnostic) -> Outcome {
    let reader = try CommandReader(command, ContourCommand.self, takesRanges: true)
    let request = try ContourRequest(reader, in: &session, source: source)
    return Outcome(
      drawing: try request.chart(session.context.interruption),
      name: request.expression.bareName, style: request.style)
  }
}
