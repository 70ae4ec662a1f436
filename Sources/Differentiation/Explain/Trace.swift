package import Operations
package import Tensors

/// A computation told step by step: forward values, then every way of the gradient.
package struct Trace: Sendable {
  package struct ForwardStep: Sendable {
    package let node: Node
    package let label: String
    /// How it is computed from other labels; nil for a leaf.
    package let formula: String?
    /// Labels it reads.
    package let inputs: [Node]
    package let operation: String
    package let value: Tensor
    package let isLeaf: Bool
    /// Whether it sits exactly at a kink, where the derivative is a convention.
    package let isAtKink: Bool
  }

  /// upstream × local derivative = contribution.
  package struct PathStep: Sendable {
    package let consumer: Node
    package let consumerLabel: String
    package let consumerFormula: String?
    package let upstream: Tensor
    /// The local derivative as a formula over labels, or the backward function of a module.
    package let rule: String
    /// Its value, where the step is a scalar one.
    package let local: Double?
    package let contribution: Tensor
    package let isAtKink: Bool
  }

  package struct BackwardStep: Sendable {
    package let node: Node
    package let label: String
    package let isLeaf: Bool
    package let isWanted: Bool
    /// Empty for the output, whose gradient with respect to itself is 1.
    package let paths: [PathStep]
    package let total: Tensor
  }

  package let output: Node
  package let outputLabel: String
  /// What rules call the upstream gradient.
  package let upstreamLabel: String
  package let forward: [ForwardStep]
  /// From the output back.
  package let backward: [BackwardStep]
  /// Nodes asked for that the output does not depend on.
  package let unreached: [String]
  /// Where the gradient ends because an operation has none.
  package let blocked: [Block]

  /// An operation that is not differentiable by something that varies.
  package struct Block: Sendable, Equatable {
    package let consumerLabel: String
    package let inputLabel: String
    package let operation: String
  }

  /// Whether every value is a number, so that the wide table of products can be printed.
  package var isScalar: Bool {
    forward.allSatisfy { $0.value.shape.rank == 0 }
  }
}

extension Trace {
  /// Runs a graph forward and backward and keeps everything.
  /// - Parameters:
  ///   - names: What leaves and facts are called.
  ///   - wrt: What to differentiate by; nothing: forward only.
  ///   - taken: Names that letters must not use.
  package init(
    _ source: Graph, of output: Node, wrt: [Node], names: [Node: String], detail: Detail,
    taken: Set<String> = [], budget: Budget = Budget()
  ) throws(EvaluationError) {
    // Primitives are seen in a copy in which every rule is written out.
    let opening = detail == .primitives ? Opening(source) : nil
    let source = opening?.graph ?? source
    let output = opening?.node(output) ?? output
    let wrt = wrt.map { opening?.node($0) ?? $0 }
    let names = opening?.names(names) ?? names
    let pass = WrittenPass(
      source, of: output, wrt: wrt, names: names, detail: detail, taken: taken)
    let (modules, labels, texts, circuit) = (pass.modules, pass.labels, pass.texts, pass.circuit)
    var grouped = pass.grouped
    var graph = pass.graph
    var outputs = modules.modules.map(\.output)
    outputs += modules.modules.flatMap { graph.inputs(of: $0.output) }
    if let circuit {
      outputs += circuit.adjoints.values
      outputs += circuit.paths.map(\.contribution)
      grouped?.recordLocals(&graph)
      outputs += grouped?.locals ?? []
    }
    let run = try Evaluation(graph, of: outputs, budget: budget)

    func isAtKink(_ node: Node) -> Bool {
      guard let rule = graph.operation(of: node).elementwise, rule.isPiecewise else { return false }
      let inputs = graph.inputs(of: node).map { run.tensor($0).values }
      let count = graph.shape(of: node).count
      let (a, b) = (inputs[0], inputs.count > 1 ? inputs[1] : [0])
      return (0..<count).contains {
        rule.kernel.branch(a.count == 1 ? a[0] : a[$0], b.count == 1 ? b[0] : b[$0]) == 0
      }
    }

    self.output = output
    outputLabel = labels.text(output)
    upstreamLabel = labels.upstream
    forward = modules.modules.compactMap { module in
      let node = module.output
      let isLeaf = graph.opcode(of: node).isLeaf
      if isLeaf, !labels.isNamed(node) { return nil }
      return ForwardStep(
        node: node, label: labels.text(node), formula: isLeaf ? nil : texts.formula(module),
        inputs: module.inputs, operation: module.region?.name ?? graph.operation(of: node).name,
        value: run.tensor(node), isLeaf: isLeaf, isAtKink: isAtKink(node))
    }
    guard let circuit, let grouped else {
      backward = []
      unreached = []
      blocked = []
      return
    }
    let wanted = Set(wrt)
    var varies = [Bool](repeating: false, count: output.position + 1)
    for node in wrt where node <= output { varies[node.position] = true }
    graph.markDependents(&varies, upTo: output.position)
    blocked = modules.modules.flatMap { module -> [Block] in
      let node = module.output
      guard circuit.adjoints[node] != nil, module.region == nil else { return [] }
      let operation = graph.operation(of: node)
      return graph.inputs(of: node).enumerated().compactMap { slot, input in
        guard varies[input.position], !operation.isDifferentiable(by: slot) else { return nil }
        return Block(
          consumerLabel: labels.text(node), inputLabel: labels.text(input),
          operation: operation.name)
      }
    }
    unreached = wrt.filter { circuit.adjoints[$0] == nil }.map { labels.text($0) }
    let byOutput = Dictionary(
      modules.modules.map { ($0.output, $0) }, uniquingKeysWith: { first, _ in first })
    backward = modules.modules.reversed().compactMap { module in
      let node = module.output
      guard let adjoint = circuit.adjoints[node] else { return nil }
      let paths = (grouped.paths[node] ?? []).compactMap { way -> PathStep? in
        guard let consumer = byOutput[way.consumer], let up = circuit.adjoints[way.consumer] else {
          return nil
        }
        let parts = way.contributions.map { run.tensor($0) }
        return PathStep(
          consumer: way.consumer, consumerLabel: labels.text(way.consumer),
          consumerFormula: texts.formula(consumer), upstream: run.tensor(up),
          rule: texts.rule(consumer, input: node, way: way),
          local: way.local.map { run.number($0) },
          contribution: Trace.sum(parts), isAtKink: isAtKink(way.consumer))
      }
      if paths.isEmpty, node != output { return nil }
      return BackwardStep(
        node: node, label: labels.text(node), isLeaf: graph.opcode(of: node).isLeaf,
        isWanted: wanted.contains(node), paths: paths, total: run.tensor(adjoint))
    }
  }

  private static func sum(_ parts: [Tensor]) -> Tensor {
    var total = parts[0]
    for part in parts.dropFirst() {
      for index in part.values.indices { total.values[index] += part.values[index] }
    }
    return total
  }
}
