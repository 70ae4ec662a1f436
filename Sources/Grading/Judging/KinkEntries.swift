import Differentiation
import Operations
import Synchronization
import Tensors

/// The entries of a question's answer where the function bends exactly at the setup's point, with
/// the derivatives that are as good as the key's; worked out when an answer first differs.
///
/// An entry may lie between the derivatives of both sides of all bends, as from `z >= 0` for
/// `z > 0`, and between the slopes to its left and right, as when several numbers tie for the
/// largest.
final class KinkEntries: Sendable {
  private let graph: Graph
  private let key: Tensor
  private let kind: Question.Kind
  private let budget: Budget

  /// More differing entries than these are looked at for the sides of all bends only.
  private static let mostSlopes = 2000

  private struct Known {
    /// The gradients with the bends taken from above and from below.
    var sides: [Tensor] = []
    /// Whether anything bends there.
    var bends = false
    /// By entry, between which slopes the derivative may lie.
    var slopes: [Int: SideSlopes.Slopes?] = [:]
  }

  private let known = Mutex<Known?>(nil)

  init(_ question: Question, _ graph: Graph, _ budget: Budget) {
    self.graph = graph
    self.budget = budget
    key = question.key
    kind = question.kind
  }

  /// Whether the entries that differ from the key are derivatives all the same.
  /// - Returns: The places that are; the others are wrong.
  func excused(_ places: [Int], _ comparison: AnswerComparison) -> [Int] {
    guard case .gradient(let f, let x) = kind, !places.isEmpty else { return [] }
    return known.withLock { known in
      do throws(EvaluationError) {
        return try excused(places, comparison, f, x, &known)
      } catch {
        // Who stops the grader gets no answer either way.
        return []
      }
    }
  }

  private func excused(
    _ places: [Int], _ comparison: AnswerComparison, _ f: Node, _ x: Node, _ known: inout Known?
  ) throws(EvaluationError) -> [Int] {
    var probe: SideSlopes?
    func slopes() throws(EvaluationError) -> SideSlopes? {
      let point = try Evaluation(graph, of: [x], budget: budget).tensor(x)
      return try SideSlopes(graph, of: f, wrt: x, at: point, budget: budget)
    }
    if known == nil {
      var found = Known()
      probe = try slopes()
      if probe != nil {
        found.bends = true
        for side in BendSide.allCases {
          let tensor = try graph.gradient(of: f, wrt: x, atBends: side, budget: budget)
          if let tensor, tensor.shape == key.shape { found.sides.append(tensor) }
        }
      }
      known = found
    }
    guard var now = known, now.bends else { return [] }
    defer { known = now }
    let candidate = AnswerComparison.Candidate(key)
    var excused: [Int] = []
    for place in places {
      func lies(among sides: [Double], _ uncertainty: Double) -> Bool {
        guard let low = sides.min(), let high = sides.max(), sides.allSatisfy(\.isFinite) else {
          return false
        }
        let value = comparison.answer.values[place]
        let below = comparison.allowed(at: place, from: low, candidate) + uncertainty
        let above = comparison.allowed(at: place, from: high, candidate) + uncertainty
        // A bend that is smaller than what an answer may be wrong by excuses nothing.
        return high - low > below + above && value >= low - below && value <= high + above
      }
      if lies(among: now.sides.map { $0.values[place] } + [key.values[place]], 0) {
        excused.append(place)
        continue
      }
      if now.slopes[place] == nil, places.count <= Self.mostSlopes {
        if probe == nil { probe = try slopes() }
        now.slopes[place] = try .some(probe?.slopes(at: place))
      }
      if let slopes = now.slopes[place].flatMap(\.self),
        lies(among: [slopes.left, slopes.right], slopes.uncertainty)
      {
        excused.append(place)
      }
    }
    return excused
  }
}
