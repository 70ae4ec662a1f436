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
    if let name = overwrittenName(in: session) {
      return Verdict.Finding(reason: .overwritten(name))
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
      reason = .onlyHere(
        name, depends: unfollowed(in: session, at: points),
        settled: settled(in: session, at: points))
    }
    guard let reason else { return nil }
    let mistake = mistakes.first { isMistake($0.expression, places, answers) }
    return Verdict.Finding(reason: reason, reply: mistake?.answer ?? [])
  }

  /// Whether a foreseen mistake is no mistake: it has the value of the solution wherever one looks.
  /// - Throws: What is wrong with the task.
  func isAnswered(by mistake: LessonTask.Mistake) throws(Diagnostic) -> Bool {
    let (wrong, right) = (
      try reference.value(of: mistake.expression), try reference.value(of: accepted)
    )
    guard comparison.agree(wrong, right) else { return false }
    let points = nudgedPoints()
    let answers = points.compactMap { try? reference.setting($0).value(of: mistake.expression) }
    return answers.count == points.count && isRightAt(points, answers)
  }

  private var name: String { accepted.code.text.prefix { $0 != "#" }.trimmed }

  /// The first name of the expression that the answer has not stated.
  private func undefinedName(in session: Session) -> String? {
    session.dependencies(of: accepted.expression).first {
      session.state.definitions[$0] == nil && reference.state.definitions[$0] != nil
    }
  }

  /// A fact of the lesson that the solution leaves as it is and that the answer has set to a value,
  /// which would be right whatever it was made of.
  private func overwrittenName(in session: Session) -> String? {
    reference.dependencies(of: accepted.expression).first { name in
      guard let old = start.state.definitions[name], old.isFact,
        let solved = reference.state.definitions[name], let new = session.state.definitions[name]
      else { return false }
      return solved.revision == old.revision && new.revision != old.revision && !new.isFact
    }
  }

  private func isRightAt(_ points: [[PlacedVariable]], _ answers: [Tensor]) -> Bool {
    zip(points, answers).allSatisfy { point, answer in
      guard let expected = try? reference.setting(point).value(of: accepted) else { return false }
      return comparison.agree(answer, expected)
    }
  }

  /// The variables that the answer does not follow as the solution does: those which, nudged alone,
  /// make a difference.
  private func unfollowed(in session: Session, at points: [[PlacedVariable]]) -> [String] {
    (points.first ?? []).filter { leaf in
      guard let answer = try? session.setting(leaves + [leaf]).value(of: accepted) else {
        return true
      }
      return !isRightAt([leaves + [leaf]], [answer])
    }.map(\.name)
  }

  /// The names that the answer sets where it should state them: as facts they would be right at
  /// the nudged points too.
  private func settled(in session: Session, at points: [[PlacedVariable]]) -> [String] {
    let named = session.dependencies(of: accepted.expression)
    var restated = session
    var names: [String] = []
    func next() -> (name: String, fact: SourceText)? {
      restated.state.inOrderOfDependence(named).lazy.compactMap { name in
        restated.fact(insteadOf: name, since: start).map { (name, $0) }
      }.first
    }
    while let (name, fact) = next() {
      guard restated.execute(fact, emit: { _ in }) else { return [] }
      names.append(name)
    }
    let answers = points.compactMap { try? restated.setting($0).value(of: accepted) }
    return answers.count == points.count && isRightAt(points, answers) ? names : []
  }

  /// Whether the answer has the value of a known mistake, wherever it was looked at.
  private func isMistake(
    _ pattern: LessonExpression, _ places: [[PlacedVariable]], _ answers: [Tensor]
  ) -> Bool {
    answers.count == places.count
      && zip(places, answers).allSatisfy { place, answer in
        guard let wrong = try? reference.setting(place).value(of: pattern) else { return false }
        return comparison.agree(answer, wrong)
      }
  }

  // MARK: - Nudging

  /// The variables that the expression depends on and that the solution leaves alone, as they were
  /// when the task was asked, and what it draws for networks.
  private var leaves: [PlacedVariable] {
    let needs = reference.state.inOrderOfDependence(reference.dependencies(of: accepted.expression))
    return needs.compactMap { name in
      guard let now = reference.state.definitions[name],
        case .value(let tensor, role: .variable) = now.kind
      else { return nil }
      let isUnchanged = now.revision == start.state.definitions[name]?.revision
      let isDrawn = !isUnchanged && reference.state.isDrawn(name)
      return isUnchanged || isDrawn
        ? PlacedVariable(name: name, value: tensor, isDrawn: isDrawn) : nil
    }
  }

  /// Points near the present one at which the expression has a value.
  private func nudgedPoints() -> [[PlacedVariable]] {
    var nudging = Nudging(seed: seed)
    // Labels and other whole numbers may have to stay what they are.
    let fractions = leaves.filter { !$0.value.isWhole }
    for candidates in [leaves, fractions] where !candidates.isEmpty {
      let points = (0..<Self.points).map { _ in nudging.point(near: candidates) }
      if points.allSatisfy({ (try? reference.setting($0).value(of: accepted)) != nil }) {
        return points
      }
    }
    return []
  }
}

extension Session {
  /// `c = sin(b)` for a name that has since been set by `c := sin(b)`; nil if there is nothing that
  /// it could follow.
  fileprivate func fact(insteadOf name: String, since start: Session) -> SourceText? {
    guard let definition = state.definitions[name],
      definition.revision != start.state.definitions[name]?.revision
    else { return nil }
    let text = SourceText(name: "", text: definition.source[definition.range])
    guard case .set(let targets, let values)? = Session.parser.parse(text).statements.first?.kind,
      let place = targets.firstIndex(where: { $0.name.text == name && $0.subscripts.isEmpty }),
      !dependencies(of: values[place]).isEmpty
    else { return nil }
    return SourceText(name: "", text: "\(name) = \(text[values[place].range])")
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
