import Operations
import Tensors

/// How the scores of a row become its class.
enum DecisionRule: Equatable {
  /// The column with the largest score, the first of equal ones.
  case largest(columns: Int)
  /// Above this the second of two classes, else the first.
  case above(Double)

  /// The rule for an output that says something of each of so many rows; nil if it does not.
  ///
  /// A single column is a probability if it ends in `sigmoid` or a comparison, and ½ decides; else
  /// it is a score, and 0 decides.
  init?(_ output: Node, in graph: Graph, rows: Int) {
    let shape = graph.shape(of: output)
    guard (1...2).contains(shape.rank), shape[0] == rows else { return nil }
    guard shape.rank == 1 || shape[1] == 1 else {
      guard shape[1] > 1 else { return nil }
      self = .largest(columns: shape[1])
      return
    }
    self = .above(DecisionRule.isProbability(output, in: graph) ? 0.5 : 0)
  }

  private static let probabilities: Set<String> = [
    "sigmoid", "equal", "not_equal", "less", "less_or_equal", "greater", "greater_or_equal",
  ]
  /// What only moves entries.
  private static let arrangements: Set<String> = ["identity", "reshape", "flatten", "slice"]

  private static func isProbability(_ output: Node, in graph: Graph) -> Bool {
    var node = output
    while arrangements.contains(graph.operation(of: node).name),
      let input = graph.inputs(of: node).first
    {
      node = input
    }
    return probabilities.contains(graph.operation(of: node).name)
  }

  /// The class of each row; -1 where a score is not a number.
  func classes(_ scores: [Double]) -> [Int] {
    switch self {
    case .above(let threshold):
      return scores.map { $0.isNaN ? -1 : $0 > threshold ? 1 : 0 }
    case .largest(let columns):
      return stride(from: 0, to: scores.count, by: columns).map { start in
        var best = start
        for index in start..<start + columns {
          if scores[index].isNaN { return -1 }
          if scores[index] > scores[best] { best = index }
        }
        return best - start
      }
    }
  }
}
