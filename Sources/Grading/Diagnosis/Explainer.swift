import Tensors

/// Looks for the smallest sets of mistakes that explain a student's answers about one loss.
struct Explainer {
  private let suspects: Suspects
  private let pairs: PairAnswers
  /// The answers with numbers.
  private let evidence: [Evidence]

  /// One answer beside the right one.
  struct Evidence {
    let question: Int
    let key: Tensor
    let comparison: AnswerComparison
    let isWrong: Bool
  }

  init(_ suspects: Suspects, _ pairs: PairAnswers, _ evidence: [Evidence]) {
    self.suspects = suspects
    self.pairs = pairs
    self.evidence = evidence
  }

  /// So many sets that cannot be told apart are looked for.
  private static let most = 4
  /// So many pairs are worked out for one submission.
  private static let mostPairs = 3000

  private var wrong: [Evidence] { evidence.filter(\.isWrong) }

  /// What explains all answers together, the likeliest first.
  func accounts() -> [Account] {
    guard !wrong.isEmpty else { return [] }
    let singles = self.singles()
    if !singles.isEmpty { return Explainer.distinct(singles) }
    return Explainer.distinct(constant() + mixedPairs() + backwardPairs())
  }

  // MARK: - One mistake

  /// By suspect, the places of the evidence that it explains.
  private func matches(_ suspect: Suspect) -> [Bool] {
    evidence.map { evidence in
      suspect.answers[evidence.question].map { evidence.comparison.agrees(with: $0) }
        ?? !evidence.isWrong
    }
  }

  private func singles() -> [Account] {
    var found: [Account] = []
    var known: Set<String> = []
    for suspect in suspects.all {
      switch suspect.deviation.kind {
      case .backward:
        if matches(suspect).allSatisfy(\.self) { found.append(Account([suspect])) }
      case .reported, .changed, .fixed:
        // One slip may spoil several answers, each in its own way.
        guard known.insert(suspect.mistake.id).inserted,
          let used = reporting(suspect.mistake.id, explains: wrong)
        else { continue }
        found.append(Account(used))
      }
    }
    return found
  }

  /// The suspects of a mistake in reporting that explain these answers, one for each.
  private func reporting(_ id: String, explains wrong: [Evidence]) -> [Suspect]? {
    var used: [Suspect] = []
    for evidence in wrong {
      let match = suspects.all.first { suspect in
        suspect.mistake.id == id && suspect.deviation.question == evidence.question
          && suspect.answers[evidence.question].map { evidence.comparison.agrees(with: $0) }
            ?? false
      }
      guard let match else { return nil }
      used.append(match)
    }
    return used
  }

  /// One factor that all wrong answers share and that nothing in the catalogue explains, penalties
  /// aside or not.
  private func constant() -> [Account] {
    let withoutPenalty = suspects.all.first { $0.mistake.id == Mistakes.penaltyMissing }
    for penalty in [nil, withoutPenalty] {
      var factor: Double?
      let fits = wrong.allSatisfy { evidence in
        let data = penalty?.answers[evidence.question] ?? evidence.key
        let rest = evidence.key.subtracting(data)
        guard evidence.comparison.answer.shape == evidence.key.shape,
          let ratio = factor ?? evidence.comparison.answer.subtracting(rest).ratio(to: data)
        else { return false }
        factor = ratio
        return evidence.comparison.agrees(with: data.scaled(by: ratio).subtracting(rest.negated))
      }
      if fits, let factor {
        return [Account(Mistakes.constantFactor(factor), Set(wrong.map(\.question)))]
      }
      if withoutPenalty == nil { break }
    }
    return []
  }

  // MARK: - Two mistakes

  /// A mistake in the pass or in reporting, and one in reporting.
  private func mixedPairs() -> [Account] {
    var found: [Account] = []
    let ids = suspects.all.filter { $0.deviation.question != nil }.map(\.mistake.id).unique
    // Both in reporting, each at answers of its own.
    for (place, id) in ids.enumerated() {
      let rest = wrong.filter { reporting(id, explains: [$0]) == nil }
      guard !rest.isEmpty, rest.count < wrong.count else { continue }
      let own = wrong.filter { reporting(id, explains: [$0]) != nil }
      for other in ids.dropFirst(place + 1) {
        if let first = reporting(id, explains: own), let second = reporting(other, explains: rest) {
          found.append(Account(first, second))
        }
      }
    }
    for (index, suspect) in suspects.all.enumerated() where suspect.deviation.question == nil {
      let matches = matches(suspect)
      let open = zip(evidence, matches).filter { !$1 }.map(\.0)
      guard open.allSatisfy(\.isWrong) else { continue }
      for id in ids {
        guard let used = reporting(id, explains: open, after: index) else { continue }
        found.append(Account([suspect], used))
      }
      if found.count >= 2 * Explainer.most { break }
    }
    return found
  }

  /// The suspects of a mistake in reporting that explain these answers, given what a mistake in the
  /// pass has made of them.
  private func reporting(
    _ id: String, explains open: [Evidence], after first: Int
  ) -> [Suspect]? {
    var used: [Suspect] = []
    for evidence in open {
      let match = suspects.all.indices.first { index in
        suspects.all[index].mistake.id == id
          && suspects.all[index].deviation.question == evidence.question
          && (answer(index, to: evidence.question, after: first).map {
            evidence.comparison.agrees(with: $0)
          } ?? false)
      }
      guard let match else { return nil }
      used.append(suspects.all[match])
    }
    return used
  }

  /// What a mistake in reporting makes of an answer that a mistake in the pass has changed before.
  private func answer(_ index: Int, to question: Int, after first: Int) -> Tensor? {
    let suspect = suspects.all[index]
    guard let before = suspects.all[first].answers[question] else {
      return suspect.answers[question]
    }
    switch suspect.deviation.kind {
    case .changed(_, let change): return change(before)
    case .fixed(_, let tensor): return tensor
    case .reported:
      let comparison = evidence.first { $0.question == question }?.comparison
      guard suspect.answers[question]?.shape == comparison?.answer.shape else { return nil }
      return pairs.answers(to: [.init(first: first, second: index)], of: suspects)[0]?[question]
    case .backward: return nil
    }
  }

  /// Two mistakes in the pass.
  private func backwardPairs() -> [Account] {
    let backward = suspects.all.indices.filter { suspects.all[$0].deviation.question == nil }
    let matches = Dictionary(
      uniqueKeysWithValues: backward.map { ($0, self.matches(suspects.all[$0])) })
    var candidates: [PairAnswers.Pair] = []
    for (place, first) in backward.enumerated() {
      let (one, oneMatches) = (suspects.all[first], matches[first] ?? [])
      for second in backward.dropFirst(place + 1) {
        let (other, otherMatches) = (suspects.all[second], matches[second] ?? [])
        guard one.mistake.id != other.mistake.id || one.deviation.place != other.deviation.place
        else { continue }
        let isOpen = evidence.indices.allSatisfy { index in
          let question = evidence[index].question
          switch (one.answers[question] != nil, other.answers[question] != nil) {
          case (true, true): return evidence[index].isWrong
          case (true, false): return oneMatches[index]
          case (false, true): return otherMatches[index]
          case (false, false): return !evidence[index].isWrong
          }
        }
        if isOpen { candidates.append(.init(first: first, second: second)) }
        if candidates.count == Explainer.mostPairs { break }
      }
    }
    let answers = pairs.answers(to: candidates, of: suspects)
    return zip(candidates, answers).compactMap { pair, answers in
      guard let answers else { return nil }
      let (one, other) = (suspects.all[pair.first], suspects.all[pair.second])
      let fits = evidence.allSatisfy { evidence in
        guard one.answers[evidence.question] != nil, other.answers[evidence.question] != nil,
          let answer = answers[evidence.question]
        else { return true }
        return evidence.comparison.agrees(with: answer)
      }
      return fits ? Account([one], [other]) : nil
    }
  }

  private static func distinct(_ accounts: [Account]) -> [Account] {
    var seen: [Account] = []
    for account in accounts where !seen.contains(where: { $0.explanation == account.explanation }) {
      seen.append(account)
      if seen.count == most { break }
    }
    return seen
  }
}

/// A set of slips, each with the questions whose answers it changes.
struct Account {
  let parts: [(slip: Slip, questions: Set<Int>)]

  init(_ slips: [Suspect]...) {
    parts = slips.map { suspects in
      (Slip(suspects), suspects.reduce(into: []) { $0.formUnion($1.answers.keys) })
    }
  }

  init(_ slip: Slip, _ questions: Set<Int>) { parts = [(slip, questions)] }

  var explanation: Explanation { Explanation(parts.map(\.slip)) }

  /// What of it explains the answer to one question.
  func explanation(of question: Int) -> Explanation? {
    let slips = parts.filter { $0.questions.contains(question) }.map(\.slip)
    return slips.isEmpty ? nil : Explanation(slips)
  }
}

extension Slip {
  /// One slip that several suspects of one mistake make up.
  fileprivate init(_ suspects: [Suspect]) {
    let slip = suspects[0].slip
    let places = suspects.map(\.deviation.place).unique.filter { !$0.isEmpty }
    self.init(
      mistake: slip.mistake, title: slip.title, place: places.joined(separator: ", "),
      advice: slip.advice)
  }
}

extension Tensor {
  /// The difference of two tensors of one shape.
  fileprivate func subtracting(_ other: Tensor) -> Tensor {
    Tensor(shape: shape, values: zip(values, other.values).map { $0 - $1 })
  }

  fileprivate var negated: Tensor { scaled(by: -1) }

  /// The number that another tensor is multiplied by to come nearest to this one; nil if that is
  /// none, 0 or 1.
  fileprivate func ratio(to other: Tensor) -> Double? {
    guard shape == other.shape else { return nil }
    var (product, square) = (0.0, 0.0)
    for (a, b) in zip(values, other.values) {
      product += a * b
      square += b * b
    }
    let ratio = product / square
    return ratio.isFinite && ratio != 0 ? ratio : nil
  }
}
