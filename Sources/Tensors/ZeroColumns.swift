extension UnsafeBufferPointer<Double> {
  /// How many columns of a matrix, so many in a row, hold nothing but 0.
  package func zeroColumns(width: Int) -> Int {
    guard width > 0 else { return 0 }
    var suspects = Array(0..<width)
    for row in stride(from: 0, to: count, by: width) {
      suspects.removeAll { self[row + $0] != 0 }
      if suspects.isEmpty { break }
    }
    return suspects.count
  }
}
