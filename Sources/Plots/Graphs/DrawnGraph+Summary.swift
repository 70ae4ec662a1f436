internal import StyledText

extension DrawnGraph {
  /// The graph in words, inputs before what uses them: one numbered sentence a node.
  func summary(width: Int) -> [StyledText] {
    let order = nodes.indices.sorted { (depths[$0], $0) < (depths[$1], $1) }
    var numbers = Array(repeating: 0, count: nodes.count)
    for (place, node) in order.enumerated() { numbers[node] = place + 1 }
    return order.flatMap { node -> [StyledText] in
      let facts = nodes[node].lines.filter { !$0.isEmpty }
      var text = StyledText("\(numbers[node]). ") + facts.joined(separator: ", ")
      let inputs = edges.filter { $0.target == node }.map { edge in
        StyledText("\(numbers[edge.source])")
          + (edge.label.map { " (" + $0 + ")" } ?? StyledText())
      }
      if nodes[node].isLeaf { text += "; a leaf" }
      if !inputs.isEmpty { text += StyledText("; from ") + inputs.joined(separator: ", ") }
      return text.wrapped(to: width, indent: 3)
    }
  }
}
