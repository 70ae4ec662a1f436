extension RandomState {
  /// What to draw each entry of a tensor from.
  package enum Distribution: Sendable, Equatable {
    case uniform(Double, Double)
    case normal
    case integer(Range<Int>)
    /// 1 with this probability, else 0.
    case bernoulli(Double)
  }

  /// How many numbers are drawn between two looks at the interruption.
  private static let drawsBetweenChecks = 65_536

  /// Fills a buffer in order, drawing what single calls would draw.
  ///
  /// An interrupted call leaves the generator as it was before.
  package mutating func fill(
    _ buffer: UnsafeMutableBufferPointer<Double>, from distribution: Distribution,
    interruption: Interruption = .never
  ) throws(Interrupted) {
    var state = self
    var start = 0
    while start < buffer.count {
      try interruption.check()
      let end = min(start + RandomState.drawsBetweenChecks, buffer.count)
      switch distribution {
      case .uniform(let low, let high):
        for i in start..<end { buffer[i] = state.uniform(low, high) }
      case .normal:
        state.fillWithNormals(UnsafeMutableBufferPointer(rebasing: buffer[start..<end]))
      case .integer(let range):
        for i in start..<end { buffer[i] = Double(state.integer(in: range)) }
      case .bernoulli(let p):
        for i in start..<end { buffer[i] = state.bernoulli(p) ? 1 : 0 }
      }
      start = end
    }
    self = state
  }

  /// A tensor of independent draws.
  package mutating func tensor(
    _ shape: Shape, from distribution: Distribution, interruption: Interruption = .never
  ) throws(Interrupted) -> Tensor {
    let values = try [Double](count: shape.count) { entries throws(Interrupted) in
      try fill(entries, from: distribution, interruption: interruption)
    }
    return Tensor(shape: shape, values: values)
  }

  /// The numbers 0 ..< n in random order.
  package mutating func permutation(_ n: Int) -> [Int] {
    var order = Array(0..<max(n, 0))
    do throws(Interrupted) {
      try shuffle(&order)
    } catch { preconditionFailure("nobody can stop it") }
    return order
  }

  /// Puts what is in a list in random order, drawing what `permutation` of as many draws.
  ///
  /// An interrupted call leaves the generator as it was before, the list half in order.
  package mutating func shuffle<Element>(
    _ values: inout [Element], interruption: Interruption = .never
  ) throws(Interrupted) {
    var state = self
    for last in stride(from: values.count - 1, to: 0, by: -1) {
      if last % RandomState.drawsBetweenChecks == 0 { try interruption.check() }
      values.swapAt(last, Int(state.number(upTo: UInt64(last))))
    }
    self = state
  }
}
