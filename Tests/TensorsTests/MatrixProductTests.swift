import Glibc
import Tensors
import TestSupport
import Testing

@Suite("The matrix product")
struct MatrixProductTests {
  /// A product by the definition: three loops, summed in the order of the inner index, with one
  /// rounding for each product and its sum or with two.
  static func product(
    _ m: Int, _ n: Int, _ k: Int, _ a: [Double], _ b: [Double], fused: Bool
  ) -> [Double] {
    var c = [Double](repeating: 0, count: m * n)
    for i in 0..<m {
      for j in 0..<n {
        var sum = 0.0
        var p = 0
        while p < k {
          let (x, y) = (a[i * k + p], b[p * n + j])
          sum = fused ? sum.addingProduct(x, y) : sum + x * y
          p += 1
        }
        c[i * n + j] = sum
      }
    }
    return c
  }

  /// The same matrix stored column after column.
  static func transposed(_ values: [Double], _ rows: Int, _ columns: Int) -> [Double] {
    (0..<columns).flatMap { j in (0..<rows).map { i in values[i * columns + j] } }
  }

  /// The product by the room, between guard values that must stay as they are.
  static func guardedProduct(
    _ m: Int, _ n: Int, _ k: Int, _ a: [Double], _ aIsTransposed: Bool, _ b: [Double],
    _ bIsTransposed: Bool, _ level: MatrixProduct.Level, _ interruption: Interruption = .never
  ) throws -> [Double] {
    let margin = 16
    var c = [Double](repeating: 7, count: m * n + 2 * margin)
    try c.withUnsafeMutableBufferPointer { c in
      guard let c = c.baseAddress else { return }
      try a.withUnsafeBufferPointer { a in
        try b.withUnsafeBufferPointer { b in
          // An empty array may have no address; nothing is read from it.
          try MatrixProduct.multiply(
            rows: m, columns: n, inner: k, a.baseAddress ?? UnsafePointer(c),
            transposed: aIsTransposed, b.baseAddress ?? UnsafePointer(c),
            transposed: bIsTransposed, into: c + margin, interruption: interruption, level: level)
        }
      }
    }
    let untouched = [Double](repeating: 7, count: margin)
    try #require(Array(c.prefix(margin)) == untouched && Array(c.suffix(margin)) == untouched)
    return Array(c[margin..<margin + m * n])
  }

  static func randomValues(_ count: Int, seed: UInt32) throws -> [Double] {
    var state = RandomState(seed: seed)
    return try state.tensor(Shape([count]), from: .normal).values
  }

  /// The levels this processor can run.
  static let levels = MatrixProduct.Level.allCases.filter { $0 <= .best }

  static func expectSameBits(
    _ m: Int, _ n: Int, _ k: Int, values: ([Double], [Double])? = nil
  ) throws {
    let (a, b) = try values ?? (randomValues(m * k, seed: 1), randomValues(k * n, seed: 2))
    let expected = Dictionary(
      uniqueKeysWithValues: Set(levels.map(\.fuses)).map {
        ($0, product(m, n, k, a, b, fused: $0))
      })
    let aᵀ = transposed(a, m, k)
    let bᵀ = transposed(b, k, n)
    for (left, right) in [(false, false), (false, true), (true, false), (true, true)] {
      for level in levels {
        let found = try guardedProduct(
          m, n, k, left ? aᵀ : a, left, right ? bᵀ : b, right, level)
        let wanted = try #require(expected[level.fuses])
        let same = memcmp(found, wanted, m * n * MemoryLayout<Double>.stride) == 0
        try #require(same, "\(m)×\(k) · \(k)×\(n), transposed \(left) \(right), \(level)")
      }
    }
  }

  @Test("has the same bits as the definition for every number of rows and columns up to 67")
  func raggedTiles() throws {
    for m in 0...67 {
      for n in 0...67 { try Self.expectSameBits(m, n, [0, 1, 2, 3, 5, 8, 13, 21][(m + n) % 8]) }
    }
  }

  @Test("has the same bits as the definition for every inner size up to 67", arguments: 0...67)
  func raggedInner(k: Int) throws {
    for (m, n) in [(1, 1), (9, 17), (17, 9), (8, 16), (3, 1), (1, 67)] {
      try Self.expectSameBits(m, n, k)
    }
  }

  @Test(
    "has the same bits as the definition across the borders of blocks",
    arguments: [
      (256, 128, 256), (257, 129, 255), (129, 131, 513), (300, 3, 257), (3, 300, 257),
      (1, 2049, 9), (2, 2065, 300), (65, 140, 257), (520, 130, 64), (300, 2, 100), (1, 1, 1000),
    ])
  func blockBorders(m: Int, n: Int, k: Int) throws {
    try Self.expectSameBits(m, n, k)
  }

  @Test("some rows alone have the bits of the whole", arguments: [1, 3, 4, 17, 40])
  func someRows(columns n: Int) throws {
    let (m, k) = (37, 11)
    let (a, b) = (try Self.randomValues(m * k, seed: 1), try Self.randomValues(k * n, seed: 2))
    let whole = Self.product(m, n, k, a, b, fused: MatrixProduct.Level.best.fuses)
    let aᵀ = Self.transposed(a, m, k)
    for isTransposed in [false, true] {
      for range in [0..<37, 5..<21, 36..<37, 8..<8] {
        var c = [Double](repeating: 7, count: range.count * n + 1)
        try MatrixProduct.multiply(
          onlyRows: range, rows: m, columns: n, inner: k, isTransposed ? aᵀ : a,
          transposed: isTransposed, b, transposed: false, into: &c, interruption: .never)
        #expect(c == whole[range.lowerBound * n..<range.upperBound * n] + [7])
      }
    }
  }

  @Test("rounds a product and its sum together exactly where the level says so")
  func rounding() throws {
    // (1 + ε)(1 - ε) - 1 is -ε² when the two roundings are fused, 0 when they are not.
    let (m, n) = (19, 35)
    let a = (0..<2 * m).map { $0.isMultiple(of: 2) ? -1 : 1 + 0x1p-52 }
    let b = [Double](repeating: 1, count: n) + [Double](repeating: 1 - 0x1p-52, count: n)
    for level in Self.levels {
      let c = try Self.guardedProduct(m, n, 2, a, false, b, false, level)
      #expect(c.allSatisfy { $0 == (level.fuses ? -0x1p-104 : 0) }, "\(level)")
    }
  }

  @Test("is fused at all levels above the baseline")
  func fusedLevels() {
    #expect(MatrixProduct.Level.avx2.fuses && MatrixProduct.Level.avx512.fuses)
  }

  @Test("carries infinities and what is not a number to the entries they belong to")
  func specialValues() throws {
    for level in Self.levels {
      for (m, n, k) in [(5, 7, 3), (33, 129, 130), (130, 3, 20)] {
        var a = [Double](repeating: 1, count: m * k)
        let b = [Double](repeating: 1, count: k * n)
        a[0] = .nan
        a[k] = .infinity
        let c = try Self.guardedProduct(m, n, k, a, false, b, false, level)
        #expect(c[0..<n].allSatisfy { $0.isNaN })
        #expect(c[n..<2 * n].allSatisfy { $0 == .infinity })
        #expect(c[(2 * n)...].allSatisfy { $0 == Double(k) })
      }
    }
  }

  @Test("with an inner size of 0 is 0")
  func emptySum() throws {
    #expect(try Self.guardedProduct(2, 3, 0, [], false, [], true, .best) == [0, 0, 0, 0, 0, 0])
  }

  @Test("starts every sum from +0")
  func signOfZero() throws {
    let a = [Double](repeating: -0.0, count: 9)
    let b = [Double](repeating: 1, count: 18)
    try Self.expectSameBits(9, 18, 1, values: (a, b))
  }

  @Test("asks for an interruption between blocks and stops")
  func interruption() throws {
    let n = 600
    let a = try Self.randomValues(n * n, seed: 1)
    let questions = Questions()
    #expect(throws: Interrupted()) {
      _ = try Self.guardedProduct(
        n, n, n, a, false, a, true, .best, Interruption { questions.next() == 4 })
    }
    #expect(questions.count == 4)
  }
}
