import Plots
import StyledText

/// The graphs a learner meets first.
enum ExampleGraphs {
  /// 2 / sin(exp(-x)) with its local derivatives.
  static let chain = drawing(
    [
      ["x", "-4.499"], ["a = -x", "4.499"], ["b = exp(a)", "89.9272"],
      ["c = sin(b)", "0.924235"], ["f = 2 / c", "2.16395"],
    ],
    [(0, 1, "-1"), (1, 2, "89.9272"), (2, 3, "-0.381824"), (3, 4, "-2.34134")])

  /// log(1 + exp(x)) with values and gradients.
  static let softplus = drawing(
    [
      ["x", "2", "∂ 0.880797"], ["a = exp(x)", "7.38906", "∂ 0.119203"],
      ["b = 1 + a", "8.38906", "∂ 0.119203"], ["s = log(b)", "2.12693", "∂ 1"],
    ],
    [(0, 1, nil), (1, 2, nil), (2, 3, nil)])

  /// x1 x2 + x1: two paths meet.
  static let twoPaths = drawing(
    [["x1", "-2"], ["x2", "3"], ["a = x1·x2", "-6"], ["y = a + x1", "-8"]],
    [(0, 2, "3"), (1, 2, "-2"), (2, 3, "1"), (0, 3, "1")])

  /// sin(x) exp(x): a diamond.
  static let diamond = drawing(
    [
      ["x", "0.5"], ["a = sin(x)", "0.479426"], ["b = exp(x)", "1.64872"], ["y = a·b", "0.790439"],
    ],
    [(0, 1, nil), (0, 2, nil), (1, 3, nil), (2, 3, nil)])

  /// A node with five consumers, one of which uses it twice.
  static let fan = drawing(
    [
      ["x", "2"], ["a = sin(x)", "0.909297"], ["b = exp(x)", "7.38906"], ["c = x·x", "4"],
      ["d = sqrt(x)", "1.41421"], ["e = -x", "-2"],
    ],
    [
      (0, 1, "-0.416147"), (0, 2, "7.38906"), (0, 3, "2"), (0, 3, "2"), (0, 4, "0.353553"),
      (0, 5, "-1"),
    ])

  /// A network of two layers.
  static let network = drawing(
    [
      ["X", "300×2"], ["W1", "2×100"], ["b1", "100"], ["a = X @ W1", "300×100"],
      ["z = a + b1", "300×100"], ["h = relu(z)", "300×100"], ["W2", "100×3"], ["b2", "3"],
      ["c = h @ W2", "300×3"], ["s = c + b2", "300×3"], ["y", "300"],
      ["J = cross_entropy(s, y)", "1.09861"],
    ],
    [
      (0, 3, nil), (1, 3, nil), (3, 4, nil), (2, 4, nil), (4, 5, nil), (5, 8, nil), (6, 8, nil),
      (8, 9, nil), (7, 9, nil), (9, 11, nil), (10, 11, nil),
    ])

  /// The same with weight decay: the weights have two consumers.
  static let decayingNetwork = GraphDrawing(
    nodes: network.nodes.dropLast()
      + drawing(
        [
          ["e = cross_entropy(s, y)", "1.09861"], ["p = l2(W1)", "0.0201"],
          ["q = l2(W2)", "0.029"], ["r = p + q", "0.0491"], ["J = e + 0.001·r", "1.09866"],
        ], [], first: 11
      ).nodes,
    edges: network.edges
      + [(1, 12), (6, 13), (12, 14), (13, 14), (14, 15), (11, 15)].map {
        GraphDrawing.Edge(from: $0.0, to: $0.1)
      })

  /// A drawing whose nodes are numbered in their order; a node that no edge reaches is a leaf.
  static func drawing(
    _ nodes: [[String]], _ edges: [(Int, Int, String?)], first: Int = 0
  ) -> GraphDrawing {
    let reached = Set(edges.map(\.1))
    return GraphDrawing(
      nodes: nodes.enumerated().map { index, lines in
        let isLeaf = first == 0 && !reached.contains(index)
        return GraphDrawing.Node(
          id: first + index, lines: lines.map { StyledText($0) }, isLeaf: isLeaf)
      },
      edges: edges.map {
        GraphDrawing.Edge(from: $0.0, to: $0.1, label: $0.2.map { StyledText($0) })
      })
  }
}
