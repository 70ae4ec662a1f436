import Diagnostics
import Lessons
import Notebook
import Operations
import Synchronization
import Tensors

/// The points beside the setup's at which formulas are tried, with the right answers there; worked
/// out when the first formula is judged.
final class FormulaPoints: Sendable {
  /// Values of the setup's variables, and what the questions' answers are there.
  struct Point: Sendable {
    let state: SessionState
    let keys: [AnswerComparison.Candidate]
  }

  /// Points at which the same variables have other values.
  struct Neighbourhood: Sendable {
    let points: [Point]
    let variables: Set<String>
    /// Of each question, whether its answer is another one there.
    let moves: [Bool]
  }

  private static let count = 5
  private static let attempts = 20
  private static let seed: UInt32 = 7

  private let known = Mutex<[Neighbourhood]?>(nil)

  /// Where all variables move; where only those do that something is differentiated by, and other
  /// tensors that are no labels; and where none but the former do. The others are data, a number of
  /// rows, a rate: formulas may count on them.
  func neighbourhoods(of assignment: Assignment) -> [Neighbourhood] {
    known.withLock { known in
      if let known { return known }
      let found = Search(assignment).neighbourhoods()
      known = found
      return found
    }
  }

  private struct Search {
    let assignment: Assignment
    let session: Session
    let keys: [LessonExpression]

    init(_ assignment: Assignment) {
      self.assignment = assignment
      session = assignment.session()
      keys = assignment.file.asks.map(\.key)
    }

    func neighbourhoods() -> [Neighbourhood] {
      let all = variables.filter { survives($0) }
      let asked = Set(assignment.questions.compactMap { $0.variable(in: assignment) })
      let wrt = all.filter { asked.contains($0.name) }
      let some = all.filter {
        asked.contains($0.name) || !$0.value.isWhole && $0.value.shape.rank > 0
      }
      var sets = [all]
      if some.count < all.count { sets.append(some) }
      if wrt.count < some.count { sets.append(wrt) }
      return sets.compactMap { neighbourhood($0) }
    }

    /// The variables that the right answers depend on.
    private var variables: [PlacedVariable] {
      let names = keys.flatMap { session.dependencies(of: $0.expression) }
      return session.state.inOrderOfDependence(names).compactMap { name in
        guard case .value(let value, role: .variable)? = session.state.definitions[name]?.kind
        else { return nil }
        return PlacedVariable(name: name, value: value)
      }
    }

    /// Whether there are right answers when the variable is another one: labels cannot move.
    private func survives(_ variable: PlacedVariable) -> Bool {
      var nudging = Nudging(seed: FormulaPoints.seed)
      return point(nudging.point(near: [variable])) != nil
    }

    private func point(_ variables: [PlacedVariable]) -> Point? {
      let moved = session.setting(variables)
      var candidates: [AnswerComparison.Candidate] = []
      for (key, question) in zip(keys, assignment.questions) {
        guard let value = try? moved.value(of: key), value.isFinite, value.shape == question.shape
        else { return nil }
        candidates.append(AnswerComparison.Candidate(value))
      }
      return Point(state: moved.state, keys: candidates)
    }

    private func neighbourhood(_ variables: [PlacedVariable]) -> Neighbourhood? {
      guard !variables.isEmpty else { return nil }
      var nudging = Nudging(seed: FormulaPoints.seed)
      var points: [Point] = []
      for _ in 0..<FormulaPoints.attempts where points.count < FormulaPoints.count {
        if let point = point(nudging.point(near: variables)) { points.append(point) }
      }
      let moves = assignment.questions.indices.map { index in
        let question = assignment.questions[index]
        let key = AnswerComparison(.init(question.key, .float64), assignment.rules)
        return points.contains { !key.agrees(with: $0.keys[index]) }
      }
      return Neighbourhood(
        points: points, variables: Set(variables.map(\.name)), moves: moves)
    }
  }
}

extension Question {
  /// The name of the variable that the key differentiates by.
  fileprivate func variable(in assignment: Assignment) -> String? {
    guard case .gradient(_, let node) = kind else { return nil }
    return assignment.recording.names[node]
  }
}
