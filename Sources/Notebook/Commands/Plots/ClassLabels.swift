import Diagnostics
import Language
import Tensors

/// The classes of rows, however a session writes them: whole numbers, or rows with a single one.
struct ClassLabels {
  /// The label of each class, in ascending order.
  let labels: [Int]
  /// The place among them that each row's label has.
  let classes: [Int]

  /// As many as signs can be told apart.
  static let most = 20

  /// - Parameter help: What else may have been meant by numbers that are no labels.
  init(
    _ tensor: Tensor, rows: Int, of data: String, text: String, at range: SourceRange,
    help: String? = nil
  ) throws(Diagnostic) {
    let shape = tensor.shape
    let isColumn = shape.rank == 1 || shape.rank == 2 && shape[1] == 1
    guard (1...2).contains(shape.rank), shape[0] == rows else {
      throw FieldDiagnostics.differentRows(data, rows, text, shape, at: range)
    }
    let numbers =
      isColumn
      ? try ClassLabels.whole(tensor, text, range, help)
      : try ClassLabels.oneHot(tensor, text, range)
    let labels = isColumn ? Set(numbers).sorted() : Array(0..<shape[1])
    guard labels.count <= ClassLabels.most else {
      throw FieldDiagnostics.tooManyClasses(
        text, labels.count, most: ClassLabels.most, at: range, help: help)
    }
    self.labels = labels
    let places = Dictionary(uniqueKeysWithValues: zip(labels, labels.indices))
    classes = numbers.map { places[$0] ?? 0 }
  }

  private static func whole(
    _ tensor: Tensor, _ text: String, _ range: SourceRange, _ help: String?
  ) throws(Diagnostic) -> [Int] {
    var numbers: [Int] = []
    numbers.reserveCapacity(tensor.values.count)
    for (row, value) in tensor.values.enumerated() {
      guard let number = Int(exactly: value) else {
        throw FieldDiagnostics.noLabels(text, value, at: row, range, help: help)
      }
      numbers.append(number)
    }
    return numbers
  }

  private static func oneHot(
    _ tensor: Tensor, _ text: String, _ range: SourceRange
  ) throws(Diagnostic) -> [Int] {
    let width = tensor.shape[1]
    var numbers: [Int] = []
    for row in 0..<tensor.shape[0] {
      let entries = tensor.values[row * width..<(row + 1) * width]
      guard let one = entries.firstIndex(of: 1), entries.count(where: { $0 == 0 }) == width - 1
      else {
        throw FieldDiagnostics.notOneHot(text, at: row, range)
      }
      numbers.append(one - entries.startIndex)
    }
    return numbers
  }
}
