import Differentiation
package import Operations
import Tensors

/// A function that a layer applies to each number alone, with its options filled in.
package struct Activation: Sendable, Equatable {
  /// Its name in the operation table.
  package let name: String
  /// What stands behind x in a call.
  package let numbers: [Double]

  /// The activation of that name; nil if there is none.
  /// - Parameter given: Its options; those left out take their usual values.
  package init?(_ name: String, numbers given: [Double] = []) {
    guard let operation = Operation.named(name), operation.category == .activation,
      let rule = operation.elementwise, given.count < rule.inputs.count
    else { return nil }
    var numbers = given
    for parameter in operation.parameters[(1 + given.count)..<rule.inputs.count] {
      guard case .number(let number) = parameter.fallback else { return nil }
      numbers.append(number)
    }
    self.name = operation.name
    self.numbers = numbers
  }

  /// What the numbers are called: the `slope` of `leaky_relu`.
  package var options: [String] {
    Operation.named(name)?.elementwise.map { Array($0.inputs.dropFirst()) } ?? []
  }

  /// The names of all activations.
  package static let names = Operation.all.map(\.name).filter { Activation($0) != nil }

  /// f(x), recorded.
  package func callAsFunction(_ x: Node, in graph: inout Graph) -> Node {
    let opcode = Opcode(name)
    guard let number = numbers.first else { return graph.append(opcode, x) }
    return graph.append(opcode, x, graph.constant(number))
  }

  /// f and f′ at some points.
  package func sampled(at points: [Double]) -> [(input: Double, output: Double, slope: Double)] {
    var graph = Graph()
    let x = graph.leaf(Tensor(vector: points), role: .variable)
    let y = self(x, in: &graph)
    let seed = graph.filled(graph.constant(1), to: graph.shape(of: x))
    let slope = graph.gradient(of: y, wrt: [x], seed: seed).gradients[0]
    guard let run = try? Evaluation(graph, of: [y, slope]) else { return [] }
    return zip(points, zip(run.tensor(y).values, run.tensor(slope).values)).map {
      ($0, $1.0, $1.1)
    }
  }
}
