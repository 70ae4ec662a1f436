import Differentiation
import Operations
import Synchronization
import Tensors

/// The derivatives of a question that are as good as the key's because the function bends exactly
/// at the setup's point; worked out when an answer first differs.
///
/// Where operations work entry by entry, an answer may lie anywhere between the derivatives of both
/// sides: `z >= 0` for `z > 0`, or one half. Which of several equal numbers is the largest is
/// decided one way for all: who gives each of them the whole gradient has no subgradient, although
/// every entry for itself could be part of one.
final class KinkEntries: Sendable {
  /// The gradients with all bends taken from above and from below, for one way to decide ties.
  private typealias Sides = [Tensor]

  private let graph: Graph
  private let key: AnswerComparison.Candidate
  private let kind: Question.Kind
  private let budget: Budget
  private let known = Mutex<[Sides]?>(nil)

  init(_ question: Question, _ graph: Graph, _ budget: Budget) {
    self.graph = graph
    self.budget = budget
    key = AnswerComparison.Candidate(question.key)
    kind = question.kind
  }

  /// Whether all entries that differ from the key are derivatives all the same.
  func excuses(_ places: [Int], of comparison: AnswerComparison) -> Bool {
    guard !places.isEmpty else { return false }
    return ways().contains { sides in
      // An answer that decides ties another way does so everywhere.
      comparison.answer.values.indices.allSatisfy { place in
        lies(comparison, place, among: sides.map { $0.values[place] })
      }
    }
  }

  private func ways() -> [Sides] {
    known.withLock { known in
      if let known { return known }
      do throws(EvaluationError) {
        let found = try gradients()
        known = found
        return found
      } catch {
        // Who stops the grader, or gives it too little memory, excuses nothing.
        return []
      }
    }
  }

  private func gradients() throws(EvaluationError) -> [Sides] {
    guard case .gradient(let f, let x) = kind else { return [] }
    var ways: [Sides] = []
    for tie in BendConvention.Tie.allCases {
      var sides: Sides = tie == .shared ? [key.tensor] : []
      for side in BendConvention.Side.allCases {
        let tensor = try graph.gradient(
          of: f, wrt: x, atBends: BendConvention(side: side, tie: tie), budget: budget)
        if let tensor, tensor.isFinite, tensor.shape == key.tensor.shape { sides.append(tensor) }
      }
      if !sides.isEmpty { ways.append(sides) }
    }
    return ways
  }

  private func lies(
    _ comparison: AnswerComparison, _ place: Int, among sides: [Double]
  ) -> Bool {
    guard let low = sides.min(), let high = sides.max() else { return false }
    let value = comparison.answer.values[place]
    return value >= low - comparison.allowed(at: place, from: low, key)
      && value <= high + comparison.allowed(at: place, from: high, key)
  }
}
