import Differentiation
import Notebook
import Operations
import Tensors

/// The numbers from which an assignment's gradients are computed, in full precision: students who
/// do not run its setup cannot draw them.
struct HandoutData: Sendable {
  struct Entry: Sendable {
    let name: String
    let tensor: Tensor
  }

  /// In the order in which they were stated.
  let entries: [Entry]

  init(_ assignment: Assignment) {
    let recording = assignment.recording
    let needed = recording.graph.needed(for: recording.outputs)
    var known: [String: Tensor] = [:]
    for leaf in recording.graph.leaves
    where leaf.node.position < needed.count && needed[leaf.node.position] {
      if let name = leaf.name { known[name] = leaf.value }
    }
    let asked = Set(assignment.questions.map(\.name))
    entries = assignment.state.order.flatMap { name -> [Entry] in
      if let tensor = known[name] { return [Entry(name: name, tensor: tensor)] }
      guard let node = recording.nodes[name], !asked.contains(name),
        let draws = assignment.state.definitions[name]?.draws
      else { return [] }
      var entries: [Entry] = []
      if !draws.numbers.isEmpty,
        let run = try? Evaluation(recording.graph, of: [node])
      {
        entries.append(Entry(name: name, tensor: run.tensor(node)))
      }
      for (index, mask) in draws.masks.enumerated() {
        let number = draws.masks.count > 1 ? "\(index + 1)" : ""
        entries.append(Entry(name: "\(name).mask\(number)", tensor: mask))
      }
      return entries
    }
  }

  /// A JSON object, a line for each name.
  var text: String {
    let lines = entries.map { JSON.object([($0.name, .tensor($0.tensor))]).line }
    return "{\n" + lines.map { "  " + $0.dropFirst().dropLast() }.joined(separator: ",\n") + "\n}\n"
  }
}
