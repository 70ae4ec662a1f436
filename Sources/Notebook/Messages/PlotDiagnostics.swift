import Diagnostics
import StyledText
import Tensors

/// What can be wrong with a picture.
enum PlotDiagnostics {
  static func doesNotDepend(
    on name: String, _ expressions: [String], at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      "plot",
      "\(EvaluatorDiagnostics.list(expressions)) \(expressions.count == 1 ? "does" : "do") not "
        + "depend on \(name)",
      at: range, help: "name what is to go through the range: x=-5..5")
  }

  static func emptyRange(
    _ what: String, _ low: Double, _ high: Double, at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      "plot",
      "\(what) cannot go from \(NumberText.significant(low)) to \(NumberText.significant(high))",
      at: range, help: "a range goes from a number to a greater one: -5..5")
  }

  static func needsRange(_ expressions: [String], names: [String], at range: SourceRange)
    -> Diagnostic
  {
    Diagnostic(
      "plot",
      names.isEmpty
        ? "\(EvaluatorDiagnostics.list(expressions)) is one number: there is nothing to go through"
        : "which of \(EvaluatorDiagnostics.list(names)) is to go through a range?",
      at: range, help: "name what is to go through a range: \(names.first ?? "x")=-5..5")
  }

  static func oneRange(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "plot", "a curve follows one name", at: range,
      help: "contour draws a function of two names")
  }

  static func notPositive(_ name: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "plot", "on a logarithmic axis \(name) goes from a number above 0", at: range,
      help: "for example \(name)=0.001..1000")
  }

  static func narrowRange(_ name: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "plot", "the ends of \(name) are too near to each other to draw what lies between", at: range)
  }

  static func noRange(_ name: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "plot", "\(name) needs a range to go through", at: range,
      help: "from a number to a greater one: \(name)=-5..5")
  }

  static func rangeAndOver(_ name: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "plot", "a curve goes through a range of \(name) or over a vector, not both", at: range)
  }

  static func notCurves(_ text: String, _ shape: Shape, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "plot", "\(text) (\(shape)) is no curve", at: range,
      notes: ["a vector is drawn as one curve, a matrix column by column"],
      help: shape.rank == 2 ? "heatmap draws a matrix" : nil)
  }

  static func tooManyCurves(_ count: Int, most: Int, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "plot", "these are \(count) curves; at most \(most) can be told apart", at: range)
  }

  static func differentLengths(
    _ first: String, _ count: Int, _ other: String, _ otherCount: Int, at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      "plot", "\(first) has \(count) entries, \(other) has \(otherCount)", at: range)
  }

  static func onlySVG(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "plot", "a picture is written as SVG", at: range, help: "save plot \"picture.svg\"")
  }

  static func nothingDrawn(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "plot", "there is no picture to save yet", at: range,
      help: "draw one first: plot sin(x) x=-5..5")
  }

  static func gradientsOfNetwork(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "plot", "gradients= asks for those of a network", at: range,
      help: "hist grad(J, W) draws the gradient by one value")
  }

  static func noLoss(
    of network: String, _ stated: [String], at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      "plot",
      stated.isEmpty
        ? "no loss of \(network) is stated" : "\(stated.count) losses of \(network) are stated",
      at: range, help: "name the loss: hist \(network) gradients=\(stated.first ?? "J")")
  }

  static func nothingLearnt(_ network: String, at range: SourceRange) -> Diagnostic {
    Diagnostic("plot", "\(network) learns nothing: there is nothing to draw", at: range)
  }
}
