import Diagnostics
import Language
import StyledText
import Tensors

/// What can be wrong with pictures of matrices, classes and functions of two names.
enum FieldDiagnostics {
  // MARK: - Matrices

  static func noMatrix(_ text: String, _ shape: Shape, at range: SourceRange) -> Diagnostic {
    let slice = (0..<max(shape.rank - 2, 0)).map { _ in "0" }.joined(separator: ", ")
    return Diagnostic(
      "plot",
      shape.rank == 0
        ? "\(text) is one number, and a heat map shows a matrix"
        : "\(text) is \(shape), and a heat map shows two axes", at: range,
      help: shape.rank == 0 ? nil : "choose a slice: heatmap \(text)[\(slice)]")
  }

  // MARK: - Points and classes

  static func columnChoice(_ text: String, _ columns: Int, at range: SourceRange) -> Diagnostic {
    columns < 2
      ? Diagnostic(
        "plot", "\(text) has \(EvaluatorDiagnostics.count(columns, "column")), and points have two",
        at: range, help: "plot draws one column; scatter a b takes two vectors")
      : Diagnostic(
        "plot", "\(text) has \(columns) columns, and a picture has two directions", at: range,
        help: "choose two of them: columns=0,1")
  }

  static func columns(_ count: Int, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "option", "columns names two different ones of \(count), counted from 0", at: range,
      help: "for example columns=0,1")
  }

  static func noColumns(_ text: String, at range: SourceRange) -> Diagnostic {
    Diagnostic("option", "columns chooses among those of a matrix; \(text) is a vector", at: range)
  }

  static func noPoints(_ text: String, _ shape: Shape, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "plot", "\(text) (\(shape)) holds no points", at: range,
      notes: ["points are the rows of a matrix, or two vectors of the same length"])
  }

  static func differentRows(
    _ first: String, _ rows: Int, _ other: String, _ shape: Shape, at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      "shape", "\(first) has \(EvaluatorDiagnostics.count(rows, "row")), and \(other) is \(shape)",
      at: range, help: "each row has its label in the same place")
  }

  static func noLabels(
    _ text: String, _ value: Double, at row: Int, _ range: SourceRange, help: String?
  ) -> Diagnostic {
    Diagnostic(
      "plot",
      "\(text) holds no labels: in row \(row) it is \(NumberText.significant(value))", at: range,
      notes: ["labels are whole numbers, or rows with a single 1 and zeros"], help: help)
  }

  static func notOneHot(_ text: String, at row: Int, _ range: SourceRange) -> Diagnostic {
    Diagnostic(
      "plot", "\(text) holds no labels: row \(row) is not a single 1 among zeros", at: range,
      help: "the column of the largest entry: argmax(\(text), axis=1)")
  }

  static func tooManyClasses(
    _ text: String, _ count: Int, most: Int, at range: SourceRange, help: String?
  ) -> Diagnostic {
    Diagnostic(
      "plot", "\(text) has \(count) different labels; at most \(most) can be told apart", at: range,
      notes: ["each whole number is the label of a class"], help: help)
  }

  /// What was meant where the labels of `scatter` are none.
  static let twoVectors = "two vectors are drawn against each other: scatter a b"

  // MARK: - Boundaries

  static func noClassifier(
    _ name: String, candidates: [String], at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      "name", "\(name) has no value yet", at: range,
      notes: ["a boundary is that of a network, a function or an expression of the data"],
      help: Suggestion.nearest(to: name, among: candidates).map { "did you mean \($0)?" }
        ?? "state it first: \(name)(X) = ...")
  }

  static func nameTheData(_ data: Expression, at range: SourceRange) -> Diagnostic {
    let text = data.description
    return Diagnostic(
      "plot",
      "\(data.shortText) is no name, so it cannot be replaced by the points of the picture",
      at: range, help: "set it first: Z := \(Expression.short(text) == text ? text : "...")")
  }

  static func tooManyScores(
    _ text: String, _ count: Int, most: Int, at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      "plot",
      "\(text) has scores for \(count) classes; at most \(most) can be told apart", at: range)
  }

  /// - Parameter name: What the data is called; nil if it has no name.
  static func ignoresData(_ text: String, _ name: String?, at range: SourceRange) -> Diagnostic {
    guard let name else {
      return Diagnostic("plot", "\(text) gives the same whatever row it is given", at: range)
    }
    return Diagnostic(
      "plot", "\(text) does not depend on \(name)", at: range,
      notes: ["\(name) is replaced by every point of the picture"])
  }

  static func noScores(
    _ text: String, _ shape: Shape, rows: Int, at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      "plot", "\(text) does not say of every row which class it has", at: range,
      notes: [
        "of \(rows) rows it makes \(shape.rank == 0 ? "one number" : "\(shape)")",
        "a row's scores are a column for each class, or a single one",
      ])
  }

  /// What can be read with the data itself, but not with other rows in its place.
  static func tiedToData(
    _ text: String, _ name: String, rows: Int, _ problem: String, at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      "plot", "\(text) cannot be asked about single points", at: range,
      notes: ["with \(rows) points in the place of \(name): \(problem)"],
      help: "boundary takes what gives scores for each row, not a loss")
  }

  static func needsThree(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "usage", "boundary takes a classifier, its data and their labels", at: range,
      notes: [BoundaryCommand.usage],
      help: "commas tell expressions apart: boundary f, X, (y + 1) / 2")
  }

  static func mixesRows(_ text: String, _ name: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "plot", "what \(text) says of a row of \(name) depends on the other rows, or on chance",
      at: range,
      notes: ["a boundary needs a class for each point on its own"],
      help: "set means and the like first: m := mean(\(name), axis=0); or use net(X, train=false)")
  }

  static func labelBeyond(
    _ label: String, classes: Int, _ text: String, at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      "plot",
      "there is a label \(label), and \(text) has scores for \(classes) classes, 0 to \(classes - 1)",
      at: range)
  }

  static func needsTwoClasses(
    _ text: String, _ count: Int, at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      "plot", "one score tells two classes apart, and there are \(count) labels", at: range,
      help: "\(text) needs a column of scores for each class")
  }

  // MARK: - Contours

  static func needsTwoRanges(_ text: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "plot", "a contour map follows two names, each through a range", at: range,
      help: "contour \(text) a=-2..2 b=-1..3")
  }

  static func notANumber(_ text: String, _ shape: Shape, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "plot", "a contour map shows one number for each place; \(text) is \(shape)", at: range,
      help: "take its mean or sum")
  }

  static func noPath(_ text: String, _ shape: Shape, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "plot", "a path has a row of two numbers for each step; \(text) is \(shape)", at: range)
  }

  static func onlyForDescent(_ option: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "plot", "\(option) says how a descent goes, and none is asked for", at: range,
      help: "add descend=20")
  }

  static func rate(at range: SourceRange) -> Diagnostic {
    Diagnostic("option", "lr is a number above 0", at: range, help: "try lr=0.1")
  }

  static func tooManySteps(most: Int, at range: SourceRange) -> Diagnostic {
    Diagnostic("option", "at most \(most) steps", at: range)
  }

  /// What is told of a descent whose next step leads to what is no number.
  static func diverged(after steps: Int, of all: Int) -> String {
    steps == 0
      ? "no step can be taken: the gradient at the start is not finite"
      : "diverged after \(steps) of \(EvaluatorDiagnostics.count(all, "step")): a smaller lr may help"
  }

  static func pathAndDescent(at range: SourceRange) -> Diagnostic {
    Diagnostic("plot", "path and descend both say where the line goes", at: range)
  }

  static func noStart(_ names: [String], at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "plot",
      "the descent has no start: \(EvaluatorDiagnostics.list(names)) "
        + (names.count == 1 ? "is not set to a number" : "are not set to numbers"),
      at: range, help: "say where it starts: start=1,2")
  }

  static func start(at range: SourceRange) -> Diagnostic {
    Diagnostic("option", "start is two finite numbers, in the order of the names", at: range)
  }
}
