import CKernels
import Glibc
import Operations
import Tensors
import Testing

@Suite("Loops in C")
struct LoopTests {
  /// The instruction sets this processor has.
  static let levels: [ck_level] = [.baseline, .avx2, .avx512].filter {
    $0.rawValue <= ck_best_level().rawValue
  }

  /// Everything that is special about a float64, and neighbours of what the functions branch at.
  static let special: [Double] = {
    let positive: [Double] = [
      0, .leastNonzeroMagnitude, .leastNormalMagnitude / 7, .leastNormalMagnitude, 1e-20, 1e-8, 0.3,
      0.5, 0.625, 0.6249999999999999,
      0.7071067811865475, 0.7071067811865476, 1, 1.0000000000000002, 1.4142135623730951, 2, 2.5, 3,
      19, 30, 90, 180, 360, 708.3964185322641, 709.782712893384, 709.7827128933841,
      745.1332191019411, 745.1332191019412, 746, 1e5, 1e20, 1.7e308, .infinity,
    ]
    return positive + positive.map { -$0 } + [.nan]
  }()

  static func wide(_ count: Int, seed: UInt32) -> [Double] {
    var random = RandomState(seed: seed)
    return (0..<count).map { index in
      switch index % 4 {
      case 0: random.uniform(-760, 760)
      case 1: random.uniform(-2, 2)
      case 2:
        Double(
          sign: random.bernoulli(0.5) ? .plus : .minus,
          exponent: random.integer(in: -1074..<1024), significand: random.uniform(1, 2))
      default: random.normal() * 20
      }
    }
  }

  private static func unitsApart(_ a: Double, _ b: Double) -> UInt64 {
    if a == b || a.isNaN && b.isNaN { return 0 }
    guard (a < 0) == (b < 0), !a.isNaN, !b.isNaN else { return .max }
    let (x, y) = (a.magnitude.bitPattern, b.magnitude.bitPattern)
    return x > y ? x - y : y - x
  }

  @Test("exp, log and tanh are within 4 units in the last place of the C library's")
  func accuracy() {
    let functions: [(String, (Double) -> Double, (Double) -> Double)] = [
      ("exp", ck_exp, Glibc.exp), ("log", ck_log, Glibc.log), ("tanh", ck_tanh, Glibc.tanh),
    ]
    let values = LoopTests.special + LoopTests.wide(200_000, seed: 1)
    for (name, ours, theirs) in functions {
      for x in values {
        let (found, expected) = (ours(x), theirs(x))
        #expect(
          LoopTests.unitsApart(found, expected) <= 4, "\(name)(\(x)): \(found), not \(expected)")
      }
    }
    #expect(ck_tanh(-0.0).sign == .minus && ck_exp(-0.0) == 1)
  }

  static let names = Operation.all.filter { $0.elementwise != nil }.map(\.name)

  @Test("every instruction set gives the bits of a single number", arguments: names)
  func levels(name: String) throws {
    let kernel = try #require(Operation.named(name)?.elementwise?.kernel)
    let a = LoopTests.special + LoopTests.wide(1_100, seed: 2)
    // Each special value meets each other one somewhere.
    let b = (0..<a.count).map { LoopTests.special[($0 * 7 + $0 / 67) % LoopTests.special.count] }
    let c = LoopTests.wide(a.count, seed: 3)
    for level in LoopTests.levels {
      for repeated in [nil, 0, 1, 2] {
        let steps = (0..<3).map { $0 == repeated ? 0 : 1 }
        let found = try run(kernel.loop, a, b, c, steps, level)
        for i in a.indices {
          let one = kernel.one(a[i * steps[0]], b[i * steps[1]], c[i * steps[2]])
          let isSame = found[i].bitPattern == one.bitPattern || found[i].isNaN && one.isNaN
          try #require(isSame, "\(name) of \(a[i]), \(b[i]), \(c[i]): \(found[i]), \(one)")
        }
      }
    }
  }

  private func run(
    _ loop: LoopProgram, _ a: [Double], _ b: [Double], _ c: [Double], _ steps: [Int],
    _ level: ck_level
  ) throws -> [Double] {
    var y = [Double](repeating: 0, count: a.count)
    try a.withUnsafeBufferPointer { a in
      try b.withUnsafeBufferPointer { b in
        try c.withUnsafeBufferPointer { c in
          try y.withUnsafeMutableBufferPointer { y in
            let sources = [a, b, c]
            let operands = try (0..<3).map {
              Operand(try #require(sources[$0].baseAddress), step: steps[$0])
            }
            let target = try #require(y.baseAddress)
            loop(a.count, operands[0], operands[1], operands[2], target, level: level)
          }
        }
      }
    }
    return y
  }

  // MARK: - Sums and softmax

  @Test("sums are added in the stated order at every level")
  func sums() {
    for count in [0, 1, 15, 16, 17, 31, 32, 33, 100, 1_000] {
      let x = LoopTests.wide(count, seed: UInt32(count))
      var totals = [Double](repeating: 0, count: 16)
      for i in 0..<count { totals[i % 16] += x[i] }
      for half in [8, 4, 2, 1] { for l in 0..<half { totals[l] += totals[l + half] } }
      for level in LoopTests.levels { #expect(ck_sum(level, count, x) == totals[0], "\(count)") }
    }
  }

  @Test("rows are added one after another at every level")
  func sumsOfRows() {
    for width in 1...70 {
      for rows in [0, 1, 2, 5] {
        let x = LoopTests.wide((rows + 1) * (width + 3), seed: UInt32(width))
        let start = LoopTests.wide(width, seed: 9)
        var expected = start
        for r in 0..<rows { for j in 0..<width { expected[j] += x[r * (width + 3) + j] } }
        for level in LoopTests.levels {
          var y = start + [7]
          ck_sum_rows(level, rows, width, width + 3, x, &y)
          #expect(y == expected + [7], "\(rows)×\(width)")
        }
      }
    }
  }

  @Test("softmax of rows has the same bits at every level, and those of its definition")
  func softmax() {
    for width in [1, 2, 3, 4, 5, 10, 15, 16, 17, 100, 341, 342, 1_024] {
      for rows in [1, 2, 7, 400] where rows * width < 20_000 {
        var random = RandomState(seed: UInt32(width))
        var x = (0..<rows * width).map { _ in random.normal() * 5 }
        if rows == 7, width > 2 {
          (x[0], x[width], x[2 * width + 1]) = (.nan, .infinity, -.infinity)
          for i in 3 * width..<4 * width { x[i] = -.infinity }
        }
        for isLogarithm in [false, true] {
          let expected = (0..<rows).flatMap {
            definition(Array(x[$0 * width..<($0 + 1) * width]), isLogarithm)
          }
          for level in LoopTests.levels {
            var y = [Double](repeating: 0, count: x.count)
            ck_softmax(level, rows, width, x, &y, isLogarithm)
            let isSame = zip(y, expected).allSatisfy {
              $0.bitPattern == $1.bitPattern || $0.isNaN && $1.isNaN
            }
            #expect(isSame, "\(rows)×\(width), logarithm \(isLogarithm), \(level)")
          }
        }
      }
    }
  }

  private func definition(_ row: [Double], _ isLogarithm: Bool) -> [Double] {
    var top = row.filter { !$0.isNaN }.max() ?? 0
    if top == -.infinity { top = 0 }
    let e = row.map { ck_exp($0 - top) }
    let sum = e.count < 16 ? e.reduce(0, +) : ck_sum(.baseline, e.count, e)
    return isLogarithm ? row.map { $0 - top - ck_log(sum) } : e.map { $0 / sum }
  }
}
