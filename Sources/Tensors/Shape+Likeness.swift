extension Shape {
  /// Whether two shapes hold the same entries in the same order, but for an axis of one row or
  /// column that somebody's arrays have and somebody else's have not: (K,) and (1, K) or (K, 1), a
  /// number and (1,).
  ///
  /// (1, K) and (K, 1) are not alike: one is the other transposed.
  package func isLike(_ other: Shape) -> Bool {
    if dimensions == other.dimensions { return true }
    guard count == other.count else { return false }
    if count == 1 { return true }
    let (vector, matrix) = rank < other.rank ? (self, other) : (other, self)
    return vector.rank == 1 && matrix.rank == 2 && matrix.dimensions.contains(1)
  }
}
