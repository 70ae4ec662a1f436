import Differentiation
import Lessons
import Notebook
import Operations
import Tensors

/// Whether an assignment's numbers hide something: masks that are all one, weights that are zero,
/// labels of one class, entries at a kink.
struct ValueLint {
  private(set) var findings: [AssignmentLint.Finding] = []
  /// Whether an entry lies exactly at a kink.
  private(set) var hasTies = false

  init(_ assignment: Assignment) {
    let recording = assignment.recording
    let graph = recording.graph
    guard let run = try? Evaluation(graph, of: recording.outputs) else { return }
    let asked = assignment.questions.compactMap { question -> Node? in
      if case .gradient(_, let node) = question.kind { node } else { nil }
    }

    for position in 0..<graph.count where run.isKnown(Node(position)) {
      let node = Node(position)
      let operation = graph.operation(of: node)
      guard let rule = operation.elementwise, rule.isPiecewise,
        asked.contains(where: { graph.leads(from: $0, to: node) })
      else { continue }
      let inputs = graph.inputs(of: node)
      let names = inputs.map { recording.names[$0] ?? "..." }
      let label = "\(operation.name)(\(names.joined(separator: ", ")))"
      add(label, inputs.map(run.tensor), rule.kernel.branch)
    }

    let zero = graph.leaves.filter {
      run.isKnown($0.node) && $0.value.shape.rank >= 2 && $0.value.largest == 0
    }.compactMap(\.name)
    if !zero.isEmpty { findings.append(LintMessages.zeroWeights(zero)) }

    for position in 0..<graph.count where run.isKnown(Node(position)) {
      let node = Node(position)
      guard graph.operation(of: node).name == "onehot" else { continue }
      let labels = graph.inputs(of: node)[0]
      let values = run.tensor(labels).values
      if let first = values.first, values.count > 1, values.allSatisfy({ $0 == first }) {
        findings.append(LintMessages.oneClass(recording.names[labels] ?? "the loss"))
      }
    }
  }

  private mutating func add(
    _ label: String, _ inputs: [Tensor], _ branch: (Double, Double) -> Int
  ) {
    let first = inputs[0].values
    let second = inputs.count > 1 ? inputs[1].values : [0]
    let count = max(first.count, second.count)
    guard count > 1 else { return }
    var pieces: Set<Int> = []
    var ties = 0
    for index in 0..<count {
      let a = first[first.count == 1 ? 0 : index]
      let b = second[second.count == 1 ? 0 : index]
      let piece = branch(a, b)
      let step = 1e-9 * max(a.magnitude, 1)
      if branch(a - step, b) != piece, branch(a + step, b) != piece { ties += 1 }
      pieces.insert(piece)
    }
    if pieces.count == 1, ties == 0 { findings.append(LintMessages.onePiece(label)) }
    if ties > 0 {
      findings.append(LintMessages.atKink(label, entries: ties))
      hasTies = true
    }
  }
}
