import Operations

/// A backward pass in formulas, before any value is known: what a trace says of each step.
struct WrittenPass: Sendable {
  /// The computation with its gradient.
  let graph: Graph
  let modules: Modules
  let labels: NodeNames
  let texts: ModuleTexts
  let circuit: GradientCircuit?
  let grouped: GroupedPaths?
  let names: [Node: String]
  private let byOutput: [Node: Modules.Module]

  /// - Parameters:
  ///   - names: What leaves and facts are called.
  ///   - wrt: What to differentiate by; nothing: forward only.
  ///   - taken: Names that letters must not use.
  init(
    _ source: Graph, of output: Node, wrt: [Node], names: [Node: String], detail: Detail = .ops,
    taken: Set<String> = []
  ) {
    modules = Modules(source, of: output, detail: detail)
    labels = NodeNames(source, names: names, modules: modules, taken: taken)
    texts = ModuleTexts(source, labels: labels)
    var graph = source
    circuit =
      wrt.isEmpty ? nil : graph.gradient(of: output, wrt: wrt, keepingPaths: true)
    let modules = modules
    grouped = circuit.map { [graph] in GroupedPaths($0, modules, graph) }
    self.graph = graph
    self.names = names
    byOutput = Dictionary(
      modules.modules.map { ($0.output, $0) }, uniquingKeysWith: { first, _ in first })
  }

  func module(of output: Node) -> Modules.Module? { byOutput[output] }
}
