import Tensors
import TestSupport
import Testing

@Suite("A tensor")
struct TensorTests {
  @Test("is made from a number, a list, entries or one repeated entry")
  func making() {
    #expect(Tensor(2.5).scalar == 2.5)
    #expect(Tensor(2.5).shape == .scalar)
    #expect(Tensor(vector: [1, 2]).shape == Shape([2]))
    #expect(Tensor(vector: [1]).scalar == nil, "a list of one number is not a number")
    #expect(Tensor(vector: []).shape == Shape([0]))
    let ones = Tensor(repeating: 1, shape: Shape([2, 2]))
    #expect(ones == Tensor(shape: Shape([2, 2]), values: [1, 1, 1, 1]))
    #expect(ones != Tensor(vector: [1, 1, 1, 1]), "tensors of different shape differ")
  }

  @Test("changes in place without touching its copies")
  func changing() {
    var tensor = Tensor(vector: [1, 2, 3])
    let copy = tensor
    tensor.values[1] = 5
    #expect(tensor.values == [1, 5, 3])
    #expect(copy.values == [1, 2, 3])
  }

  @Test(
    "knows whether all its entries are finite",
    arguments: [
      ([0, -1, .greatestFiniteMagnitude], true), ([], true), ([1, .nan], false),
      ([-.infinity, 1], false),
    ] as [([Double], Bool)])
  func finiteness(values: [Double], expected: Bool) {
    #expect(Tensor(vector: values).isFinite == expected)
  }

  @Test(
    "is sliced with the clamping of NumPy",
    arguments: [
      (nil, nil, 0, 5), (1, 3, 1, 2), (-2, nil, 3, 2), (nil, -1, 0, 4), (3, 1, 3, 0),
      (-100, 100, 0, 5), (7, 9, 5, 0), (Int.min, Int.max, 0, 5), (Int.max, Int.min, 5, 0),
    ] as [(Int?, Int?, Int, Int)])
  func ranges(from: Int?, to: Int?, start: Int, count: Int) {
    let slice = AxisSlice.range(from: from, to: to, length: 5)
    #expect(slice.start == start)
    #expect(slice.count == count)
    #expect(!slice.dropsAxis)
  }

  @Test("is indexed from either end", arguments: [(0, 0), (4, 4), (-1, 4), (-5, 0)])
  func indices(index: Int, start: Int) throws {
    let slice = try AxisSlice.index(index, length: 5)
    #expect(slice.start == start)
    #expect(slice.count == 1)
    #expect(slice.dropsAxis)
  }

  @Test(
    "has no entry beyond its ends",
    arguments: [(5, 5), (-6, 5), (0, 0), (-1, 0), (Int.min, 5), (Int.max, 5)])
  func outside(index: Int, length: Int) {
    #expect(throws: TensorError.indexOutOfRange(index: index, length: length)) {
      try AxisSlice.index(index, length: length)
    }
  }

  @Test("computation can be stopped, or never")
  func interruption() {
    #expect(!Interruption.never.isRequested)
    #expect(throws: Never.self) { try Interruption.never.check() }
    #expect(Interruption { true }.isRequested)
    #expect(throws: Interrupted()) { try Interruption { true }.check() }
  }

  @Test("a summary counts what is finite", arguments: [0, 1, 15, 16, 17, 4_096, 4_097, 9_000])
  func summary(count: Int) throws {
    var random = RandomState(seed: 5)
    var values = (0..<count).map { _ in 1e6 + random.normal() }
    for i in stride(from: 3, to: count, by: 7) {
      values[i] = [Double.nan, .infinity, -.infinity][i % 3]
    }
    let finite = values.filter(\.isFinite)
    let summary = try TensorSummary(of: Tensor(vector: values))
    #expect(summary.count == finite.count)
    #expect(summary.smallest == finite.min() ?? .infinity)
    #expect(summary.largest == finite.max() ?? -.infinity)
    guard !finite.isEmpty else { return }
    let mean = finite.reduce(0, +) / Double(finite.count)
    let squares = finite.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let deviation = (squares / Double(finite.count)).squareRoot()
    #expect(abs(summary.mean - mean) <= 1e-9 * mean)
    #expect(abs(summary.deviation - deviation) <= 1e-6)
  }

  @Test("a summary of many entries can be stopped")
  func summaryStops() throws {
    let tensor = Tensor(repeating: 1, shape: Shape([3 << 20]))
    let questions = Questions()
    #expect(throws: Interrupted.self) {
      try TensorSummary(of: tensor, interruption: Interruption { questions.next() > 1 })
    }
    #expect(questions.count == 2)
  }
}
