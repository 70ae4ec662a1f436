import Glibc
import Operations
import Testing

@Suite("Element-wise operations")
struct ElementwiseTests {
  static let names = Operation.all.filter { $0.elementwise != nil }.map(\.name)

  static func rule(_ name: String) throws -> Elementwise {
    try #require(Operation.named(name)?.elementwise)
  }

  // MARK: - Derivatives

  @Test("the derivative is the limit of difference quotients", arguments: names)
  func derivatives(name: String) throws {
    let rule = try ElementwiseTests.rule(name)
    #expect(rule.partials.count == rule.inputs.count)
    #expect(rule.domains.count == rule.inputs.count)
    for point in rule.samples {
      for (slot, partial) in rule.partials.enumerated() {
        let stated = partial.value(rule.bindings(point))
        let numeric = rule.isDifferentiable ? rule.numericDerivative(point, by: slot) : 0
        let tolerance = 2e-8 * max(1, abs(numeric))
        #expect(
          abs(stated - numeric) <= tolerance,
          "\(name): ∂/∂\(rule.inputs[slot]) at \(point) is \(stated), quotients say \(numeric)")
      }
    }
  }

  // MARK: - One rule, three readings

  @Test("the kernel computes the formula", arguments: names)
  func kernelIsFormula(name: String) throws {
    let rule = try ElementwiseTests.rule(name)
    for point in rule.samples {
      let byFormula = rule.formula.value(rule.bindings(point))
      #expect(rule.value(point) == byFormula, "\(name) at \(point)")
    }
  }

  @Test("the formula for reading equals the computed one", arguments: names)
  func formulaForReading(name: String) throws {
    let rule = try ElementwiseTests.rule(name)
    let wide: [[Double]] = [-30, -3, -1e-3, 1e-3, 0.5, 3, 30].map { x in
      [x] + rule.domains.dropFirst().map { ($0.lowerBound + $0.upperBound) / 2 }
    }
    for formula in [rule.formula] + rule.partials {
      for point in rule.samples + wide {
        let bindings = rule.bindings(point)
        let read = formula.forReading.value(bindings)
        let computed = formula.forComputing.value(bindings)
        guard read.isFinite, computed.isFinite else { continue }
        #expect(
          abs(read - computed) <= 1e-12 * max(1, abs(computed)),
          "\(formula.forReading) at \(point): \(read), computed \(computed)")
      }
    }
  }

  @Test("formulas for reading hold no hidden form and only known symbols", arguments: names)
  func symbols(name: String) throws {
    let rule = try ElementwiseTests.rule(name)
    for formula in [rule.formula] + rule.partials {
      let allowed = Set(rule.inputs + ["y"])
      #expect(formula.forReading.symbols.isSubset(of: allowed))
      #expect(formula.forComputing.symbols.isSubset(of: allowed))
    }
  }

  // MARK: - Loops

  @Test("loops compute what one element computes, in place too", arguments: names)
  func loops(name: String) throws {
    let rule = try ElementwiseTests.rule(name)
    let samples = rule.samples
    let arity = rule.inputs.count
    for count in [0, 1, 2, 3, 7, 65] {
      let columns = (0..<3).map { axis in
        (0..<max(count, 1)).map { axis < arity ? samples[($0 + axis) % samples.count][axis] : 0 }
      }
      for steps in 0..<(1 << arity) {
        let step = (0..<3).map { steps >> $0 & 1 }
        let expected = (0..<count).map { i in
          rule.kernel.one(
            columns[0][i * step[0]], columns[1][i * step[1]], columns[2][i * step[2]])
        }
        // Into fresh memory, then over each argument that walks.
        for target in [nil] + (0..<arity).filter({ step[$0] == 1 }).map(Optional.some) {
          let found = ElementwiseTests.run(rule, columns, step, count, over: target)
          let isEqual = found.map(\.bitPattern) == expected.map(\.bitPattern)
          #expect(
            isEqual,
            "\(name), \(count) elements, steps \(step), over \(target ?? -1)")
        }
      }
    }
  }

  private static func run(
    _ rule: Elementwise, _ columns: [[Double]], _ step: [Int], _ count: Int, over target: Int?
  ) -> [Double] {
    // A stepped-over argument is followed by values that must not be read.
    var memory = columns.enumerated().map { axis, column in
      step[axis] == 1 ? column : [column[0]] + Array(repeating: .nan, count: column.count)
    }
    memory.append(Array(repeating: .nan, count: max(count, 1)))
    let pointers = memory.map { values in
      let pointer = UnsafeMutablePointer<Double>.allocate(capacity: values.count)
      pointer.initialize(from: values, count: values.count)
      return pointer
    }
    defer { pointers.forEach { $0.deallocate() } }
    let output = pointers[target ?? 3]
    let operands = (0..<3).map { Operand(pointers[$0], step: step[$0]) }
    rule.kernel.loop(count, operands[0], operands[1], operands[2], output)
    return (0..<count).map { output[$0] }
  }

  // MARK: - Values

  /// Values by other formulas than the table's.
  static let values: [(String, [Double], Double)] = [
    ("add", [2, 3], 5), ("subtract", [2, 3], -1), ("multiply", [2, 3], 6), ("divide", [3, 2], 1.5),
    ("negate", [2], -2), ("power", [2, 10], 1024), ("power", [-3, 2], 9), ("power", [0, 0], 1),
    ("power", [2, 0.5], 1.4142135623730951), ("exp", [1], 2.718281828459045),
    ("log", [10], 2.302585092994046), ("log1p", [1e-10], 9.9999999995e-11),
    ("expm1", [1e-10], 1.00000000005e-10), ("sqrt", [2], 1.4142135623730951),
    ("abs", [-3], 3), ("sin", [1], 0.8414709848078965), ("cos", [1], 0.5403023058681398),
    ("tan", [1], 1.5574077246549023), ("sind", [30], 0.5), ("sind", [180], 0),
    ("sind", [-450], -1), ("sind", [45], 0.7071067811865475), ("cosd", [90], 0),
    ("cosd", [60], 0.5), ("cosd", [-720], 1), ("cosd", [180], -1),
    ("erf", [0.5], 0.5204998778130465),
    ("sigmoid", [2], 0.8807970779778823), ("tanh", [0.5], 0.46211715726000973),
    ("relu", [-2], 0), ("relu", [2], 2), ("leaky_relu", [-2, 0.1], -0.2),
    ("leaky_relu", [2, 0.1], 2), ("elu", [-1, 2], -1.2642411176571153), ("elu", [3, 2], 3),
    ("softplus", [0, 1], 0.6931471805599453), ("softplus", [1, 2], 1.0634640055214862),
    ("swish", [1], 0.7310585786300049), ("gelu", [1], 0.8413447460685429),
    ("gelu", [-1], -0.15865525393145707), ("logcosh", [1], 0.4337808304830271),
    ("maximum", [2, 3], 3), ("minimum", [2, 3], 2), ("where", [1, 2, 3], 2),
    ("where", [0, 2, 3], 3), ("equal", [2, 2], 1), ("not_equal", [2, 2], 0), ("less", [2, 3], 1),
    ("less_or_equal", [2, 2], 1), ("greater", [2, 3], 0), ("greater_or_equal", [2, 2], 1),
    ("and", [2, 3], 1), ("and", [2, 0], 0), ("or", [0, 3], 1), ("or", [0, 0], 0), ("not", [0], 1),
    ("not", [2], 0), ("sign", [-3], -1), ("sign", [0], 0), ("floor", [-2.5], -3),
    ("round", [2.5], 2), ("round", [3.5], 4), ("round", [-0.5], 0), ("identity", [7], 7),
  ]

  @Test("values are right", arguments: values)
  func value(name: String, arguments: [Double], expected: Double) throws {
    let found = try ElementwiseTests.rule(name).value(arguments)
    #expect(abs(found - expected) <= 1e-15 * max(1, abs(expected)), "\(name)\(arguments): \(found)")
  }

  @Test("every operation has a value to compare with", arguments: names)
  func isCovered(name: String) {
    #expect(ElementwiseTests.values.contains { $0.0 == name })
  }

  /// What NumPy and PyTorch give at the ends of the number line; nan stands for itself.
  static let extremes: [(String, [Double], Double)] = [
    ("maximum", [.nan, 1], .nan), ("maximum", [1, .nan], .nan), ("minimum", [.nan, 1], .nan),
    ("minimum", [1, .nan], .nan), ("maximum", [-.infinity, -5], -5),
    ("minimum", [.infinity, 5], 5), ("relu", [.nan], .nan), ("relu", [-.infinity], 0),
    ("relu", [.infinity], .infinity), ("abs", [-.infinity], .infinity), ("abs", [.nan], .nan),
    ("sign", [.nan], .nan), ("sign", [-.infinity], -1), ("equal", [.nan, .nan], 0),
    ("not_equal", [.nan, .nan], 1), ("less", [.nan, 1], 0), ("greater", [.nan, 1], 0),
    ("greater_or_equal", [1, .nan], 0), ("less_or_equal", [1, .nan], 0), ("not", [.nan], 0),
    ("where", [.nan, 1, 2], 1), ("exp", [1000], .infinity), ("exp", [-1000], 0),
    ("log", [0], -.infinity), ("log", [-1], .nan), ("sqrt", [-1], .nan),
    ("divide", [1, 0], .infinity),
    ("divide", [-1, 0], -.infinity), ("divide", [0, 0], .nan), ("sigmoid", [-1000], 0),
    ("sigmoid", [1000], 1), ("sigmoid", [.infinity], 1), ("sigmoid", [-.infinity], 0),
    ("tanh", [1000], 1), ("tanh", [-.infinity], -1), ("softplus", [1000, 1], 1000),
    ("softplus", [-1000, 1], 0), ("softplus", [.infinity, 1], .infinity),
    ("softplus", [-.infinity, 1], 0), ("elu", [-1000, 1], -1), ("elu", [-.infinity, 1], -1),
    ("elu", [.infinity, 1], .infinity), ("leaky_relu", [-.infinity, 0.1], -.infinity),
    ("leaky_relu", [.nan, 0.1], .nan), ("swish", [-1000], 0), ("swish", [.infinity], .infinity),
    ("gelu", [-1000], 0), ("gelu", [.infinity], .infinity), ("logcosh", [1000], 999.3068528194401),
    ("logcosh", [-1e6], 999999.3068528195), ("logcosh", [.infinity], .infinity),
    ("logcosh", [.nan], .nan), ("power", [.nan, 0], 1), ("power", [0, -1], .infinity),
    ("power", [-8, 0.5], .nan), ("sind", [.infinity], .nan), ("cosd", [.infinity], .nan),
    ("sind", [1e20], -0.9848077530122081), ("floor", [.infinity], .infinity),
    ("round", [.nan], .nan),
  ]

  @Test("values at the ends of the number line", arguments: extremes)
  func extreme(name: String, arguments: [Double], expected: Double) throws {
    let found = try ElementwiseTests.rule(name).value(arguments)
    if expected.isNaN {
      #expect(found.isNaN, "\(name)\(arguments): \(found)")
    } else {
      #expect(
        found == expected || abs(found - expected) <= 1e-14 * abs(expected),
        "\(name)\(arguments): \(found)")
    }
  }

  /// Derivatives where the definition had to choose: PyTorch's choices.
  static let conventions: [(String, [Double], [Double])] = [
    ("relu", [0], [0]), ("abs", [0], [0]), ("leaky_relu", [0, 0.1], [0.1, 0]),
    ("elu", [0, 1], [1, 0]),
    ("maximum", [2, 2], [0.5, 0.5]), ("minimum", [2, 2], [0.5, 0.5]), ("sqrt", [0], [.infinity]),
    ("power", [0, 2], [0, 0]), ("power", [0, 1], [1, 0]), ("power", [0, 0], [0, 0]),
    ("power", [3, 0], [0, 1.0986122886681098]), ("power", [0, 3], [0, 0]),
    ("sigmoid", [-1000], [0]), ("sigmoid", [1000], [0]), ("swish", [-1000], [0]),
    ("swish", [1000], [1]), ("gelu", [-1000], [0]), ("gelu", [1000], [1]),
    ("softplus", [-1000, 1], [0, 0]), ("softplus", [1000, 1], [1, 0]), ("tanh", [1000], [0]),
    ("elu", [-1000, 1], [0, -1]), ("logcosh", [1000], [1]), ("logcosh", [-1000], [-1]),
    ("exp", [-1000], [0]), ("divide", [1, 1e200], [1e-200, 0]),
  ]

  @Test("derivatives at kinks and far out", arguments: conventions)
  func convention(name: String, arguments: [Double], expected: [Double]) throws {
    let rule = try ElementwiseTests.rule(name)
    for (partial, wanted) in zip(rule.partials, expected) {
      let found = partial.value(rule.bindings(arguments))
      #expect(
        found == wanted || abs(found - wanted) <= 1e-14 * abs(wanted),
        "\(name)\(arguments): \(partial) is \(found), not \(wanted)")
    }
  }

  // MARK: - Pieces

  /// Two points of a piecewise rule, and whether they lie on one piece; a kink lies on none.
  static let pieces: [(String, [Double], [Double], Bool)] = [
    ("relu", [1], [2], true), ("relu", [1], [-1], false), ("abs", [-1], [-2], true),
    ("maximum", [1, 2], [3, 4], true), ("maximum", [1, 2], [2, 1], false),
    ("minimum", [.infinity, 1], [.infinity, 2], true), ("floor", [1.2], [1.8], true),
    ("floor", [0.9], [1.1], false), ("floor", [-0.2], [0.2], false), ("round", [0.9], [1.1], true),
    ("round", [0.4], [0.6], false), ("and", [1, 1], [2, 3], true), ("and", [1, 1], [1, 0], false),
    ("or", [0, 0], [0, 1], false), ("not", [1], [0], false), ("not", [1], [2], true),
    ("where", [1, 5, 5], [2, 1, 9], true), ("where", [1, 5, 5], [0, 5, 5], false),
    ("equal", [1, 2], [1, 3], true), ("less", [1, 2], [2, 1], false), ("sign", [1], [-1], false),
    ("leaky_relu", [1, 0.1], [-1, 0.1], false), ("elu", [1, 1], [-1, 1], false),
  ]

  @Test("branches tell pieces apart", arguments: pieces)
  func branches(name: String, _ first: [Double], _ second: [Double], isSame: Bool) throws {
    let rule = try ElementwiseTests.rule(name)
    #expect(rule.isPiecewise)
    func branch(_ x: [Double]) -> Int { rule.kernel.branch(x[0], x.count > 1 ? x[1] : 0) }
    #expect((branch(first) == branch(second)) == isSame)
    #expect(branch(first) != 0 && branch(second) != 0)
  }

  static let kinks: [(String, [Double])] = [
    ("relu", [0]), ("abs", [0]), ("leaky_relu", [0, 0.1]), ("elu", [0, 1]), ("maximum", [2, 2]),
    ("minimum", [2, 2]), ("floor", [3]), ("round", [2.5]), ("sign", [0]), ("equal", [1, 1]),
  ]

  @Test("a kink has branch 0", arguments: kinks)
  func kink(name: String, point: [Double]) throws {
    let rule = try ElementwiseTests.rule(name)
    #expect(rule.kernel.branch(point[0], point.count > 1 ? point[1] : 0) == 0)
  }
}
