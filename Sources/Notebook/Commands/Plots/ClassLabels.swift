import Diagnostics
import Language
import Plots
import StyledText
import Tensors

/// The classes of rows, however a session writes them: whole numbers, or rows with a single one.
struct ClassLabels {
  /// The label of each class, in ascending order.
  let labels: [Int]
  /// The place among them that each row's label has.
  let classes: [Int]

  /// As many as signs can be told apart.
  static let most = 20

  init(
    _ tensor: Tensor, rows: Int, of data: String, text: String, at range: SourceRange
  ) throws(Diagnostic) {
    let shape = tensor.shape
    let isColumn = shape.rank == 1 || shape.rank == 2 && shape[1] == 1
    guard (1...2).contains(shape.rank), shape[0] == rows else {
      throw FieldDiagnostics.differentRows(data, rows, text, shape, at: range)
    }
    let numbers =
      isColumn
      ? try ClassLabels.whole(tensor, text, range) : try ClassLabels.oneHot(tensor, text, range)
    let labels = isColumn ? Set(numbers).sorted() : Array(0..<shape[1])
    guard labels.count <= ClassLabels.most else {
      throw FieldDiagnostics.tooManyClasses(text, labels.count, most: ClassLabels.most, at: range)
    }
    self.labels = labels
    let places = Dictionary(uniqueKeysWithValues: zip(labels, labels.indices))
    classes = numbers.map { places[$0] ?? 0 }
  }

  private static func whole(
    _ tensor: Tensor, _ text: String, _ range: SourceRange
  ) throws(Diagnostic) -> [Int] {
    var numbers: [Int] = []
    numbers.reserveCapacity(tensor.values.count)
    for (row, value) in tensor.values.enumerated() {
      guard let number = Int(exactly: value) else {
        throw FieldDiagnostics.noLabels(text, value, at: row, range)
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

/// Points with their classes, as marks of a chart.
struct ClassedPoints {
  let x: [Double]
  let y: [Double]

  /// A series for each class, also for those without points: signs and colours follow their order.
  func series(_ names: [String], _ classes: [Int]) -> [Chart.Series] {
    var series = names.map { Chart.Series($0, x: [], y: []) }
    for (index, own) in classes.enumerated() {
      series[own].x.append(x[index])
      series[own].y.append(y[index])
    }
    return series
  }
}

/// Two columns of a matrix, which a picture shows.
struct PlaneColumns {
  let across: Int
  let up: Int

  static let option = CommandOption(
    "columns", "i,j", "the two columns to show, counted from 0, where there are more than two")

  init(across: Int, up: Int) {
    self.across = across
    self.up = up
  }

  /// The columns that an option names, or the only two there are.
  init(
    _ tensor: Tensor, _ reader: CommandReader, _ options: inout OptionReader, text: String,
    at range: SourceRange
  ) throws(Diagnostic) {
    guard tensor.shape.rank == 2 else {
      throw FieldDiagnostics.noPoints(text, tensor.shape, at: range)
    }
    let count = tensor.shape[1]
    guard let value = reader.options["columns"] else {
      guard count == 2 else { throw FieldDiagnostics.columnChoice(text, count, at: range) }
      (across, up) = (0, 1)
      return
    }
    guard case .list(let expressions) = value, expressions.count == 2 else {
      throw FieldDiagnostics.columns(count, at: value.range)
    }
    var places: [Int] = []
    for expression in expressions {
      guard let place = Int(exactly: try options.number(expression, "a column")),
        (-count..<count).contains(place)
      else { throw FieldDiagnostics.columns(count, at: expression.range) }
      places.append(place < 0 ? place + count : place)
    }
    guard places[0] != places[1] else {
      throw FieldDiagnostics.columns(count, at: value.range)
    }
    (across, up) = (places[0], places[1])
  }

  func points(_ tensor: Tensor) -> ClassedPoints {
    let width = tensor.shape[1]
    func column(_ place: Int) -> [Double] {
      stride(from: place, to: tensor.values.count, by: max(width, 1)).map { tensor.values[$0] }
    }
    return ClassedPoints(x: column(across), y: column(up))
  }

  /// What a column is called on an axis.
  static func label(_ text: String, _ column: Int) -> String { "\(text)[:, \(column)]" }
}
