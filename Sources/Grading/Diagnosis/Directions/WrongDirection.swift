import Glibc
import Tensors

/// In which direction a wrong answer that nothing explains leads away from the right one.
package struct WrongDirection: Sendable {
  package let question: String
  let shape: Shape
  /// Of the deviation from the right answer; of another shape, of the answer itself.
  let sketch: DirectionSketch
  /// Of the answer itself, where that tells it from the right one.
  let own: DirectionSketch?
  /// Between the answer and the right one; nil where the shapes differ.
  let cosine: Double?
  /// How long the answer is, measured by the right one.
  let length: Double
  /// Where it differs.
  let pattern: DifferingEntries?
  /// The formula, if it was one, in the names of the setup alone.
  package let formula: String?

  /// Where rounding hides the direction, nothing is said of it.
  private static let mostBlur = 0.1

  /// - Returns: nil if the answer is right, but for its digits.
  init?(
    _ comparison: AnswerComparison, key: Tensor, question: String, formula: String?
  ) {
    let answer = comparison.answer
    let isLike = answer.shape.isLike(key.shape)
    let deviation = isLike ? zip(answer.values, key.values).map { $0 - $1 } : answer.values
    let (far, right, size) = (deviation.norm, key.values.norm, answer.values.norm)
    guard far > 0, far.isFinite, right > 0 else { return nil }
    let candidate = AnswerComparison.Candidate(answer)
    let rounding = answer.values.indices.map { place in
      comparison.allowed(at: place, from: answer.values[place], candidate)
    }
    let blur = rounding.norm / far
    guard blur <= WrongDirection.mostBlur else { return nil }
    self.question = question
    shape = answer.shape
    sketch = DirectionSketch(deviation.map { $0 / far }, blur: blur)
    length = size / right
    let cosine = zip(answer.values, key.values).reduce(0) { $0 + ($1.0 / size) * ($1.1 / right) }
    self.cosine = isLike && size > 0 ? cosine : nil
    // The direction of what is nearly the right answer says nothing.
    let away = (1 - min(cosine * cosine, 1)).squareRoot()
    let ownBlur = rounding.norm / size
    own =
      isLike && size > 0 && ownBlur + 1e-5 < away / 50
      ? DirectionSketch(answer.values.map { $0 / size }, blur: ownBlur) : nil
    pattern =
      isLike
      ? DifferingEntries(
        comparison.wrongPlaces(beside: AnswerComparison.Candidate(key)), in: key.shape) : nil
    self.formula = formula
  }

  /// The sketches by which answers are put together: first by the way they are wrong, then by what
  /// they are, whatever factor stands before it.
  static let sketches: [@Sendable (WrongDirection) -> DirectionSketch?] = [
    { $0.sketch }, { $0.own },
  ]
}

/// Which entries of a tensor differ, by their rows and columns.
struct DifferingEntries: Sendable, Equatable {
  let count: Int
  let all: Int
  /// The only rows, or columns, in which any differ; nil where that says nothing.
  let rows: [Int]?
  let columns: [Int]?

  /// A list that is longer says nothing.
  private static let most = 6

  init(_ places: [Int], in shape: Shape) {
    count = places.count
    all = shape.count
    guard shape.rank > 0 else {
      (rows, columns) = (nil, nil)
      return
    }
    let last = max(shape[shape.rank - 1], 1)
    func told(_ found: Set<Int>, of length: Int) -> [Int]? {
      found.count < length && found.count <= DifferingEntries.most ? found.sorted() : nil
    }
    rows =
      shape.rank == 2 ? told(Set(places.map { $0 / last }), of: shape.count / last) : nil
    columns = told(Set(places.map { $0 % last }), of: last)
  }
}

extension [Double] {
  fileprivate var norm: Double {
    let largest = reduce(0) { Swift.max($0, $1.magnitude) }
    guard largest > 0, largest.isFinite else { return largest }
    return largest * reduce(0) { $0 + ($1 / largest) * ($1 / largest) }.squareRoot()
  }
}
