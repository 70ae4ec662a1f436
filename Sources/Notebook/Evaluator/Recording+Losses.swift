import Differentiation
import Networks
import Operations
import Tensors

extension Recording {
  /// The losses that compare scores or probabilities with labels.
  static let lossesOfLabels: Set<String> = ["cross_entropy", "logistic_loss", "bce"]

  /// Records the share of examples that a loss of labels gets right, if the output has one.
  ///
  /// The largest score stands at the label for `cross_entropy`, the probability is on the label's
  /// side of ½ for `logistic_loss` and `bce`.
  mutating func recordAccuracy(of output: Node) -> Node? {
    let needed = graph.needed(for: [output])
    func isOnTheWay(_ node: Node) -> Bool { node.position < needed.count && needed[node.position] }
    let region = graph.regions.last { region in
      region.kind == .operation && Recording.lossesOfLabels.contains(region.name)
        && region.inputs.count == 2 && isOnTheWay(region.output)
    }
    guard let region else { return nil }
    let (scores, labels) = (region.inputs[0], region.inputs[1])
    do throws(OperationError) {
      if region.name == "cross_entropy" {
        guard case .record(let record)? = Operation.named("accuracy")?.meaning else { return nil }
        return try record(
          &graph, Arguments(operation: "accuracy", values: [.node(scores), .node(labels)]))
      }
      let threshold = graph.constant(region.name == "bce" ? 0.5 : 0)
      let guess = try graph.elementwise("greater", [scores, threshold])
      let truth = try graph.elementwise("greater", [labels, graph.constant(0.5)])
      let hits = try graph.elementwise("equal", [guess, truth])
      let shape = graph.shape(of: hits)
      return shape.count == 0 ? nil : graph.mean(hits, Array(0..<shape.rank))
    } catch {
      return nil
    }
  }
  /// The names of values that losses compare with: labels and targets.
  var targets: Set<String> {
    Set(
      graph.regions.compactMap { region in
        guard region.kind == .operation, LossRule.named(region.name) != nil,
          region.inputs.count == 2
        else { return nil }
        return names[region.inputs[1]]
      })
  }
}
