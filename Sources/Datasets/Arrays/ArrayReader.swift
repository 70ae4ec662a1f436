import Tensors

/// Reads arrays in NumPy's format one after the other, within limits that they share.
struct ArrayReader {
  let limits: ArrayLimits
  private let interruption: Interruption
  private var usedBytes = 0

  init(limits: ArrayLimits, interruption: Interruption) {
    self.limits = limits
    self.interruption = interruption
  }

  /// The array that a feed holds; nil if it is not wanted.
  mutating func array(
    _ name: String, from feed: inout ByteFeed, _ isWanted: ArrayFile.Choice
  ) throws -> NamedArray? {
    try interruption.check()
    let header = try ArrayHeader(&feed)
    let shape = try ArrayReader.shape(header)
    // What is asked for must be there before anything is set aside for it.
    let expected = shape.count * header.element.size
    guard feed.remaining >= expected else { throw ArrayProblem.truncated }
    guard feed.remaining == expected else {
      throw ArrayProblem.surplus(bytes: feed.remaining - expected)
    }
    guard try isWanted(name, shape) else { return nil }
    usedBytes += shape.count * MemoryLayout<Double>.size
    guard usedBytes <= limits.bytes else {
      throw ArrayProblem.tooMuchMemory(bytes: usedBytes, limit: limits.bytes)
    }
    var values: [Double] = []
    values.reserveCapacity(shape.count)
    // Whole elements of any size fill a piece.
    while feed.remaining > 0 {
      try interruption.check()
      header.element.append(try feed.next(min(feed.remaining, 1 << 16)), to: &values)
    }
    if header.isFortranOrder, shape.rank > 1 {
      values = ArrayReader.lastAxisFastest(values, shape)
    }
    return NamedArray(
      name: name, tensor: Tensor(shape: shape, values: values),
      elementName: header.element.name)
  }

  private static func shape(_ header: ArrayHeader) throws(ArrayProblem) -> Shape {
    do throws(TensorError) {
      return try Shape(checking: header.dimensions)
    } catch {
      if case .tooManyAxes(let dimensions) = error { throw .tooManyAxes(dimensions) }
      throw .tooManyEntries(limit: Shape.maximumCount)
    }
  }

  /// Entries whose first axis runs fastest, put into the order of a tensor.
  private static func lastAxisFastest(_ values: [Double], _ shape: Shape) -> [Double] {
    var result: [Double] = []
    result.reserveCapacity(values.count)
    var strides = [Int](repeating: 1, count: shape.rank)
    for axis in 1..<shape.rank { strides[axis] = strides[axis - 1] * shape[axis - 1] }
    var index = [Int](repeating: 0, count: shape.rank)
    var place = 0
    for _ in values.indices {
      result.append(values[place])
      var axis = shape.rank - 1
      while axis >= 0 {
        index[axis] += 1
        place += strides[axis]
        if index[axis] < shape[axis] { break }
        place -= index[axis] * strides[axis]
        index[axis] = 0
        axis -= 1
      }
    }
    return result
  }
}
