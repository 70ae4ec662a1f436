/// A rectangular array of float64 numbers, stored with the last axis running fastest.
package struct Tensor: Sendable, Equatable {
  package let shape: Shape

  /// The entries in storage order; always as many as the shape has.
  ///
  /// Unobserved, since an observer makes every entry that is set cost a copy of all of them.
  package var values: [Double]

  /// A single number.
  package init(_ scalar: Double) {
    shape = .scalar
    values = [scalar]
  }

  /// A tensor of rank 1.
  package init(vector: [Double]) {
    shape = Shape([vector.count])
    values = vector
  }

  package init(shape: Shape, values: [Double]) {
    precondition(values.count == shape.count, "\(values.count) entries for shape \(shape)")
    self.shape = shape
    self.values = values
  }

  /// A tensor whose entries are all the same.
  package init(repeating value: Double, shape: Shape) {
    self.shape = shape
    values = Array(repeating: value, count: shape.count)
  }

  /// The number, if the tensor has no axes.
  package var scalar: Double? {
    shape.rank == 0 ? values[0] : nil
  }

  /// Whether no entry is infinite or not a number.
  package var isFinite: Bool {
    values.allSatisfy(\.isFinite)
  }
}
