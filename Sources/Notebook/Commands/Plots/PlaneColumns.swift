import Diagnostics
import Language
import Plots
import Tensors

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
