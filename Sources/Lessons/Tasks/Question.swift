import Diagnostics
import Language
import Notebook
import Operations
import Tensors

/// One accepted expression of a task, compared between an answer and the solution.
struct Question {
  private let accepted: LessonExpression
  private let start: Session
  private let reference: Session
  private let comparison: Comparison
  private let seed: UInt32 = 7
  /// At how many nudged points values are compared.
  private static let points = 3

  init(_ accepted: LessonExpression, start: Session, reference: Session, tolerance: Double) {
    self.accepted = accepted
    self.start = start
    self.reference = reference
    comparison = Comparison(tolerance: tolerance)
  }

  /// Why an answer is not right; nil if it is.
  /// - Throws: What is wrong with the task.
  func finding(
    in session: Session, mistakes: [LessonTask.Mistake]
  ) throws(Diagnostic) -> Verdict.Finding? {
    let expected = try reference.value(of: accepted)
    if let name = undefinedName(in: session) {
      let isAnswer = session.state.definitions[SessionState.answerName]?.tensor.map {
        comparison.agree($0, expected)
      }
      return Verdict.Finding(reason: isAnswer == true ? .unnamed(name) : .undefined(name))
    }
    let points = nudgedPoints()
    let places = [leaves] + points
    var answers: [Tensor] = []
    for (index, place) in places.enumerated() {
      do throws(Diagnostic) {
        answers.append(try session.setting(place).value(of: accepted))
      } catch {
        if index == 0 { return Verdict.Finding(reason: .failed(error)) }
      }
    }
    var reason: Verdict.Finding.Reason?
    if let here = comparison.difference(name, answers[0], expected) {
      reason = here
    } else if answers.count < places.count || !isRightAt(points, Array(answers.dropFirst())) {
      reason = .onlyHere(name, depends: leaves.map(\.name))
    }
    guard let reason else { return nil }
    let mistake = mistakes.first { isMistake($0.expression, places, answers) }
    return Verdict.Finding(reason: reason, reply: mistake?.answer ?? [])
  }

  private var name: String { accepted.code.text.prefix { $0 != "#" }.trimmed }

  /// The first name of the expression that the answer has not stated.
  private func undefinedName(in session: Session) -> String? {
    session.dependencies(of: accepted.expression).first {
      session.state.definitions[$0] == nil && reference.state.definitions[$0] != nil
    }
  }

  private func isRightAt(_ points: [[Leaf]], _ answers: [Tensor]) -> Bool {
    zip(points, answers).allSatisfy { point, answer in
      guard let expected = try? reference.setting(point).value(of: accepted) else { return false }
      return comparison.agree(answer, expected)
    }
  }

  /// Whether the answer has the value of a known mistake, wherever it was looked at.
  private func isMistake(
    _ pattern: LessonExpression, _ places: [[Leaf]], _ answers: [Tensor]
  ) -> Bool {
    answers.count == places.count
      && zip(places, answers).allSatisfy { place, answer in
        guard let wrong = try? reference.setting(place).value(of: pattern) else { return false }
        return comparison.agree(answer, wrong)
      }
  }

  // MARK: - Nudging

  /// A variable with its value.
  struct Leaf {
    let name: String
    let value: Tensor
  }

  /// The variables that the expression depends on and that the solution leaves alone, as they were
  /// when the task was asked.
  private var leaves: [Leaf] {
    let needs = reference.state.inOrderOfDependence(reference.dependencies(of: accepted.expression))
    return needs.compactMap { name in
      guard let now = reference.state.definitions[name], let before = start.state.definitions[name],
        now.revision == before.revision, case .value(let tensor, role: .variable) = before.kind
      else { return nil }
      return Leaf(name: name, value: tensor)
    }
  }

  /// Points near the present one at which the expression has a value.
  private func nudgedPoints() -> [[Leaf]] {
    var random = RandomState(seed: seed)
    // Labels and other whole numbers may have to stay what they are.
    let fractions = leaves.filter { $0.value.values.contains { $0 != $0.rounded() } }
    for candidates in [leaves, fractions] where !candidates.isEmpty {
      let points = (0..<Self.points).map { _ in
        candidates.map { Leaf(name: $0.name, value: nudged($0.value, &random)) }
      }
      if points.allSatisfy({ (try? reference.setting($0).value(of: accepted)) != nil }) {
        return points
      }
    }
    return []
  }

  /// Every entry moved by up to a tenth of itself, and zeros off zero.
  private func nudged(_ tensor: Tensor, _ random: inout RandomState) -> Tensor {
    var nudged = tensor
    for index in nudged.values.indices {
      let value = nudged.values[index]
      let amount = random.uniform(0.02, 0.1) * (random.bernoulli(0.5) ? 1 : -1)
      nudged.values[index] = value == 0 ? amount : value * (1 + amount)
    }
    return nudged
  }
}

extension Session {
  /// The session with other values of some variables; those it has made something else stay so.
  fileprivate func setting(_ leaves: [Question.Leaf]) -> Session {
    var session = self
    for leaf in leaves {
      guard let old = session.state.definitions[leaf.name], let tensor = old.tensor,
        tensor.shape == leaf.value.shape, tensor != leaf.value
      else { continue }
      session.state.define(
        leaf.name, as: .value(leaf.value, role: .variable),
        from: Stated(source: old.source, range: old.range))
    }
    return session
  }
}

extension StringProtocol {
  /// The text without blanks around it.
  var trimmed: String {
    var rest = drop(while: \.isWhitespace)
    while rest.last?.isWhitespace == true { rest.removeLast() }
    return String(rest)
  }
}
