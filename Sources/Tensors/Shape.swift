/// The sizes of a tensor's axes; entries are stored with the last axis running fastest.
package struct Shape: Hashable, Sendable {
  /// The most axes a tensor can have.
  package static let maximumRank = 4

  /// The most entries a tensor can have: 2 GiB of float64.
  ///
  /// A constant, not a share of the machine's memory, so that a notebook that runs on one machine
  /// is not refused on another.
  package static let maximumCount = 1 << 28

  /// The shape of a single number: no axes, one entry.
  package static let scalar = Shape([])

  /// The size of each axis.
  package let dimensions: [Int]

  /// The number of entries: the product of the sizes.
  package let count: Int

  /// A shape our own code knows to be valid.
  package init(_ dimensions: [Int]) {
    precondition(Shape.problem(with: dimensions) == nil, "invalid shape \(dimensions)")
    self.dimensions = dimensions
    count = dimensions.reduce(1, *)
  }

  /// A shape that a person or a file gave.
  package init(checking dimensions: [Int]) throws(TensorError) {
    if let problem = Shape.problem(with: dimensions) { throw problem }
    self.dimensions = dimensions
    count = dimensions.reduce(1, *)
  }

  /// The number of axes.
  package var rank: Int { dimensions.count }

  /// The size of an axis, counted from 0.
  package subscript(_ axis: Int) -> Int { dimensions[axis] }

  /// How far apart in memory neighbours along each axis are, in entries.
  package var strides: [Int] {
    var strides = dimensions
    var step = 1
    for axis in dimensions.indices.reversed() {
      strides[axis] = step
      step *= dimensions[axis]
    }
    return strides
  }

  /// The axis counted from 0, for one that may count from the end: -1 is the last.
  package func axis(_ axis: Int) throws(TensorError) -> Int {
    guard axis >= -rank, axis < rank else {
      throw .axisOutOfRange(axis: axis, rank: rank)
    }
    return axis < 0 ? axis + rank : axis
  }

  /// The shape of an element-wise operation's result.
  ///
  /// Shapes are aligned at their last axes; a missing axis counts as size 1, and size 1 stretches
  /// to the other's size, as in NumPy.
  package static func broadcast(_ a: Shape, _ b: Shape) throws(TensorError) -> Shape {
    if a == b { return a }
    let (long, short) = a.rank >= b.rank ? (a, b) : (b, a)
    var dimensions = long.dimensions
    let missing = long.rank - short.rank
    for axis in 0..<short.rank {
      let (here, there) = (dimensions[missing + axis], short[axis])
      if here == 1 {
        dimensions[missing + axis] = there
      } else if there != 1, there != here {
        throw .cannotBroadcast(a, b)
      }
    }
    return try Shape(checking: dimensions)
  }

  /// The shape left when entries along some axes (counted from 0) are combined into one.
  package func removing(_ axes: [Int], keepingDimensions: Bool) -> Shape {
    precondition(axes.allSatisfy(dimensions.indices.contains), "no such axis in \(self)")
    if keepingDimensions {
      var kept = dimensions
      for axis in axes { kept[axis] = 1 }
      return Shape(kept)
    }
    return Shape(dimensions.indices.filter { !axes.contains($0) }.map { dimensions[$0] })
  }

  private static func problem(with dimensions: [Int]) -> TensorError? {
    guard dimensions.count <= maximumRank else { return .tooManyAxes(dimensions: dimensions) }
    guard dimensions.allSatisfy({ $0 >= 0 }) else { return .negativeSize(dimensions: dimensions) }
    // An axis of size 0 must not hide others whose strides would overflow.
    var count = 1
    for size in dimensions {
      let (product, overflows) = count.multipliedReportingOverflow(by: max(size, 1))
      guard !overflows, product <= maximumCount else { return .tooLarge(dimensions: dimensions) }
      count = product
    }
    return nil
  }
}

extension Shape: CustomStringConvertible {
  /// `300×2`; a vector's length alone; `scalar` for no axes.
  package var description: String {
    rank == 0 ? "scalar" : dimensions.map(String.init).joined(separator: "×")
  }
}
