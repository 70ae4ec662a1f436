package import Tensors

/// Why an operation cannot be recorded: data only, the words live in the notebook.
package enum OperationError: Error, Sendable, Equatable {
  case tensor(TensorError)
  /// Two shapes that must broadcast and do not.
  case cannotCombine(operation: String, Shape, Shape)
  /// Inner sizes of a matrix product.
  case innerSizes(Shape, Shape)
  /// An argument of the wrong rank.
  case rank(operation: String, argument: String, expected: [Int], got: Shape)
  /// An argument of the wrong shape; `expected` says which, as `K` or `n×K`.
  case shape(operation: String, argument: String, expected: String, got: Shape)
  /// An option out of its range.
  case option(operation: String, argument: String, expected: String)
  /// A size that does not divide another.
  case notDivisible(operation: String, size: Int, by: Int)
  /// A reshape that changes the number of elements.
  case elementCount(operation: String, from: Shape, to: Shape)
  /// A value outside what an argument may hold, such as a label beyond the classes.
  case value(operation: String, argument: String, expected: String, got: Double)
  /// A reduction over nothing.
  case empty(operation: String)
  case interrupted
}

extension Shape {
  /// A shape made of sizes that a person named.
  package static func named(_ sizes: [Int]) throws(OperationError) -> Shape {
    do throws(TensorError) { return try Shape(checking: sizes) } catch { throw .tensor(error) }
  }

  /// An axis that a person named, counted from the front.
  package func namedAxis(_ axis: Int) throws(OperationError) -> Int {
    do throws(TensorError) { return try self.axis(axis) } catch { throw .tensor(error) }
  }
}
