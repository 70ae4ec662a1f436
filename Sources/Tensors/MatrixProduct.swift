internal import CKernels

/// The product of two matrices, C = op(A)·op(B), where op is nothing or the transpose.
package enum MatrixProduct {
  /// An instruction set the loops are compiled for.
  package enum Level: CaseIterable, Comparable, Sendable {
    case baseline, avx2, avx512

    /// The widest this processor has.
    package static let best: Level =
      switch ck_best_level() {
      case .baseline: .baseline
      case .avx2: .avx2
      case .avx512: .avx512
      }

    /// Whether a product and its sum are rounded together; all levels that do agree in every bit.
    package var fuses: Bool { ck_fuses(kernel) }

    fileprivate var kernel: ck_level {
      switch self {
      case .baseline: .baseline
      case .avx2: .avx2
      case .avx512: .avx512
      }
    }
  }

  /// The most columns of a block. With 256 rows and 256 inner entries a block is 134 million
  /// products, some 30 ms on a slow processor: as long as an interruption may have to wait.
  private static let blockColumns = 2048

  /// From these sizes on copying A into the order of use pays: it no longer fits the cache beside
  /// the rest, and is read once for every 16 columns.
  private static let columnsWorthCopying = 128
  private static let entriesWorthCopying = 1 << 15

  /// The inner entries of a block where A is read across its rows, each entry from a line of the cache
  /// of its own: more of them would not stay in the first cache beside B.
  private static let scatteredInner = 128

  /// Writes the product of an m×k and a k×n matrix, or some rows of it only.
  ///
  /// All three are stored row after row; a transposed operand is stored as k×m or n×k. `c`, where the
  /// first of the rows goes, must not overlap `a` or `b`. Each entry is summed from 0 in the order of the
  /// inner index, with one rounding for each product and its sum where the processor fuses them
  /// (`Level.fuses`) and with two on those before 2013 that do not. On interruption `c` is left
  /// half-written.
  /// - Parameter level: The instructions to use, which the processor must have.
  package static func multiply(
    onlyRows some: Range<Int>? = nil, rows m: Int, columns n: Int, inner k: Int,
    _ a: UnsafePointer<Double>, transposed aIsTransposed: Bool,
    _ b: UnsafePointer<Double>, transposed bIsTransposed: Bool,
    into c: UnsafeMutablePointer<Double>, interruption: Interruption, level: Level = .best
  ) throws(Interrupted) {
    let left = ck_matrix(
      values: a, row_stride: aIsTransposed ? 1 : k, column_stride: aIsTransposed ? m : 1)
    let right = ck_matrix(
      values: b, row_stride: bIsTransposed ? 1 : n, column_stride: bIsTransposed ? k : 1)
    let rows = some ?? 0..<m
    try multiply(
      rows.count, n, k, left.block(rows.lowerBound, 0), right, into: c,
      interruption: interruption, level: level.kernel)
  }

  private static func multiply(
    _ m: Int, _ n: Int, _ k: Int, _ left: ck_matrix, _ right: ck_matrix,
    into c: UnsafeMutablePointer<Double>, interruption: Interruption, level: ck_level
  ) throws(Interrupted) {
    guard k > 0 else {
      c.update(repeating: 0, count: m * n)
      return
    }
    let blockRows = Int(ck_gemm_rows)
    let copies = n >= columnsWorthCopying && m * k >= entriesWorthCopying
    let blockInner = left.row_stride == 1 && !copies ? scatteredInner : Int(ck_gemm_inner)
    let workspace: UnsafeMutablePointer<Double>? =
      copies ? .allocate(capacity: min(blockRows, m) * min(blockInner, k)) : nil
    defer { workspace?.deallocate() }
    for j in stride(from: 0, to: n, by: blockColumns) {
      for p in stride(from: 0, to: k, by: blockInner) {
        for i in stride(from: 0, to: m, by: blockRows) {
          try interruption.check()
          ck_gemm(
            level, min(blockRows, m - i), min(blockColumns, n - j), min(blockInner, k - p),
            left.block(i, p), right.block(p, j), c + (i * n + j), n, p > 0, workspace)
        }
      }
    }
  }
}

extension ck_matrix {
  /// The same matrix seen from the entry (row, column) on.
  fileprivate func block(_ row: Int, _ column: Int) -> ck_matrix {
    ck_matrix(
      values: values + (row * row_stride + column * column_stride), row_stride: row_stride,
      column_stride: column_stride)
  }
}
