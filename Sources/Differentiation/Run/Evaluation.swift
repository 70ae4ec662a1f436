package import Operations
package import Tensors

/// Why a graph could not be run.
package enum EvaluationError: Error, Sendable, Equatable {
  case operation(OperationError, at: Node)
  case tooMuchMemory(bytes: Int, limit: Int)
  case interrupted
}

/// How much a run may use, and how it is stopped.
package struct Budget: Sendable {
  package var bytes: Int
  /// The most nodes that a graph may be recorded with.
  package var nodes: Int
  package var interruption: Interruption

  package init(
    bytes: Int = Budget.defaultBytes, nodes: Int = Graph.largestCircuit,
    interruption: Interruption = .never
  ) {
    self.bytes = bytes
    self.nodes = nodes
    self.interruption = interruption
  }

  /// 8 GiB.
  package static let defaultBytes = 8 << 30
}

/// The stepper's runner: every node that the outputs need, in order, every value kept.
package struct Evaluation: Sendable {
  private let values: [Double]
  /// Where each node's value starts; -1 where it was not needed.
  private let offsets: ContiguousArray<Int>
  private let graph: Graph

  package init(
    _ graph: Graph, of outputs: [Node], budget: Budget = Budget()
  ) throws(EvaluationError) {
    self.graph = graph
    let needed = graph.needed(for: outputs)
    var offsets = ContiguousArray<Int>(repeating: -1, count: needed.count)
    var total = 0
    for position in needed.indices where needed[position] {
      offsets[position] = total
      let size = graph.shapes[Int(graph.records[position].shape)].count
      let (sum, overflow) = total.addingReportingOverflow(size)
      guard !overflow, sum <= budget.bytes / 8 else {
        throw .tooMuchMemory(bytes: overflow ? .max : sum * 8, limit: budget.bytes)
      }
      total = sum
    }
    self.offsets = offsets
    let places = offsets
    values = try [Double](count: max(total, 1)) { buffer throws(EvaluationError) in
      guard let base = buffer.baseAddress else { return }
      base.pointee = 0
      try Evaluation.run(graph, places, base, budget.interruption)
    }
  }

  package func isKnown(_ node: Node) -> Bool {
    node.position < offsets.count && offsets[node.position] >= 0
  }

  package func tensor(_ node: Node) -> Tensor {
    let shape = graph.shape(of: node)
    let start = offsets[node.position]
    return Tensor(shape: shape, values: Array(values[start..<start + shape.count]))
  }

  /// The value of a scalar, or the first entry of a tensor.
  package func number(_ node: Node) -> Double { values[offsets[node.position]] }

  private static func run(
    _ graph: Graph, _ offsets: ContiguousArray<Int>, _ base: UnsafeMutablePointer<Double>,
    _ interruption: Interruption
  ) throws(EvaluationError) {
    let kernels = ElementwiseTable.shared.kernels
    let scalars = ElementwiseTable.shared.scalars
    var work = 0
    for position in offsets.indices where offsets[position] >= 0 {
      let record = graph.records[position]
      let y = base + offsets[position]
      if record.opcode == .constant {
        y.pointee = Graph.number(record)
        continue
      }
      if record.opcode == .leaf {
        try Plan.copy(graph.leaves[Int(record.a)].value.values, to: y, interruption)
        continue
      }
      let isScalar = record.shape == 0
      let count = isScalar ? 1 : graph.shapes[Int(record.shape)].count
      work += count
      if work > 1 << 16 {
        work = 0
        if interruption.isRequested { throw .interrupted }
      }
      if isScalar, let rule = scalars[record.opcode.index] {
        let a = base[offsets[Int(record.a)]]
        let b = record.arity > 1 ? base[offsets[Int(record.b)]] : 0
        let c = record.arity > 2 ? base[offsets[Int(record.c)]] : 0
        y.pointee = rule(a, b, c)
        continue
      }
      guard let kernel = kernels[record.opcode.index] else {
        try runStructured(graph, Node(position), offsets, base, interruption)
        continue
      }
      func operand(_ raw: Int32, _ isUsed: Bool, from start: Int) -> Operand {
        guard isUsed else { return Operand(UnsafePointer(y), step: 0) }
        let isScalar = graph.records[Int(raw)].shape == 0
        let pointer = base + offsets[Int(raw)]
        return Operand(UnsafePointer(isScalar ? pointer : pointer + start), step: isScalar ? 0 : 1)
      }
      var start = 0
      while start < count {
        let length = min(1 << 18, count - start)
        kernel.loop(
          length, operand(record.a, true, from: start),
          operand(record.b, record.arity > 1, from: start),
          operand(record.c, record.arity > 2, from: start), y + start)
        start += length
        if start < count, interruption.isRequested { throw .interrupted }
      }
    }
  }

  private static func runStructured(
    _ graph: Graph, _ node: Node, _ offsets: ContiguousArray<Int>,
    _ base: UnsafeMutablePointer<Double>, _ interruption: Interruption
  ) throws(EvaluationError) {
    guard let rule = graph.operation(of: node).structured else { return }
    let inputs = graph.inputs(of: node)
    let call = KernelCall(
      inputs: inputs.map { UnsafePointer(base + offsets[$0.position]) },
      inputShapes: inputs.map { graph.shape(of: $0) },
      output: base + offsets[node.position], outputShape: graph.shape(of: node),
      attribute: graph.attribute(of: node), interruption: interruption)
    do throws(OperationError) {
      try rule.kernel(call)
    } catch {
      throw error == .interrupted ? .interrupted : .operation(error, at: node)
    }
  }
}

/// The element-wise kernels by opcode.
struct ElementwiseTable: Sendable {
  let kernels: ContiguousArray<ElementwiseKernel?>
  /// The same for single numbers, apart so that the loop over scalars touches nothing else.
  let scalars: ContiguousArray<(@Sendable (Double, Double, Double) -> Double)?>

  static let shared = ElementwiseTable(
    kernels: ContiguousArray(Operation.all.map { $0.elementwise?.kernel }),
    scalars: ContiguousArray(Operation.all.map { $0.elementwise?.kernel.one }))
}

extension Graph {
  /// Which nodes the outputs need, by position.
  package func needed(for outputs: [Node]) -> ContiguousArray<Bool> {
    let last = outputs.map(\.position).max() ?? -1
    var needed = ContiguousArray<Bool>(repeating: false, count: last + 1)
    for node in outputs { needed[node.position] = true }
    var position = last
    while position >= 0 {
      defer { position -= 1 }
      guard needed[position] else { continue }
      let record = records[position]
      switch record.arity {
      case 0: continue
      case 1: needed[Int(record.a)] = true
      case 2:
        needed[Int(record.a)] = true
        needed[Int(record.b)] = true
      case 3:
        needed[Int(record.a)] = true
        needed[Int(record.b)] = true
        needed[Int(record.c)] = true
      default: for input in inputs(of: Node(position)) { needed[input.position] = true }
      }
    }
    return needed
  }
}
