import Tensors
import Testing

@Suite("A shape")
struct ShapeTests {
  @Test(
    "counts its entries and steps through memory row by row",
    arguments: [
      ([], 1, []), ([7], 7, [1]), ([2, 3], 6, [3, 1]), ([2, 3, 4, 5], 120, [60, 20, 5, 1]),
      ([3, 0, 2], 0, [0, 2, 1]),
    ] as [([Int], Int, [Int])])
  func layout(dimensions: [Int], count: Int, strides: [Int]) throws {
    let shape = try Shape(checking: dimensions)
    #expect(shape == Shape(dimensions))
    #expect(shape.dimensions == dimensions)
    #expect(shape.rank == dimensions.count)
    #expect(shape.count == count)
    #expect(shape.strides == strides)
  }

  @Test(
    "is refused when it cannot be stored",
    arguments: [
      ([1, 1, 1, 1, 1], .tooManyAxes(dimensions: [1, 1, 1, 1, 1])),
      ([2, -1], .negativeSize(dimensions: [2, -1])),
      ([Int.min], .negativeSize(dimensions: [Int.min])),
      ([Int.max], .tooLarge(dimensions: [Int.max])),
      ([1 << 32, 1 << 32], .tooLarge(dimensions: [1 << 32, 1 << 32])),
      ([0, 1 << 40, 1 << 40], .tooLarge(dimensions: [0, 1 << 40, 1 << 40])),
      ([Shape.maximumCount + 1], .tooLarge(dimensions: [Shape.maximumCount + 1])),
    ] as [([Int], TensorError)])
  func refused(dimensions: [Int], error: TensorError) {
    #expect(throws: error) { try Shape(checking: dimensions) }
  }

  @Test("may have as many entries as the limit says")
  func largest() throws {
    #expect(try Shape(checking: [Shape.maximumCount, 1]).count == Shape.maximumCount)
  }

  @Test("counts axes from the end", arguments: [(0, 0), (2, 2), (-1, 2), (-3, 0)])
  func axes(given: Int, expected: Int) throws {
    #expect(try Shape([4, 5, 6]).axis(given) == expected)
  }

  @Test("refuses axes it does not have", arguments: [3, -4, Int.max, Int.min])
  func missingAxes(axis: Int) {
    #expect(throws: TensorError.axisOutOfRange(axis: axis, rank: 3)) {
      try Shape([4, 5, 6]).axis(axis)
    }
  }

  @Test("of a single number has no axis at all")
  func scalarAxis() {
    #expect(throws: TensorError.axisOutOfRange(axis: 0, rank: 0)) { try Shape.scalar.axis(0) }
  }

  @Test(
    "stretches to another as in NumPy",
    arguments: [
      ([], [], []), ([], [3], [3]), ([2, 3], [3], [2, 3]), ([2, 1], [3], [2, 3]),
      ([4, 1, 5], [3, 1], [4, 3, 5]), ([0], [1], [0]), ([2, 0], [], [2, 0]),
      ([1, 1, 1, 1], [2], [1, 1, 1, 2]),
    ] as [([Int], [Int], [Int])])
  func broadcast(a: [Int], b: [Int], expected: [Int]) throws {
    #expect(try Shape.broadcast(Shape(a), Shape(b)) == Shape(expected))
    #expect(try Shape.broadcast(Shape(b), Shape(a)) == Shape(expected))
  }

  @Test(
    "does not stretch to every other",
    arguments: [([2], [3]), ([2, 3], [2]), ([0], [2]), ([2, 3, 4], [3, 3, 4])])
  func incompatible(a: [Int], b: [Int]) {
    #expect(throws: TensorError.cannotBroadcast(Shape(a), Shape(b))) {
      try Shape.broadcast(Shape(a), Shape(b))
    }
  }

  @Test("stretched beyond the limit is refused")
  func broadcastTooLarge() {
    #expect(throws: TensorError.tooLarge(dimensions: [100_000, 100_000])) {
      try Shape.broadcast(Shape([100_000, 1]), Shape([100_000]))
    }
  }

  @Test("loses or keeps the axes that are combined")
  func removing() {
    let shape = Shape([2, 3, 4])
    #expect(shape.removing([1], keepingDimensions: false) == Shape([2, 4]))
    #expect(shape.removing([1], keepingDimensions: true) == Shape([2, 1, 4]))
    #expect(shape.removing([0, 2], keepingDimensions: false) == Shape([3]))
    #expect(shape.removing([0, 1, 2], keepingDimensions: false) == .scalar)
    #expect(shape.removing([], keepingDimensions: false) == shape)
  }

  @Test(
    "is written as sizes",
    arguments: [([], "scalar"), ([3], "3"), ([300, 2], "300×2"), ([1, 0, 2], "1×0×2")]
      as [([Int], String)])
  func description(dimensions: [Int], text: String) {
    #expect("\(Shape(dimensions))" == text)
  }
}
