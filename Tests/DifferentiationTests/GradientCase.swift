import Differentiation
import Operations
import Tensors
import Testing

/// One call of an operation whose derivatives are compared with difference quotients.
struct GradientCase: Sendable, CustomTestStringConvertible {
  /// How an argument is drawn.
  enum Draw: Sendable {
    case normal
    case range(ClosedRange<Double>)
    /// Rows of positive numbers that add up to 1.
    case distribution
    /// Well apart from one another and from 0, so that no kink is near.
    case apart
    /// Whole numbers below a limit; nothing is differentiated by them.
    case labels(Int)
    /// A square matrix that is far from singular.
    case invertible
  }

  let name: String
  let variant: String
  let inputs: [(shape: [Int], draw: Draw)]
  let record: @Sendable (inout Graph, [Node]) throws -> Node

  var testDescription: String { variant.isEmpty ? name : "\(name) \(variant)" }

  init(
    _ name: String, _ variant: String, _ inputs: [(shape: [Int], draw: Draw)],
    _ record: @escaping @Sendable (inout Graph, [Node]) throws -> Node
  ) {
    self.name = name
    self.variant = variant
    self.inputs = inputs
    self.record = record
  }

  /// The arguments' values, the same each time.
  func tensors() -> [Tensor] {
    var random = RandomState(seed: UInt32(truncatingIfNeeded: testDescription.utf8.count * 77 + 5))
    return inputs.enumerated().map { place, input in
      input.draw.tensor(Shape(input.shape), of: place, &random)
    }
  }
}

extension GradientCase.Draw {
  func tensor(_ shape: Shape, of argument: Int, _ random: inout RandomState) -> Tensor {
    var tensor = Tensor(repeating: 0, shape: shape)
    switch self {
    case .normal:
      tensor.values = tensor.values.map { _ in random.normal() }
    case .range(let range):
      tensor.values = tensor.values.map { _ in random.uniform(range.lowerBound, range.upperBound) }
    case .distribution:
      let width = max(shape.dimensions.last ?? 1, 1)
      tensor.values = tensor.values.map { _ in random.uniform(0.2, 1) }
      for row in 0..<shape.count / width {
        let places = row * width..<(row + 1) * width
        let sum = places.reduce(0) { $0 + tensor.values[$1] }
        for place in places { tensor.values[place] /= sum }
      }
    case .apart:
      for (place, rank) in random.permutation(shape.count).enumerated() {
        let value = 0.4 + 0.31 * Double(rank) + 0.07 * Double(argument)
        tensor.values[place] = rank % 2 == 0 ? value : -value
      }
    case .labels(let limit):
      tensor.values = tensor.values.map { _ in Double(random.integer(in: 0..<limit)) }
    case .invertible:
      tensor.values = tensor.values.map { _ in random.uniform(-0.4, 0.4) }
      for i in 0..<shape[0] { tensor.values[i * shape[0] + i] += 1.5 }
    }
    return tensor
  }

  var isDifferentiated: Bool { if case .labels = self { false } else { true } }
}

extension Graph {
  /// A call as the language makes it.
  mutating func call(_ name: String, _ arguments: [ArgumentValue]) throws -> Node {
    let operation = try #require(Operation.named(name))
    guard case .record(let record) = operation.meaning else {
      throw Unrecordable()
    }
    return try record(&self, Arguments(operation: name, values: arguments))
  }
}

struct Unrecordable: Error {}
