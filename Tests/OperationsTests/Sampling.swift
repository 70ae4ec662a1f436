import Operations

extension Formula {
  /// The formula's value: an interpreter beside the product's own graph.
  func value(_ bindings: [String: Double]) -> Double {
    switch self {
    case .number(let value): return value
    case .symbol(let name): return bindings[name] ?? .nan
    case .written(_, let computed): return computed.value(bindings)
    case .apply(let name, let inputs):
      var numbers = inputs.map { $0.value(bindings) }
      while numbers.count < 3 { numbers.append(0) }
      let rule = Operation.named(name)?.elementwise
      return rule?.kernel.one(numbers[0], numbers[1], numbers[2]) ?? .nan
    }
  }
}

extension Elementwise {
  /// The value at some arguments.
  func value(_ x: [Double]) -> Double {
    kernel.one(x[0], x.count > 1 ? x[1] : 0, x.count > 2 ? x[2] : 0)
  }

  /// What the formulas of the value and the derivatives read at some arguments.
  func bindings(_ x: [Double]) -> [String: Double] {
    var bindings = Dictionary(uniqueKeysWithValues: zip(inputs, x))
    bindings["y"] = value(x)
    return bindings
  }

  /// Points of the domains, and their mirror images where a rule has another piece there.
  var samples: [[Double]] {
    let count = 7
    var points: [[Double]] = []
    for place in 0..<count {
      var point: [Double] = []
      for (axis, domain) in domains.enumerated() {
        // A stride prime to the count pairs every part of one domain with every part of another.
        let part = (place * (axis + 1) + axis) % count
        let share = (Double(part) + 0.37) / Double(count)
        point.append(domain.lowerBound + share * (domain.upperBound - domain.lowerBound))
      }
      points.append(point)
    }
    if isPiecewise {
      let mirrored = points.map { point in [-point[0]] + point.dropFirst() }
      let both = points.map { point in point.map { -$0 } }
      // Zero is the other piece of where(c, a, b).
      let zeroed = inputs.count == 3 ? points.map { point in [0] + point.dropFirst() } : []
      for other in mirrored + both + zeroed
      where inputs.count == 3 || kernel.branch(other[0], other.count > 1 ? other[1] : 0) != 0 {
        if isLegal(other) { points.append(other) }
      }
    }
    return points
  }

  /// Options beyond the first argument of an activation stay positive.
  private func isLegal(_ point: [Double]) -> Bool {
    zip(inputs, point).dropFirst().allSatisfy { name, value in name.count == 1 || value > 0 }
  }

  /// The derivative by one argument, by central differences extrapolated twice.
  func numericDerivative(_ x: [Double], by slot: Int) -> Double {
    func quotient(_ h: Double) -> Double {
      var (up, down) = (x, x)
      up[slot] += h
      down[slot] -= h
      return (value(up) - value(down)) / (up[slot] - down[slot])
    }
    let h = 2e-2
    let (a, b, c) = (quotient(h), quotient(h / 2), quotient(h / 4))
    let (ab, bc) = ((4 * b - a) / 3, (4 * c - b) / 3)
    return (16 * bc - ab) / 15
  }
}
