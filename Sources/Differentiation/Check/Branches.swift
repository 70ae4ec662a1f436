import Operations
import Tensors

/// On which pieces of its piecewise operations a graph runs: which relu is on, which entry wins.
struct Branches: Equatable {
  private var hash = 1

  /// The piecewise nodes between x and f.
  static func nodes(_ graph: Graph, from x: Node, to f: Node) -> [Node] {
    guard x.position <= f.position else { return [] }
    var leads = [Bool](repeating: false, count: f.position + 1)
    leads[x.position] = true
    graph.markDependents(&leads, upTo: f.position)
    let needed = graph.needed(for: [f])
    return needed.indices.filter { needed[$0] && leads[$0] }.map { Node($0) }.filter {
      let operation = graph.operation(of: $0)
      return operation.elementwise?.isPiecewise ?? (operation.structured?.branch != nil)
    }
  }

  init(_ graph: Graph, _ nodes: [Node], value: (Node) -> Tensor) {
    for node in nodes {
      let operation = graph.operation(of: node)
      let inputs = graph.inputs(of: node).map(value)
      if let rule = operation.elementwise {
        let count = graph.shape(of: node).count
        let a = inputs[0].values
        let b = inputs.count > 1 ? inputs[1].values : [0]
        for i in 0..<count {
          add(rule.kernel.branch(a.count == 1 ? a[0] : a[i], b.count == 1 ? b[0] : b[i]))
        }
      } else if let branch = operation.structured?.branch {
        var output = value(node).values
        let attribute = graph.attribute(of: node)
        let shape = graph.shape(of: node)
        add(Branches.branch(branch, inputs, &output, attribute, shape))
      }
    }
  }

  private mutating func add(_ branch: Int) {
    hash = hash &* 31 &+ branch
  }

  private static func branch(
    _ rule: (KernelCall) -> Int, _ inputs: [Tensor], _ output: inout [Double],
    _ attribute: Attribute, _ shape: Shape
  ) -> Int {
    // Piecewise structured operations read one tensor.
    inputs[0].values.withUnsafeBufferPointer { input in
      output.withUnsafeMutableBufferPointer { result in
        guard let first = input.baseAddress, let last = result.baseAddress else { return 1 }
        return rule(
          KernelCall(
            inputs: [first], inputShapes: [inputs[0].shape], output: last, outputShape: shape,
            attribute: attribute, interruption: .never))
      }
    }
  }
}
