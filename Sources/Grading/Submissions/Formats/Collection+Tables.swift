import Datasets
import Diagnostics
import Tensors

extension Collection {
  /// The tensor of a `.csv` file.
  ///
  /// A table has two axes. For a vector a single row or column stands for it, for a number a single
  /// cell, and for a tensor of more axes its rows one below the other.
  func table(_ bytes: [UInt8], _ file: SubmissionName, for name: String) -> Answer {
    let limit = limit(of: name)
    do {
      let table = try NumberTable(bytes: bytes, limit: limit)
      guard table.count <= limit else { return .unreadable(.tooLarge(entries: table.count)) }
      let shape = Collection.shape(of: table, for: shapes[name] ?? .scalar)
      if let place = table.numbers.firstIndex(where: { !$0.value.isFinite }) {
        return .unreadable(.notFinite(place: shape.index(ofEntry: place)))
      }
      let tensor = Tensor(shape: shape, values: table.numbers.map(\.value))
      return .numbers(Answer.Numbers(tensor, .typed(table.numbers.map(TypedNumber.init))))
    } catch {
      return .unreadable(SubmissionDiagnostics.table(error, file.shown))
    }
  }

  private static func shape(of table: NumberTable, for asked: Shape) -> Shape {
    let isLine = table.rows == 1 || table.columns == 1
    let fits =
      switch asked.rank {
      case 0: table.count == 1
      case 1: isLine
      case 2: false
      default: table.count == asked.count && table.columns == asked.dimensions.last
      }
    if fits { return asked.rank == 1 ? Shape([table.count]) : asked }
    return Shape([table.rows, table.columns])
  }
}
