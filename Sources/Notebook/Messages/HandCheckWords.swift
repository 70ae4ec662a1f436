import Tensors

/// What `check yours against e` says.
enum HandCheckWords {
  static let agrees = "agrees"
  static let differs = "differs"
  /// What a value without a name is called.
  static let unnamed = "your value"
  static let yours = "yours"
  static let expected = "expected"
  static let unknown = "No mistake that is known explains it."
  static let oneOf = "One of these explains it:"
  static let tooLarge =
    "The computation is too large to look for the mistake: try fewer examples."

  static func entries(_ differing: Int, of count: Int) -> String {
    let all = EvaluatorDiagnostics.count(count, "entry", "entries")
    return differing == 0 ? all : "\(differing) of \(all)"
  }

  static func shape(_ got: Shape, expected: Shape) -> String {
    "shape \(text(got)), expected \(text(expected))"
  }

  static func likeShape(_ got: Shape, of expected: Shape) -> String {
    "Its shape is \(text(got)) where \(text(expected)) is expected; the numbers are compared."
  }

  static func kink(_ count: Int) -> String {
    "At \(EvaluatorDiagnostics.count(count, "entry", "entries")) the function has a kink, where "
      + "another subgradient is usual."
  }

  private static func text(_ shape: Shape) -> String { shape.rank == 0 ? "()" : "\(shape)" }
}
