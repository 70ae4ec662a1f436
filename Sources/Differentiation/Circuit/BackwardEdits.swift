package import Operations

/// One step of a backward pass: what a node hands to one of its inputs.
package struct BackwardStep: Sendable {
  /// The node the gradient comes from.
  package let consumer: Node
  /// Which of its inputs this is.
  package let slot: Int
  package let input: Node
  /// The gradient with respect to the consumer.
  package let upstream: Node
  /// ∂consumer/∂input, where it is a node of its own (element-wise operations).
  package let local: Node?
  /// upstream × local, in the input's shape.
  package let contribution: Node
}

/// Steps of a backward pass that go another way than calculus: a wrong rule, a path left out, a
/// gradient that somebody else worked out.
package struct BackwardEdits: Sendable {
  /// What is handed on instead; a constant stands for itself everywhere, nil for "this cannot be".
  package typealias Rewrite = @Sendable (inout Graph, BackwardStep) -> Node?
  /// The gradient with respect to a node instead of the sum of its contributions.
  package typealias SumRewrite = @Sendable (inout Graph, _ sum: Node) -> Node?

  /// Where a step goes: from a node to one of its inputs.
  package struct Place: Hashable, Sendable {
    package let consumer: Node
    package let slot: Int

    package init(consumer: Node, slot: Int) {
      self.consumer = consumer
      self.slot = slot
    }
  }

  private(set) var steps: [Place: Rewrite] = [:]
  private(set) var sums: [Node: SumRewrite] = [:]

  package init() {}

  package var isEmpty: Bool { steps.isEmpty && sums.isEmpty }

  /// Rewrites a step; a second rewriting of the same step is done to what the first came to.
  package mutating func rewrite(_ place: Place, _ rewrite: @escaping Rewrite) {
    guard let first = steps[place] else { return steps[place] = rewrite }
    steps[place] = { graph, step in
      first(&graph, step).flatMap { other in
        rewrite(
          &graph,
          BackwardStep(
            consumer: step.consumer, slot: step.slot, input: step.input, upstream: step.upstream,
            local: step.local, contribution: graph.filled(other, to: graph.shape(of: step.input))))
      }
    }
  }

  /// Rewrites the gradient with respect to a node, before it is handed on.
  package mutating func rewrite(gradientOf node: Node, _ rewrite: @escaping SumRewrite) {
    guard let first = sums[node] else { return sums[node] = rewrite }
    sums[node] = { graph, sum in
      first(&graph, sum).flatMap { rewrite(&graph, graph.filled($0, to: graph.shape(of: node))) }
    }
  }
}
