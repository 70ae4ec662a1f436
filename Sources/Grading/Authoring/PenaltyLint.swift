import Differentiation
import Notebook
import Operations

/// Whether each part of a loss that is a sum can be seen in its gradients.
struct PenaltyLint {
  private(set) var findings: [AssignmentLint.Finding] = []

  init(_ assignment: Assignment) {
    var asked: [Node: [(name: String, node: Node, largest: Double)]] = [:]
    for question in assignment.questions {
      guard case .gradient(let loss, let node) = question.kind else { continue }
      asked[loss, default: []].append((question.name, node, question.key.largest))
    }
    for (loss, questions) in asked.sorted(by: { $0.key < $1.key }) {
      let graph = assignment.recording.graph
      let parts = Self.addends(of: loss, graph)
      guard parts.count > 1 else { continue }
      for part in parts {
        let reached = questions.filter { graph.leads(from: $0.node, to: part) }
        guard !reached.isEmpty, reached.contains(where: { $0.largest > 0 }) else { continue }
        var circuit = graph
        let gradients = circuit.gradient(of: part, wrt: reached.map(\.node)).gradients
        guard let run = try? Evaluation(circuit, of: gradients) else { continue }
        let shares = zip(gradients, reached).map { gradient, question in
          question.largest > 0 ? run.tensor(gradient).largest / question.largest : 0
        }
        let share = shares.max() ?? 0
        if share < Self.visible(assignment.rules.digits) {
          findings.append(
            LintMessages.invisiblePart(
              Self.label(part, assignment), of: reached.map(\.name), share: share,
              digits: assignment.rules.digits))
        }
      }
    }
  }

  /// What changes the last of so many digits by more than rounding does.
  private static func visible(_ digits: Int) -> Double {
    (0..<digits).reduce(5) { value, _ in value / 10 }
  }

  /// The terms of a sum.
  private static func addends(of node: Node, _ graph: Graph) -> [Node] {
    var open = [node]
    var terms: [Node] = []
    while let next = open.popLast() {
      if graph.opcode(of: next) == .add || graph.opcode(of: next) == .subtract {
        open += graph.inputs(of: next)
      } else {
        terms.append(next)
      }
    }
    return terms.sorted()
  }

  /// What a reader calls a term: its name, or the text that recorded it.
  private static func label(_ part: Node, _ assignment: Assignment) -> String {
    if let name = assignment.recording.names[part] { return name }
    let graph = assignment.recording.graph
    let needed = graph.needed(for: [part])
    let leaves = graph.leaves.filter {
      $0.node.position < needed.count && needed[$0.node.position]
    }.compactMap(\.name)
    return "The part of the loss made of \(LintMessages.list(leaves))"
  }
}
