import Tensors

/// Matrices with orthonormal columns, drawn evenly.
enum OrthogonalMatrix {
  /// The orthogonal factor of a matrix of normal numbers, as NumPy's
  /// `q, r = qr(a); q * sign(diag(r))`.
  ///
  /// A tensor of rank 3 or 4 is the matrix of its first axis by all others; a vector is one column.
  /// Of a matrix wider than tall, the rows are orthonormal.
  static func draw(
    _ shape: Shape, _ random: inout RandomState, interruption: Interruption
  ) throws(Interrupted) -> Tensor {
    var tensor = try random.tensor(shape, from: .normal, interruption: interruption)
    guard shape.count > 0 else { return tensor }
    let rows = shape.rank == 0 ? 1 : shape[0]
    let columns = shape.count / rows
    if rows >= columns {
      var columnsOfTall = transposed(tensor.values, rows: rows, columns: columns)
      try orthonormalize(&columnsOfTall, length: rows, count: columns, interruption)
      tensor.values = transposed(columnsOfTall, rows: columns, columns: rows)
    } else {
      // The columns of the transpose are the rows as they are stored.
      try orthonormalize(&tensor.values, length: columns, count: rows, interruption)
    }
    return tensor
  }

  private static func transposed(_ values: [Double], rows: Int, columns: Int) -> [Double] {
    var result = values
    for row in 0..<rows {
      for column in 0..<columns { result[column * rows + row] = values[row * columns + column] }
    }
    return result
  }

  /// Replaces vectors stored one after another by the Q of their QR, R's diagonal positive.
  ///
  /// Householder reflections: each vector is mirrored onto its axis, then the mirrors are applied
  /// in reverse to the axes themselves.
  private static func orthonormalize(
    _ vectors: inout [Double], length: Int, count: Int, _ interruption: Interruption
  ) throws(Interrupted) {
    var signs = [Double](repeating: 1, count: count)
    for step in 0..<count {
      try interruption.check()
      let start = step * length
      var square = 0.0
      for index in step..<length { square += vectors[start + index] * vectors[start + index] }
      let norm = square.squareRoot()
      let head = vectors[start + step]
      // R's entry is ∓norm, away from the head, so that nothing cancels.
      signs[step] = head > 0 ? -1 : 1
      vectors[start + step] = head + (head > 0 ? norm : -norm)
      for other in stride(from: step + 1, to: count, by: 1) {
        reflect(&vectors, start, other * length, from: step, length)
      }
    }
    for step in (0..<count).reversed() {
      try interruption.check()
      let start = step * length
      for other in stride(from: step + 1, to: count, by: 1) {
        reflect(&vectors, start, other * length, from: step, length)
      }
      // The step's own axis, mirrored: e - v·(2 v_step / vᵀv).
      var square = 0.0
      for index in step..<length { square += vectors[start + index] * vectors[start + index] }
      let factor = square > 0 ? 2 * vectors[start + step] / square : 0
      for index in 0..<length {
        let mirrored = index < step ? 0 : -factor * vectors[start + index]
        vectors[start + index] = signs[step] * (index == step ? 1 + mirrored : mirrored)
      }
    }
  }

  /// Mirrors the vector at `target` in the plane across the one at `mirror`.
  private static func reflect(
    _ vectors: inout [Double], _ mirror: Int, _ target: Int, from first: Int, _ length: Int
  ) {
    var product = 0.0
    var square = 0.0
    for index in first..<length {
      let entry = vectors[mirror + index]
      product += entry * vectors[target + index]
      square += entry * entry
    }
    guard square > 0 else { return }
    let factor = 2 * product / square
    for index in first..<length { vectors[target + index] -= factor * vectors[mirror + index] }
  }
}
