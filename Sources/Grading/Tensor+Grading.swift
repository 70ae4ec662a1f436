import Tensors

/// What diagnosing and linting do with tensors outside of any graph.
extension Tensor {
  /// The largest magnitude.
  var largest: Double { values.reduce(0) { max($0, $1.magnitude) } }

  /// Whether two tensors differ by no more than rounding.
  func isSame(as other: Tensor) -> Bool {
    guard shape == other.shape else { return false }
    let rounding = 1e-9 * other.largest
    return zip(values, other.values).allSatisfy { ($0 - $1).magnitude <= rounding }
  }

  // MARK: - Arithmetic

  func scaled(by factor: Double) -> Tensor {
    Tensor(shape: shape, values: values.map { $0 * factor })
  }

  /// The sum of two tensors of one shape.
  func adding(_ other: Tensor) -> Tensor {
    Tensor(shape: shape, values: zip(values, other.values).map { $0 + $1 })
  }

  /// The difference of two tensors of one shape.
  func subtracting(_ other: Tensor) -> Tensor {
    Tensor(shape: shape, values: zip(values, other.values).map { $0 - $1 })
  }

  /// The number that another tensor is multiplied by to come nearest to this one; nil if that is
  /// none, or 0.
  func ratio(to other: Tensor) -> Double? {
    guard shape == other.shape else { return nil }
    var (product, square) = (0.0, 0.0)
    for (a, b) in zip(values, other.values) {
      product += a * b
      square += b * b
    }
    let ratio = product / square
    return ratio.isFinite && ratio != 0 ? ratio : nil
  }

  // MARK: - Order

  /// The tensor with its axes in the opposite order: a matrix transposed.
  var reversingAxes: Tensor {
    let reversed = Shape(shape.dimensions.reversed())
    var result = [Double](repeating: 0, count: values.count)
    var index = [Int](repeating: 0, count: shape.rank)
    for value in values {
      var place = 0
      for axis in index.indices.reversed() { place = place * shape[axis] + index[axis] }
      result[place] = value
      for axis in index.indices.reversed() {
        index[axis] += 1
        if index[axis] < shape[axis] { break }
        index[axis] = 0
      }
    }
    return Tensor(shape: reversed, values: result)
  }

  /// The tensor with everything from an axis on read backwards.
  func reversed(fromAxis axis: Int) -> Tensor? {
    guard shape.rank > axis else { return nil }
    let length = shape.dimensions[axis...].reduce(1, *)
    guard length > 1 else { return nil }
    var values = values
    for start in stride(from: 0, to: values.count, by: length) {
      values[start..<start + length].reverse()
    }
    return Tensor(shape: shape, values: values)
  }
}
