import Tensors

/// What mistakes of the catalogue come to in one assignment: which of them answers do not show, and
/// which they do not tell apart, beside what the other rules have found.
struct Confusions {
  private(set) var findings: [AssignmentLint.Finding]
  /// How many mistakes at how many places were tried.
  private(set) var tried = 0

  /// - Parameters:
  ///   - findings: What may be the reason that mistakes are not seen.
  ///   - zero: The questions whose right answers are zero.
  init(
    _ assignment: Assignment, among findings: [AssignmentLint.Finding], zero: Set<Int>
  ) {
    self.findings = findings
    let words = Words(assignment)
    var hidden: [Coincidences.Likeness] = []
    var alike: [Coincidences.Likeness] = []
    for suspects in Diagnosis(assignment).suspects {
      let coincidences = Coincidences(suspects, assignment)
      tried += coincidences.tried
      hidden += coincidences.hidden.filter { !$0.questions.isSubset(of: zero) }
      alike += coincidences.alike.filter { !$0.questions.isSubset(of: zero) }
    }
    addHidden(hidden, words)
    addAlike(alike, words)
  }

  // MARK: - What is not found out

  private mutating func addHidden(_ hidden: [Coincidences.Likeness], _ words: Words) {
    var byFinding: [Int: [Coincidences.Likeness]] = [:]
    var exact: [Coincidences.Likeness] = []
    var typed: [Coincidences.Likeness] = []
    for likeness in hidden {
      if let place = findings.firstIndex(where: { $0.mayHide(likeness) }) {
        byFinding[place, default: []].append(likeness)
      } else if likeness.isByChance {
        if likeness.isExact { exact.append(likeness) } else { typed.append(likeness) }
      }
    }
    for (place, hidden) in byFinding {
      findings[place].message += " " + LintMessages.notFoundOut(words.titles(hidden))
    }
    if !exact.isEmpty { findings.append(LintMessages.hidden(words.titles(exact))) }
    if !typed.isEmpty {
      findings.append(LintMessages.hidden(words.titles(typed), digits: words.digits))
    }
  }

  // MARK: - What is not told apart

  /// The most sets that are written out.
  private static let mostSets = 3

  private mutating func addAlike(_ alike: [Coincidences.Likeness], _ words: Words) {
    for (isBySize, advice) in [(false, LintMessages.otherNumbers), (true, LintMessages.otherSizes)]
    {
      let sets = words.sets(
        alike.filter { isBySize ? !$0.isByChance && $0.isBySize : $0.isByChance })
      if isBySize, !sets.isEmpty, let place = findings.firstIndex(where: { $0.hides == .factors }) {
        findings[place].message += " " + LintMessages.notToldApart(sets.map(\.titles))
        continue
      }
      for set in sets.prefix(Confusions.mostSets) {
        findings.append(
          LintMessages.alike(
            set.titles, set.questions, digits: set.isExact ? nil : words.digits, advice: advice))
      }
      if sets.count > Confusions.mostSets {
        findings.append(
          LintMessages.moreAlike(sets.count - Confusions.mostSets, advice: advice))
      }
    }
  }

  /// How mistakes and questions are called.
  private struct Words {
    let questions: [String]
    let digits: Int

    init(_ assignment: Assignment) {
      questions = assignment.questions.map(\.name)
      digits = assignment.rules.digits
    }

    /// Each mistake once, with its places: `the penalty is missing (at W2)`.
    func titles(_ likenesses: [Coincidences.Likeness]) -> [String] {
      var titles: [String] = []
      var places: [String: [String]] = [:]
      // Factors may come of anything; what has a reason is said before.
      let suspects = likenesses.flatMap(\.suspects)
      for suspect in suspects.filter({ $0.mistake.isHabit })
        + suspects.filter({ !$0.mistake.isHabit })
      {
        let title = suspect.mistake.title
        if places[title] == nil { titles.append(title) }
        let place = suspect.deviation.question.map { questions[$0] } ?? suspect.deviation.place
        places[title, default: []] += place.isEmpty ? [] : [place]
      }
      return titles.map { LintMessages.placed($0, (places[$0] ?? []).unique) }
    }

    /// Sets of mistakes with the questions they answer alike, those about most questions first.
    func sets(
      _ likenesses: [Coincidences.Likeness]
    ) -> [(titles: [String], questions: [String], isExact: Bool)] {
      var sets: [(titles: [String], questions: Set<Int>, isExact: Bool)] = []
      for likeness in likenesses {
        let titles = likeness.suspects.map(\.mistake.title).unique
        if let place = sets.firstIndex(where: { Set($0.titles) == Set(titles) }) {
          sets[place].questions.formUnion(likeness.questions)
          sets[place].isExact = sets[place].isExact && likeness.isExact
        } else {
          sets.append((titles, likeness.questions, likeness.isExact))
        }
      }
      let order = sets.indices.sorted {
        (-sets[$0].questions.count, -sets[$0].titles.count, $0)
          < (-sets[$1].questions.count, -sets[$1].titles.count, $1)
      }
      let kept = order.enumerated().filter { rank, place in
        // A part of a set says nothing more.
        !order[..<rank].contains {
          Set(sets[$0].titles).isSuperset(of: sets[place].titles)
            && sets[$0].questions.isSuperset(of: sets[place].questions)
        }
      }.map(\.element)
      return kept.map { place in
        (
          sets[place].titles, sets[place].questions.sorted().map { questions[$0] },
          sets[place].isExact
        )
      }
    }
  }
}

extension AssignmentLint.Finding {
  /// Whether it may be the reason that answers do not show a mistake.
  fileprivate func mayHide(_ likeness: Coincidences.Likeness) -> Bool {
    let group = likeness.suspects[0].mistake.group
    return switch hides {
    case .nothing, .factors: false
    case .byNumbers(let groups): likeness.isByChance && groups.contains(group)
    case .always(let groups): groups.contains(group)
    }
  }
}

extension Coincidences.Likeness {
  /// Factors that are sizes.
  static let sizes: Set<String> = [
    "sum-for-mean", "mean-over-entries", "mean-over-rows", "mean-once-more", "bias-averaged",
    "penalty-over-n",
  ]
  /// Factors that are the same whatever the sizes.
  static let factors: Set<String> = [
    "factor-two", "factor-half", "decimal-shift", "penalty-doubled", "penalty-halved",
  ]

  /// Whether one of the mistakes multiplies by a size and another by a number that happens to be it.
  fileprivate var isBySize: Bool {
    let ids = Set(suspects.map(\.mistake.id))
    return !ids.isDisjoint(with: Self.sizes) && !ids.isDisjoint(with: Self.factors)
  }
}
