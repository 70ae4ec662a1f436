package import Operations

extension Formula {
  /// The formula with like terms and factors collected and constants folded.
  ///
  /// Equal wherever both are defined; x/x is taken to be 1.
  package var simplified: Formula {
    switch self {
    case .number, .symbol: return self
    case .written(let shown, _): return shown.simplified
    case .apply(let name, let inputs):
      let parts = inputs.map(\.simplified)
      let formula = Formula.apply(name, parts)
      switch name {
      case "add", "subtract": return Formula.collectedTerms(of: formula)
      case "multiply", "divide", "negate": return Product(formula).formula
      case "power":
        if parts[1] == 0 { return 1 }
        if parts[1] == 1 { return parts[0] }
        if case .number = parts[1] { return Product(formula).formula }
        return formula
      case "maximum" where parts[0] == parts[1], "minimum" where parts[0] == parts[1]:
        return parts[0]
      case "greater" where parts[0] == parts[1], "less" where parts[0] == parts[1],
        "not_equal" where parts[0] == parts[1]:
        return 0
      case "equal" where parts[0] == parts[1], "greater_or_equal" where parts[0] == parts[1],
        "less_or_equal" where parts[0] == parts[1]:
        return 1
      default: return Formula.folded(name, parts) ?? formula
      }
    }
  }

  /// A sum as a list of products, like ones merged, in the order of appearance.
  private static func collectedTerms(of sum: Formula) -> Formula {
    var terms: [Product] = []
    func collect(_ formula: Formula, sign: Double) {
      switch formula {
      case .apply("add", let inputs):
        collect(inputs[0], sign: sign)
        collect(inputs[1], sign: sign)
      case .apply("subtract", let inputs):
        collect(inputs[0], sign: sign)
        collect(inputs[1], sign: -sign)
      case .apply("negate", let inputs): collect(inputs[0], sign: -sign)
      default:
        var product = Product(formula)
        product.numerator *= sign
        if let place = terms.firstIndex(where: { $0.isLike(product) }) {
          terms[place].add(coefficientOf: product)
        } else {
          terms.append(product)
        }
      }
    }
    collect(sum, sign: 1)
    terms.removeAll(where: \.isZero)
    // A sum is read more easily if it does not begin with a minus.
    if let first = terms.first, first.numerator < 0,
      let place = terms.firstIndex(where: { $0.numerator > 0 })
    {
      terms.insert(terms.remove(at: place), at: 0)
    }
    guard let first = terms.first else { return 0 }
    return terms.dropFirst().reduce(first.formula) { sum, term in
      guard term.numerator < 0 else { return sum + term.formula }
      var positive = term
      positive.numerator = -term.numerator
      return sum - positive.formula
    }
  }

  /// A function of numbers, where its value is whole: exp(0) is 1, sqrt(2) stays.
  private static func folded(_ name: String, _ inputs: [Formula]) -> Formula? {
    guard let kernel = Operation.named(name)?.elementwise?.kernel else { return nil }
    if name == "where", case .number(let test) = inputs[0] {
      return test != 0 ? inputs[1] : inputs[2]
    }
    var numbers = [0.0, 0.0, 0.0]
    for (index, input) in inputs.enumerated() {
      guard case .number(let value) = input else { return nil }
      numbers[index] = value
    }
    let value = kernel.one(numbers[0], numbers[1], numbers[2])
    return value == value.rounded() && value.magnitude < 1e15 ? .number(value) : nil
  }
}
