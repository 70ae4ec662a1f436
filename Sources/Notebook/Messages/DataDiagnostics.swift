import Diagnostics
import Operations
import Tensors

/// What can be wrong with commands that work on examples, in words.
enum DataDiagnostics {
  static func augmentsNothing(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "usage", "augment is not told how to change the copies", at: range,
      help: "add noise=, shift= or flip=true")
  }

  static func differentRows(
    _ first: String, _ firstShape: Shape, _ second: String, _ secondShape: Shape,
    at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      "shape",
      "\(first) has \(EvaluatorDiagnostics.count(firstShape[0], "row")), and \(second) has "
        + "\(secondShape[0])", at: range,
      notes: ["\(first) is \(firstShape), \(second) is \(secondShape)"],
      help: "each row of one belongs to the row of the other in the same place")
  }

  /// Values of labels that are not whole numbers in a vector.
  static func labels(_ name: String, _ shape: Shape, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "value", "to keep the shares of the classes, \(name) must hold a label for each row",
      at: range, notes: ["labels are whole numbers in a vector; \(name) is \(shape)"])
  }

  static func namedTwice(_ name: String, at range: SourceRange) -> Diagnostic {
    Diagnostic("usage", "\(name) is named twice", at: range)
  }

  static func noImages(_ name: String, _ shape: Shape, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "shape", "the rows of \(name) (\(shape)) are no square images", at: range,
      notes: ["shift and flip move pixels"],
      help: "say how large the images are: height= and width=")
  }

  static func noRows(_ name: String, at range: SourceRange) -> Diagnostic {
    Diagnostic("shape", "\(name) is a single number and has no rows", at: range)
  }

  static func notAName(
    _ command: any NotebookCommand.Type, _ text: String, at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      "usage", "\(command.name) works on names, and \(text) is none", at: range,
      notes: [command.usage])
  }

  static func nothingToSplit(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "data", "there is no X to split", at: range,
      help: "load data first, or name what to split: split over A b")
  }

  static func noValue(_ name: String, isFact: Bool, at range: SourceRange) -> Diagnostic {
    isFact
      ? Diagnostic(
        "type", "\(name) is a fact, so its rows follow from it", at: range,
        help: "make it a value first: \(name) := \(name)")
      : Diagnostic("type", "\(name) is not a value with rows", at: range)
  }

  static func option(
    _ name: String, _ expected: String, not value: Double, at range: SourceRange
  ) -> Diagnostic {
    Diagnostic("option", "\(name) is \(expected), not \(Formula.text(of: value))", at: range)
  }

  static func sizes(
    _ height: Int, _ width: Int, _ name: String, _ shape: Shape, at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      "shape", "the rows of \(name) (\(shape)) are no images of \(height)×\(width)", at: range)
  }

  static func splitLeavesNothing(
    _ test: Int, of rows: Int, at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      "option",
      test == 0
        ? "none of the \(EvaluatorDiagnostics.count(rows, "row")) would be kept for the test"
        : "none of the \(EvaluatorDiagnostics.count(rows, "row")) would be left for training",
      at: range, help: "test= is a share such as 0.2 or a number of rows")
  }
}
