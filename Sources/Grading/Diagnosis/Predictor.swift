import Differentiation
import Operations
import Tensors

/// Answers for deviations: backward passes recorded side by side in one graph and run as one plan.
struct Predictor: Sendable {
  let workings: Workings
  /// No more entries than this are kept of the answers of one run.
  private static let entriesOfRun = 4 << 20

  /// What is to be worked out: a backward pass with edits, and perhaps something else reported.
  struct Request {
    var edits: [Deviation.Edit] = []
    var reported: (question: Int, of: Node, making: Deviation.Making)?
    /// The gradient with respect to a node that somebody hands in: a leaf of that shape.
    var given: [(node: Node, value: Tensor)] = []
  }

  /// The answers to the questions about this loss; nil where a request cannot be.
  func answers(to requests: [Request]) -> [[Int: Tensor]?] {
    let entries = workings.asked.reduce(1) { $0 + workings.shape($1.node).count }
    let size = max(1, Predictor.entriesOfRun / entries)
    var results: [[Int: Tensor]?] = []
    var rest = requests[...]
    while !rest.isEmpty {
      results += run(Array(rest.prefix(size)))
      rest = rest.dropFirst(size)
    }
    return results
  }

  private func run(_ requests: [Request]) -> [[Int: Tensor]?] {
    var graph = workings.graph
    let circuits = requests.map { record($0, in: &graph) }
    let outputs = circuits.flatMap { $0?.map(\.node) ?? [] }
    do throws(EvaluationError) {
      let plan = try Plan(graph, outputs: outputs)
      try plan.run(workings.interruption)
      return circuits.map { circuit in
        circuit.map { nodes in
          Dictionary(
            nodes.map { ($0.question, plan.tensor($0.node)) }, uniquingKeysWith: { $1 })
        }
      }
    } catch {
      // One that cannot be run must not take the others with it.
      return requests.count == 1 ? [nil] : requests.flatMap { run([$0]) }
    }
  }

  private func record(
    _ request: Request, in graph: inout Graph
  ) -> [(question: Int, node: Node)]? {
    var edits = BackwardEdits()
    for (node, value) in request.given {
      let leaf = graph.leaf(value, role: .data)
      edits.rewrite(gradientOf: node) { _, _ in leaf }
    }
    guard edits.add(request.edits, of: workings.loss, in: &graph) else { return nil }
    let extra = request.reported.map { [$0.of] } ?? []
    let circuit = graph.gradient(
      of: workings.loss, wrt: workings.asked.map(\.node) + extra, edits: edits)
    guard circuit.fits else { return nil }
    var nodes = zip(workings.asked, circuit.gradients).map { ($0.question, $1) }
    if let reported = request.reported {
      guard let node = reported.making(&graph, circuit.gradients[nodes.count]) else { return nil }
      nodes = [(reported.question, node)]
    }
    return nodes.map { (question: $0.0, node: $0.1) }
  }
}
