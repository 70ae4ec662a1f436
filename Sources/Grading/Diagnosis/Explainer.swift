import Tensors

/// Looks for the smallest sets of mistakes that explain a student's answers about one loss.
struct Explainer {
  private let suspects: Suspects
  private let pairs: PairAnswers
  /// The answers with numbers.
  private let evidence: [Evidence]
  private let wrong: [Evidence]

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
    wrong = evidence.filter(\.isWrong)
  }

  /// So many sets that cannot be told apart are looked for.
  private static let most = 6
  /// So many pairs are worked out for one submission.
  private static let mostPairs = 4000

  /// What explains all answers together, the likeliest first.
  func accounts() -> [Account] {
    guard !wrong.isEmpty else { return [] }
    // One mistake made twice says as much as one, and more than two mistakes or a factor.
    let matches = matches()
    let singles =
      passes() + reports() + suspects.backwardByMistake.flatMap { together($0, matches) }
    if !singles.isEmpty { return Explainer.distinct(singles) }
    let pairs = reportsTogether() + passesWithReports() + together(suspects.backward, matches)
    return Explainer.distinct(pairs + constant())
  }

  // MARK: - One mistake

  /// Mistakes in the pass.
  private func passes() -> [Account] {
    suspects.backward.compactMap { index in
      let suspect = suspects.all[index]
      let fits = evidence.allSatisfy { evidence in
        suspect.answers[evidence.question].map { evidence.comparison.agrees(with: $0) }
          ?? !evidence.isWrong
      }
      return fits ? Account([suspect]) : nil
    }
  }

  /// Mistakes in reporting; one slip may spoil several answers, each in its own way.
  private func reports() -> [Account] {
    suspects.reporting.compactMap { reporting in
      self.reporting(reporting, explains: wrong).map { Account($0) }
    }
  }

  /// The suspects of a mistake in reporting that explain these answers, one for each.
  private func reporting(
    _ reporting: Suspects.Reporting, explains wrong: [Evidence], after first: Int? = nil
  ) -> [Suspect]? {
    var used: [Suspect] = []
    for evidence in wrong {
      let match = reporting.byQuestion[evidence.question]?.first { index in
        answer(index, to: evidence, after: first).map { evidence.comparison.agrees(with: $0) }
          ?? false
      }
      guard let match else { return nil }
      used.append(suspects.all[match])
    }
    return used
  }

  /// What a mistake in reporting makes of an answer, perhaps one that a mistake in the pass has
  /// changed before.
  private func answer(
    _ index: Int, to evidence: Evidence, after first: Int?
  ) -> AnswerComparison.Candidate? {
    let (suspect, question) = (suspects.all[index], evidence.question)
    guard let candidate = suspect.answers[question],
      candidate.tensor.shape.isLike(evidence.comparison.answer.shape)
    else { return nil }
    guard let first, let before = suspects.all[first].answers[question] else { return candidate }
    switch suspect.deviation.kind {
    case .changed(_, let change): return change(before.tensor).map { .init($0) }
    case .fixed: return candidate
    case .reported:
      return pairs.answers(to: [.init(first: first, second: index)], of: suspects)[0]?[question]
    case .backward: return nil
    }
  }

  /// One factor that all wrong answers share and that nothing in the catalogue explains, penalties
  /// aside or not.
  private func constant() -> [Account] {
    let withoutPenalty = suspects.all.first { $0.mistake.id == Mistakes.penaltyMissing }
    for penalty in [nil, withoutPenalty] {
      var factor: Double?
      let fits = wrong.allSatisfy { evidence in
        let data = penalty?.answers[evidence.question]?.tensor ?? evidence.key
        let rest = evidence.key.subtracting(data)
        guard evidence.comparison.answer.shape == evidence.key.shape,
          let ratio = factor ?? evidence.comparison.answer.subtracting(rest).ratio(to: data)
        else { return false }
        factor = ratio
        return evidence.comparison.agrees(with: data.scaled(by: ratio).adding(rest))
      }
      if fits, let factor {
        return [Account(Mistakes.constantFactor(factor), Set(wrong.map(\.question)))]
      }
      if withoutPenalty == nil { break }
    }
    return []
  }

  // MARK: - Two mistakes

  /// Two mistakes in reporting, each at answers of its own.
  private func reportsTogether() -> [Account] {
    let explained = suspects.reporting.map { reporting in
      wrong.map { self.reporting(reporting, explains: [$0]) }
    }
    var found: [Account] = []
    for first in explained.indices where explained[first].contains(where: { $0 != nil }) {
      for second in explained.indices.dropFirst(first + 1) {
        let both = zip(explained[first], explained[second])
        guard both.allSatisfy({ $0 != nil || $1 != nil }),
          both.contains(where: { pair in pair.0 == nil })
        else { continue }
        let own = both.compactMap { $0.0 }.flatMap(\.self)
        let rest = both.compactMap { $0.0 == nil ? $0.1 : nil }.flatMap(\.self)
        found.append(Account(own, rest))
      }
    }
    return found
  }

  /// A mistake in the pass, and one in reporting.
  private func passesWithReports() -> [Account] {
    var found: [Account] = []
    for index in suspects.backward {
      let suspect = suspects.all[index]
      let open = evidence.filter { evidence in
        !(suspect.answers[evidence.question].map { evidence.comparison.agrees(with: $0) }
          ?? !evidence.isWrong)
      }
      guard !open.isEmpty, open.allSatisfy(\.isWrong) else { continue }
      // What leaves all open explains nothing yet: the report would have to explain everything.
      let isOpenToAll = open.count == wrong.count
      for reporting in suspects.reporting {
        if isOpenToAll, suspect.answers.isEmpty { continue }
        guard let used = self.reporting(reporting, explains: open, after: index) else { continue }
        found.append(Account([suspect], used))
      }
      if found.count >= Explainer.most { break }
    }
    return found
  }

  /// For every suspect, whether it says what was answered; nil for questions that it leaves right.
  private func matches() -> [[Bool?]] {
    suspects.all.map { suspect in
      evidence.map { evidence in
        suspect.answers[evidence.question].map { evidence.comparison.agrees(with: $0) }
      }
    }
  }

  /// Two mistakes in the pass.
  ///
  /// - Parameter indices: The suspects among which they are looked for.
  private func together(_ indices: [Int], _ matches: [[Bool?]]) -> [Account] {
    var candidates: [PairAnswers.Pair] = []
    search: for (place, first) in indices.enumerated() {
      for second in indices[(place + 1)...] {
        let isOpen = evidence.indices.allSatisfy { place in
          switch (matches[first][place], matches[second][place]) {
          case (_?, _?): true
          case (let agrees?, nil), (nil, let agrees?): agrees
          case (nil, nil): !evidence[place].isWrong
          }
        }
        guard isOpen else { continue }
        candidates.append(.init(first: first, second: second))
        if candidates.count == Explainer.mostPairs { break search }
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
      guard fits else { return nil }
      return one.mistake.id == other.mistake.id ? Account([one, other]) : Account([one], [other])
    }
  }

  private static func distinct(_ accounts: [Account]) -> [Account] {
    var seen: [Account] = []
    // One mistake at two places is likelier than two mistakes.
    for account in accounts.filter({ $0.parts.count == 1 }) + accounts
    where !seen.contains(where: { $0.explanation == account.explanation }) {
      seen.append(account)
      if seen.count == most { break }
    }
    return seen
  }
}

extension Tensor {
  /// The difference of two tensors of one shape.
  fileprivate func subtracting(_ other: Tensor) -> Tensor {
    Tensor(shape: shape, values: zip(values, other.values).map { $0 - $1 })
  }

  fileprivate func adding(_ other: Tensor) -> Tensor {
    Tensor(shape: shape, values: zip(values, other.values).map { $0 + $1 })
  }

  /// The number that another tensor is multiplied by to come nearest to this one; nil if that is
  /// none, or 0.
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
