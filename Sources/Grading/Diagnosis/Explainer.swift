import Tensors

/// Looks for the smallest sets of mistakes that explain a student's answers about one loss.
struct Explainer {
  private let suspects: Suspects
  private let pairs: PairAnswers
  /// The answers with numbers.
  private let evidence: [Evidence]
  /// The places in the evidence of the wrong ones.
  private let wrong: [Int]
  private let standings: Standings

  /// One answer beside the right one.
  struct Evidence {
    let question: Int
    let key: Tensor
    let comparison: AnswerComparison
    let isWrong: Bool
  }

  init(_ suspects: Suspects, _ pairs: PairAnswers, _ evidence: [Evidence]) {
    self.init(suspects, pairs, evidence, Standings(evidence, suspects.index))
  }

  private init(
    _ suspects: Suspects, _ pairs: PairAnswers, _ evidence: [Evidence], _ standings: Standings
  ) {
    self.suspects = suspects
    self.pairs = pairs
    self.evidence = evidence
    self.standings = standings
    wrong = evidence.indices.filter { evidence[$0].isWrong }
  }

  /// The same for one answer alone.
  func alone(_ place: Int) -> Explainer {
    Explainer(suspects, pairs, [evidence[place]], standings.alone(place))
  }

  /// So many sets that cannot be told apart are looked for.
  private static let most = 6
  /// So many pairs are worked out for one submission.
  private static let mostPairs = 4000

  /// What explains all answers together, the likeliest first.
  func accounts() -> [Account] {
    guard !wrong.isEmpty else { return [] }
    // One mistake made twice says as much as one, and more than two mistakes or a factor; each is
    // told once.
    var singles: [Account] = []
    for more in [passes(), suspects.backwardByMistake.flatMap { together($0) }, reports()] {
      let told = Set(singles.flatMap(\.parts).map(\.slip.mistake))
      singles += more.filter { account in
        !account.parts.contains { told.contains($0.slip.mistake) }
      }
    }
    if !singles.isEmpty { return Explainer.distinct(singles) }
    let pairs = reportsTogether() + passesWithReports() + together(suspects.backward)
    return Explainer.distinct(pairs + constant())
  }

  // MARK: - One mistake

  /// Mistakes in the pass.
  private func passes() -> [Account] {
    suspects.backward.filter { fits($0) }.map { Account([suspects.all[$0]]) }
  }

  /// Whether all answers are what they are if a mistake in the pass is made, and no other.
  private func fits(_ suspect: Int) -> Bool {
    evidence.indices.allSatisfy { fits(suspect, $0) }
  }

  /// Whether an answer is what it is if a mistake in the pass is made, and no other.
  private func fits(_ suspect: Int, _ place: Int) -> Bool {
    switch standings[suspect, place] {
    case .untouched: !evidence[place].isWrong
    case .agrees: true
    case .differs: false
    }
  }

  /// Mistakes in reporting; one slip may spoil several answers, each in its own way.
  private func reports() -> [Account] {
    reporting(wrong).map { Account($0) }
  }

  /// For each mistake in reporting that explains some answers, the suspects that do.
  private func reporting(_ places: [Int], after first: Int? = nil) -> [[Suspect]] {
    guard let place = places.first else { return [] }
    var found = matches(place, after: first).mapValues { [$0] }
    for place in places.dropFirst() where !found.isEmpty {
      let next = matches(place, after: first)
      found = found.reduce(into: [:]) { both, found in
        if let match = next[found.key] { both[found.key] = found.value + [match] }
      }
    }
    return found.sorted { $0.key < $1.key }.map { $1.map { suspects.all[$0] } }
  }

  /// By the number of the mistake, the first suspect for it that makes an answer what it is,
  /// perhaps one that a mistake in the pass has changed before.
  private func matches(_ place: Int, after first: Int?) -> [Int: Int] {
    let question = evidence[place].question
    var found: [Int: Int] = [:]
    func add(_ suspect: Int) {
      let mistake = suspects.index.mistakes[suspect]
      if found[mistake] == nil { found[mistake] = suspect }
    }
    if let first, standings[first, place] != .untouched {
      let comparison = evidence[place].comparison
      for entry in pairs.reports(of: question, after: first)
      where comparison.agrees(with: entry.candidate) { add(entry.suspect) }
    } else {
      for entry in suspects.index.reports(of: question)
      where standings[entry.suspect, place] == .agrees { add(entry.suspect) }
    }
    return found
  }

  /// One factor that all wrong answers share and that nothing in the catalogue explains, penalties
  /// aside or not.
  private func constant() -> [Account] {
    let withoutPenalty = suspects.all.first { $0.mistake.id == Mistakes.penaltyMissing }
    for penalty in [nil, withoutPenalty] {
      var factor: Double?
      let fits = wrong.allSatisfy { place in
        let evidence = evidence[place]
        let data = penalty?.answers[evidence.question]?.tensor ?? evidence.key
        guard evidence.comparison.answer.shape == evidence.key.shape,
          data.shape == evidence.key.shape
        else { return false }
        let rest = evidence.key.subtracting(data)
        guard let ratio = factor ?? evidence.comparison.answer.subtracting(rest).ratio(to: data)
        else { return false }
        factor = ratio
        return evidence.comparison.agrees(with: data.scaled(by: ratio).adding(rest))
      }
      if fits, let factor {
        return [Account(Mistakes.constantFactor(factor), Set(wrong.map { evidence[$0].question }))]
      }
      if withoutPenalty == nil { break }
    }
    return []
  }

  // MARK: - Two mistakes

  /// Two mistakes in reporting, each at answers of its own.
  private func reportsTogether() -> [Account] {
    let matches = wrong.map { self.matches($0, after: nil) }
    let mistakes = Set(matches.flatMap(\.keys)).sorted()
    var found: [Account] = []
    for (index, first) in mistakes.enumerated() {
      for second in mistakes[(index + 1)...] {
        guard matches.allSatisfy({ $0[first] != nil || $0[second] != nil }),
          matches.contains(where: { $0[first] == nil })
        else { continue }
        let own = matches.compactMap { $0[first] }
        let rest = matches.compactMap { $0[first] == nil ? $0[second] : nil }
        found.append(Account(own.map { suspects.all[$0] }, rest.map { suspects.all[$0] }))
      }
    }
    return found
  }

  /// A mistake in the pass, and one in reporting.
  private func passesWithReports() -> [Account] {
    var found: [Account] = []
    for index in suspects.backward {
      let open = evidence.indices.filter { !fits(index, $0) }
      guard !open.isEmpty, open.allSatisfy({ evidence[$0].isWrong }) else { continue }
      found += reporting(open, after: index).map { Account([suspects.all[index]], $0) }
      if found.count >= Explainer.most { break }
    }
    return found
  }

  /// Two mistakes in the pass.
  ///
  /// - Parameter places: The suspects among which they are looked for.
  private func together(_ places: [Int]) -> [Account] {
    let candidates = candidates(places)
    return zip(candidates, pairs.answers(to: candidates)).compactMap { pair, answers in
      guard let answers else { return nil }
      let fits = evidence.indices.allSatisfy { place in
        // Where one of them changes nothing, the other has been looked at.
        guard standings[pair.first, place] != .untouched,
          standings[pair.second, place] != .untouched,
          let answer = answers[evidence[place].question]
        else { return true }
        return evidence[place].comparison.agrees(with: answer)
      }
      guard fits else { return nil }
      let (one, other) = (suspects.all[pair.first], suspects.all[pair.second])
      return one.mistake.id == other.mistake.id ? Account([one, other]) : Account([one], [other])
    }
  }

  /// The pairs of some suspects that nothing speaks against yet; what explains everything alone
  /// needs no other.
  private func candidates(_ places: [Int]) -> [PairAnswers.Pair] {
    let places = places.filter { !fits($0) }
    var candidates: [PairAnswers.Pair] = []
    for (place, first) in places.enumerated() {
      for second in places[(place + 1)...] where mayMeet(first, second) {
        candidates.append(.init(first: first, second: second))
        if candidates.count == Explainer.mostPairs { return candidates }
      }
    }
    return candidates
  }

  /// Whether what only one of two mistakes changes is as it makes it.
  private func mayMeet(_ first: Int, _ second: Int) -> Bool {
    evidence.indices.allSatisfy { place in
      switch (standings[first, place], standings[second, place]) {
      case (.untouched, .untouched): !evidence[place].isWrong
      case (.untouched, let one), (let one, .untouched): one == .agrees
      default: true
      }
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
