package import Operations

/// A loss recorded for batches of one size, with the leaves that training writes to.
package struct TrainingGraph: Sendable {
  /// A leaf that dropout drew: 1/(1 - rate) or 0.
  package struct Mask: Sendable {
    package let node: Node
    package let rate: Double

    package init(_ node: Node, rate: Double) {
      self.node = node
      self.rate = rate
    }
  }

  /// A running value that follows what each batch gives: r ← (1 - momentum) r + momentum s.
  package struct Statistic: Sendable {
    /// A leaf.
    package let running: Node
    package let batch: Node
    package let momentum: Double

    package init(running: Node, batch: Node, momentum: Double) {
      self.running = running
      self.batch = batch
      self.momentum = momentum
    }
  }

  package var graph: Graph
  /// A scalar.
  package let loss: Node
  /// The leaves to train.
  package let parameters: [Node]
  /// The leaves that hold a batch's rows, one for each table of data.
  package let data: [Node]
  package let masks: [Mask]
  package let statistics: [Statistic]

  package init(
    _ graph: Graph, loss: Node, parameters: [Node], data: [Node] = [], masks: [Mask] = [],
    statistics: [Statistic] = []
  ) {
    self.graph = graph
    self.loss = loss
    self.parameters = parameters
    self.data = data
    self.masks = masks
    self.statistics = statistics
  }
}
