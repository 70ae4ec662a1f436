import Differentiation
import Notebook
import Operations
import Tensors

/// What mistakes look at: the graph of a loss, and every step of its right backward pass.
struct Workings: Sendable {
  private(set) var graph: Graph
  let loss: Node
  /// The questions about this loss, by their places in the assignment, and what they ask for.
  let asked: [(question: Int, node: Node)]
  private let names: [Node: String]
  /// Every step on the way from the loss to what is asked for, in the order of the pass.
  let steps: [Step]
  /// How many examples the loss runs over.
  let examples: Int
  /// Learning rates: numbers of the setup with such a name.
  let rates: [Double]
  /// Right answers to the questions about other losses, by what they are taken with respect to.
  let elsewhere: [(node: Node, key: Tensor)]
  /// Who may stop a pass while it runs.
  let interruption: Interruption
  private let support: [Support]
  /// Whether what is made of a node comes to a number before it meets anything else.
  private let isSummedUp: [Bool]

  /// A step of the right pass.
  struct Step: Sendable {
    let path: Differentiation.Path
    /// The operation that is walked through.
    let operation: String
    /// How many ways lead to the same input.
    fileprivate(set) var ways = 1

    var input: Node { path.input }
    var consumer: Node { path.consumer }
    var slot: Int { path.slot }
    var place: BackwardEdits.Place { .init(consumer: path.consumer, slot: path.slot) }
  }

  /// The leaves with axes that a node depends on.
  private enum Support: Sendable, Equatable {
    case none
    case one(Node)
    case several
  }

  /// - Parameters:
  ///   - rates: Learning rates that the setup names.
  ///   - elsewhere: Right answers to the questions about other losses.
  ///   - interruption: Who may stop a pass while it runs.
  init(
    _ recording: Recording, loss: Node, asked: [(question: Int, node: Node)], rates: [Double],
    elsewhere: [(node: Node, key: Tensor)] = [], interruption: Interruption = .never
  ) {
    var graph = recording.graph
    let forward = graph.count
    let circuit = graph.gradient(of: loss, wrt: asked.map(\.node), keepingPaths: true)
    self.graph = recording.graph
    self.loss = loss
    self.asked = asked
    names = recording.names
    var ways: [Node: Int] = [:]
    for path in circuit.paths { ways[path.input, default: 0] += 1 }
    steps = circuit.paths.filter { $0.consumer.position < forward }.map { path in
      var step = Step(path: path, operation: graph.operation(of: path.consumer).name)
      step.ways = ways[path.input] ?? 1
      return step
    }
    support = Workings.support(of: recording.graph)
    isSummedUp = Workings.summedUp(recording.graph, support)
    self.rates = rates
    self.elsewhere = elsewhere
    self.interruption = interruption
    examples = Workings.examples(recording.graph, steps, support)
  }

  /// The same workings at other numbers: a graph of the same nodes.
  func with(_ graph: Graph) -> Workings {
    var copy = self
    copy.graph = graph
    return copy
  }

  private static func support(of graph: Graph) -> [Support] {
    var support: [Support] = []
    support.reserveCapacity(graph.count)
    for position in 0..<graph.count {
      let node = Node(position)
      if let leaf = graph.leaf(of: node) {
        support.append(leaf.value.shape.rank == 0 ? .none : .one(node))
        continue
      }
      support.append(
        graph.inputs(of: node).reduce(.none) { all, input in
          switch (all, support[input.position]) {
          case (let one, .none), (.none, let one): one
          case (.one(let a), .one(let b)): a == b ? .one(a) : .several
          default: .several
          }
        })
    }
    return support
  }

  private static func summedUp(_ graph: Graph, _ support: [Support]) -> [Bool] {
    var result = [Bool](repeating: false, count: graph.count)
    for position in (0..<graph.count).reversed() {
      guard case .one = support[position] else { continue }
      if graph.shape(of: Node(position)).rank == 0 { result[position] = true }
      guard result[position] else { continue }
      for input in graph.inputs(of: Node(position)) { result[input.position] = true }
    }
    return result
  }

  /// The length of the axis of the examples: of what the loss averages or adds up last, penalties
  /// aside, the axis whose length it divides by, or else the first.
  private static func examples(
    _ graph: Graph, _ steps: [Step], _ support: [Support]
  ) -> Int {
    let reductions = steps.filter { step in
      ["mean", "sum"].contains(step.operation) && support[step.input.position] == .several
    }
    let divisors = Set(steps.compactMap { divisor($0, in: graph) })
    for step in reductions {
      let dimensions = graph.shape(of: step.input).dimensions
      if step.operation == "sum",
        let length = dimensions.first(where: { $0 > 1 && divisors.contains(Double($0)) })
      {
        return length
      }
      if let first = dimensions.first { return first }
    }
    return 1
  }

  // MARK: - Asking

  func shape(_ node: Node) -> Shape { graph.shape(of: node) }

  func steps(through operations: Set<String>) -> [Step] {
    steps.filter { operations.contains($0.operation) }
  }

  /// The steps to something that is asked for, and to nothing above it.
  func steps(to node: Node) -> [Step] { steps.filter { $0.input == node } }

  /// The questions that ask for the gradient with respect to a node.
  func questions(about node: Node) -> [Int] {
    asked.filter { $0.node == node }.map(\.question)
  }

  /// Whether a step belongs to a term that depends on one tensor alone: a penalty on weights.
  func isPenalty(_ step: Step) -> Bool {
    graph.leaf(of: step.input) != nil && support[step.consumer.position] == .one(step.input)
      && isSummedUp[step.consumer.position]
  }

  /// Whether a step belongs to the term that depends on the data.
  func isData(_ step: Step) -> Bool { support[step.input.position] == .several }

  /// The nodes with names, in the order in which they were recorded.
  var named: [Node] { names.keys.sorted() }

  /// The operation that made a node, and from what.
  func origin(_ node: Node) -> (operation: String, inputs: [Node]) {
    (graph.operation(of: node).name, graph.inputs(of: node))
  }

  /// The inputs of a step's operation, but the one it leads to.
  func others(_ step: Step) -> [Node] {
    graph.inputs(of: step.consumer).enumerated().filter { $0.offset != step.slot }.map(\.element)
  }

  /// The number that a node is, written out or of the setup, repeated or not.
  func number(_ node: Node) -> Double? { Workings.number(node, in: graph) }

  private static func number(_ node: Node, in graph: Graph) -> Double? {
    if graph.operation(of: node).name == "broadcast" {
      return number(graph.inputs(of: node)[0], in: graph)
    }
    return graph.constantValue(of: node) ?? graph.leaf(of: node)?.value.scalar
  }

  /// The number that a step divides by, as x/n and as 1/n x.
  func divisor(_ step: Step) -> Double? { Workings.divisor(step, in: graph) }

  private static func divisor(_ step: Step, in graph: Graph) -> Double? {
    let inputs = graph.inputs(of: step.consumer)
    if step.operation == "divide", step.slot == 0 { return number(inputs[1], in: graph) }
    guard step.operation == "multiply" else { return nil }
    let other = inputs[1 - step.slot]
    if let factor = number(other, in: graph) {
      let whole = (1 / factor).rounded()
      return (whole * factor - 1).magnitude < 1e-12 ? whole : nil
    }
    let parts = graph.inputs(of: other)
    guard graph.operation(of: other).name == "divide", number(parts[0], in: graph) == 1 else {
      return nil
    }
    return number(parts[1], in: graph)
  }

  /// The leaf that a node is but for its shape: transposed, reshaped or repeated.
  func parameter(_ node: Node) -> Node? {
    if graph.leaf(of: node) != nil { return node }
    let (operation, inputs) = origin(node)
    return ["transpose", "reshape", "broadcast"].contains(operation) ? parameter(inputs[0]) : nil
  }

  /// The questions about a node, or about what it was reshaped from.
  func questions(behind node: Node) -> [Int] {
    let (operation, inputs) = origin(node)
    return questions(about: node) + (operation == "reshape" ? questions(behind: inputs[0]) : [])
  }

  // MARK: - Naming

  /// Where a step is, for whoever reads it: `from s back to W2`.
  func place(_ step: Step) -> String {
    let from = name(around: step.consumer)
    guard let to = names[step.input] else { return from.map { "within \($0)" } ?? "" }
    guard let from, from != to else { return "on the way to \(to)" }
    return "from \(from) back to \(to)"
  }

  func name(of node: Node) -> String? { names[node] }

  /// The name of a node, or of the fact it is a part of.
  private func name(around node: Node) -> String? {
    if let name = names[node] { return name }
    let region = graph.regions.filter {
      $0.kind == .fact && $0.nodes.contains(node.index)
    }.min { $0.nodes.count < $1.nodes.count }
    return region?.name
  }

  // MARK: - Making deviations

  /// One step worked out otherwise.
  func rewriting(
    _ step: Step, variant: Int = 0, _ rewrite: @escaping BackwardEdits.Rewrite
  ) -> Deviation {
    Deviation(
      kind: .backward([.step(step.place, rewrite)]), place: place(step), variant: variant)
  }

  /// Several steps worked out otherwise at once.
  func rewriting(
    _ steps: [Step], _ rewrite: @escaping BackwardEdits.Rewrite
  ) -> Deviation {
    Deviation(kind: .backward(steps.map { .step($0.place, rewrite) }))
  }

  /// The gradient with respect to a node worked out otherwise.
  func rewriting(
    gradientOf node: Node, variant: Int = 0, _ rewrite: @escaping BackwardEdits.SumRewrite
  ) -> Deviation {
    Deviation(
      kind: .backward([.sum(node, rewrite)]), place: names[node].map { "at \($0)" } ?? "",
      variant: variant)
  }

  /// The gradient with respect to a node worked out anew, beside what the pass above has made of
  /// the right one.
  func restating(
    gradientOf node: Node, _ making: @escaping BackwardEdits.SumRewrite
  ) -> Deviation {
    rewriting(gradientOf: node) { [loss] graph, sum in
      let right = graph.gradient(of: loss, wrt: [node]).gradients[0]
      guard let other = making(&graph, right) else { return nil }
      let share = graph.divide(sum, right)
      let isZero = graph.call("equal", right, graph.constant(0))
      return graph.multiply(
        other, graph.simplified(Opcode("where"), isZero, graph.constant(1), share))
    }
  }

  /// What is handed on from tensors that are asked for, while they are right themselves.
  func below(variant: Int = 0, _ rewrite: @escaping BackwardEdits.Rewrite) -> [Deviation] {
    asked.map(\.node).unique.filter { graph.leaf(of: $0) == nil }.compactMap { node in
      let edits = steps.filter { $0.consumer == node }.map {
        Deviation.Edit.step($0.place, rewrite)
      }
      guard edits.count > 1 else { return nil }
      return Deviation(
        kind: .backward(edits), place: name(of: node).map { "below \($0)" } ?? "",
        variant: variant)
    }
  }

  /// The same done to every question's tensor, each on its own.
  func changing(_ change: @escaping Deviation.Change) -> [Deviation] {
    asked.map { Deviation(kind: .changed(question: $0.question, change)) }
  }

  /// For each question about a node, something made of another node's gradient.
  func reporting(
    _ node: Node, insteadOf asked: Node, place: String = "",
    _ making: @escaping Deviation.Making = { $1 }
  ) -> [Deviation] {
    questions(about: asked).map {
      Deviation(kind: .reported(question: $0, of: node, making), place: place)
    }
  }
}
