import Diagnostics
import Operations
import Tensors

/// Operations' errors in words.
enum OperationDiagnostics {
  static func diagnostic(_ error: OperationError, _ context: CallContext) -> Diagnostic {
    switch error {
    case .tensor(let error): return tensor(error, context)
    case .cannotCombine(let operation, let left, let right):
      return cannotCombine(operation, left, right, context)
    case .innerSizes(let left, let right): return innerSizes(left, right, context)
    case .rank(let operation, let argument, let expected, let got):
      let ranks = EvaluatorDiagnostics.list(expected.map(rankName), joinedBy: "or")
      return Diagnostic(
        "shape", "\(name(operation)) takes \(ranks) for \(argument), not \(described(got))",
        at: place(got, context))
    case .shape(let operation, let argument, let expected, let got):
      return Diagnostic(
        "shape", "\(name(operation)) expects \(argument) of shape \(expected), not \(got)",
        at: place(got, context))
    case .option(let operation, let argument, let expected):
      return Diagnostic(
        "option", "\(argument) of \(name(operation)) must be \(expected)", at: context.range)
    case .notDivisible(let operation, let size, let divisor):
      return Diagnostic(
        "shape", "\(name(operation)) cannot split \(size) features into \(divisor) equal groups",
        at: context.range)
    case .elementCount(let operation, let from, let to):
      return Diagnostic(
        "shape", "\(name(operation)) cannot turn \(from) into \(to)", at: context.range,
        notes: ["\(from.count) entries against \(to.count)"])
    case .value(let operation, let argument, let expected, let got):
      if argument == "label" {
        return Diagnostic(
          "value", "there is no class \(Formula.text(of: got))", at: context.range,
          notes: ["labels are \(expected)"])
      }
      if argument == "A" {
        return Diagnostic("value", "\(name(operation)) needs \(expected)", at: context.range)
      }
      return Diagnostic(
        "value", "\(argument) of \(name(operation)) holds \(Formula.text(of: got))",
        at: context.range, notes: ["expected \(expected)"])
    case .empty(let operation):
      return Diagnostic("shape", "\(name(operation)) of nothing has no value", at: context.range)
    case .interrupted: return EvaluatorDiagnostics.interrupted()
    }
  }

  private static func tensor(_ error: TensorError, _ context: CallContext) -> Diagnostic {
    switch error {
    case .tooManyAxes(let sizes):
      Diagnostic(
        "shape", "a tensor has at most \(Shape.maximumRank) axes, not \(sizes.count)",
        at: context.range)
    case .negativeSize(let sizes):
      Diagnostic(
        "shape", "a size cannot be negative", at: context.range,
        notes: ["the sizes are \(sizes.map(String.init).joined(separator: ", "))"])
    case .tooLarge(let sizes):
      Diagnostic(
        "memory", "a tensor \(sizes.map(String.init).joined(separator: "×")) is too large",
        at: context.range, notes: [need(sizes)])
    case .axisOutOfRange(let axis, let rank):
      Diagnostic(
        "axis", "there is no axis \(axis)", at: context.range,
        notes: [axes(rank)])
    case .indexOutOfRange(let index, let length):
      Diagnostic(
        "index", "index \(index) is out of range", at: context.range,
        notes: ["places run from 0 to \(length - 1)"])
    case .cannotBroadcast(let left, let right):
      cannotCombine("combine", left, right, context)
    }
  }

  /// Which axes there are.
  private static func axes(_ rank: Int) -> String {
    switch rank {
    case 0: "a single number has no axes"
    case 1: "a vector has the axis 0 only, which is -1 too"
    default: "axes run from 0 to \(rank - 1), or from -\(rank) to -1"
    }
  }

  /// How much memory a tensor would take.
  static func need(_ sizes: [Int]) -> String {
    let bytes = sizes.reduce(8.0) { $0 * Double($1) }
    return "it would need \(Memory.text(bytes))"
  }

  private static func cannotCombine(
    _ operation: String, _ left: Shape, _ right: Shape, _ context: CallContext
  ) -> Diagnostic {
    let (a, b) = named(left, right, context)
    let (before, verb, between) = verb(operation)
    var notes: [String] = []
    for offset in 1...max(left.rank, right.rank, 1) {
      let i = left.rank - offset
      let j = right.rank - offset
      guard i >= 0, j >= 0, left[i] != right[j], left[i] != 1, right[j] != 1 else { continue }
      notes.append("sizes \(left[i]) and \(right[j]) differ, and neither is 1")
      break
    }
    if notes.isEmpty, Operation.named(operation)?.category == .loss {
      notes.append("a loss compares entry by entry, so the shapes must be equal")
    }
    return Diagnostic(
      "shape", "cannot \(verb) \(before ? a : b) \(between) \(before ? b : a)", at: context.range,
      notes: notes)
  }

  private static func innerSizes(
    _ left: Shape, _ right: Shape, _ context: CallContext
  ) -> Diagnostic {
    let (a, b) = named(left, right, context)
    let inner = left[left.rank - 1]
    // A tensor of the session that would fit on the right, or the transpose.
    var help: String?
    if let right = context.operands.last {
      let fits = context.shapes.filter {
        (1...2).contains($0.shape.rank) && $0.shape[0] == inner && $0.name != right.text
          && $0.shape.rank == right.shape.rank
      }
      let near = Suggestion.nearest(to: right.text, among: fits.map(\.name))
      if let match = fits.first(where: { $0.name == near }) {
        help = "did you mean \(match.name) (\(match.shape))?"
      } else if right.shape.rank == 2, right.shape[1] == inner {
        help = "did you mean \(right.text)' (\(right.shape[1])×\(right.shape[0]))?"
      }
    }
    return Diagnostic(
      "shape", "cannot multiply \(a) by \(b)", at: context.range,
      notes: ["the inner sizes differ: \(inner) and \(right[0])"], help: help)
  }

  // MARK: - Words

  private static func named(
    _ left: Shape, _ right: Shape, _ context: CallContext
  ) -> (String, String) {
    let a = context.operands.first { $0.shape == left }
    let b = context.operands.last { $0.shape == right }
    return (
      a.map { "\($0.text) (\(described(left)))" } ?? "a tensor (\(described(left)))",
      b.map { "\($0.text) (\(described(right)))" } ?? "a tensor (\(described(right)))"
    )
  }

  private static func place(_ shape: Shape, _ context: CallContext) -> SourceRange {
    let matching = context.operands.filter { $0.shape == shape }
    return matching.count == 1 ? matching[0].range : context.range
  }

  private static func described(_ shape: Shape) -> String {
    shape.rank == 0 ? "a number" : "\(shape)"
  }

  private static func rankName(_ rank: Int) -> String {
    ["a number", "a vector", "a matrix", "a tensor of 3 axes", "a tensor of 4 axes"][rank]
  }

  private static func name(_ operation: String) -> String {
    operation == "matmul" ? "@" : operation
  }

  /// Whether the first operand comes first, the verb, and the word between.
  private static func verb(_ operation: String) -> (Bool, String, String) {
    switch operation {
    case "add": (true, "add", "and")
    case "subtract": (false, "subtract", "from")
    case "multiply": (true, "multiply", "by")
    case "divide": (true, "divide", "by")
    case "power": (true, "raise", "to")
    case "concat", "stack": (true, "join", "and")
    case "equal", "not_equal", "less", "less_or_equal", "greater", "greater_or_equal":
      (true, "compare", "with")
    default: (true, "combine", "and")
    }
  }
}

/// Amounts of memory in words.
enum Memory {
  static func text(_ bytes: Double) -> String {
    let units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"]
    var value = bytes
    var unit = 0
    while value >= 1024, unit < units.count - 1 {
      value /= 1024
      unit += 1
    }
    let rounded = (value * 10).rounded() / 10
    return "\(Formula.text(of: rounded)) \(units[unit])"
  }
}
