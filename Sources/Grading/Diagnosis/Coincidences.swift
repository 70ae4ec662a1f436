import Differentiation
import Glibc
import Operations
import Tensors

/// Mistakes about one loss that answers cannot tell from what is right, or from one another.
struct Coincidences {
  /// Suspects whose answers are alike.
  struct Likeness {
    let suspects: [Suspect]
    /// The questions that are answered alike.
    let questions: Set<Int>
    /// Whether the answers differ by no more than rounding; else typed digits cannot part them.
    let isExact: Bool
    /// Whether they would differ if the numbers were others, and the sizes as they are.
    var isByChance = false
  }

  /// How many mistakes at how many places were tried.
  let tried: Int
  /// Mistakes that leave the answers right, each for itself.
  private(set) var hidden: [Likeness]
  /// Different mistakes with the same answers.
  private(set) var alike: [Likeness]

  init(_ suspects: Suspects, _ assignment: Assignment) {
    tried = suspects.all.count + suspects.invisible.count
    let reading = TypedReading(assignment)
    let invisible = suspects.invisible.map {
      Likeness(suspects: [$0], questions: suspects.questions(of: $0), isExact: true)
    }
    let shown = suspects.all.map { suspect in
      Shown(suspect, reading)
    }
    hidden =
      invisible
      + shown.filter(\.questions.isEmpty).map {
        Likeness(suspects: [$0.suspect], questions: Set($0.suspect.answers.keys), isExact: false)
      }
    alike = Coincidences.alike(shown.filter { !$0.questions.isEmpty })
    let twins = Twins(
      of: (hidden + alike).flatMap(\.suspects), suspects.predictor.workings, reading)
    for index in hidden.indices { hidden[index].isByChance = twins.show(index) }
    var first = hidden.count
    for index in alike.indices {
      let count = alike[index].suspects.count
      alike[index].isByChance = (1..<count).contains { twins.part(first, first + $0) }
      first += count
    }
  }

  // MARK: - Looking for likeness

  /// A suspect with what a student who makes that mistake would type.
  private struct Shown {
    let suspect: Suspect
    /// The questions that it shows at.
    let questions: Set<Int>
    let typed: [Int: AnswerComparison]
    /// The largest entry of the first of the questions: it is about the same in what agrees.
    let size: Double

    init(_ suspect: Suspect, _ reading: TypedReading) {
      self.suspect = suspect
      typed = suspect.answers.mapValues { reading.typed($0.tensor) }
      questions = Set(
        typed.filter { question, answer in !answer.agrees(with: reading.keys[question]) }.keys)
      size = questions.min().flatMap { suspect.answers[$0]?.tensor.largest } ?? 0
    }

    /// Whether every answer that one of them shows could be the other's.
    func isLike(_ other: Shown) -> Bool {
      questions.allSatisfy { question in
        guard let answer = typed[question], let candidate = other.suspect.answers[question] else {
          return false
        }
        return answer.agrees(with: candidate)
      }
    }

    func isSame(as other: Shown) -> Bool {
      questions.intersection(other.questions).allSatisfy { question in
        guard let a = suspect.answers[question], let b = other.suspect.answers[question] else {
          return false
        }
        return a.tensor.isSame(as: b.tensor)
      }
    }
  }

  /// A mistake in reporting, by the questions at which it can be made.
  private struct Reporting {
    let byQuestion: [Int?: [Shown]]

    init(_ shown: [Shown]) {
      byQuestion = Dictionary(grouping: shown) { $0.suspect.deviation.question }
    }
  }

  private static func alike(_ shown: [Shown]) -> [Likeness] {
    let reporting = Dictionary(grouping: shown.filter { $0.suspect.deviation.question != nil }) {
      $0.suspect.mistake.id
    }.sorted { $0.key < $1.key }.map { Reporting($0.value) }
    var found: [Likeness] = []
    // Only what changes the same questions, and by much the same, can be alike.
    let groups = Dictionary(grouping: shown, by: \.questions)
    for questions in groups.keys.sorted(by: { $0.sorted().lexicographicallyPrecedes($1.sorted()) })
    {
      var open = (groups[questions] ?? []).sorted { $0.size < $1.size }
      while let first = open.first {
        let near = open.prefix { $0.size <= first.size * 1.01 }
        let isLike = near.map { $0.isLike(first) && first.isLike($0) }
        var all = zip(near, isLike).filter(\.1).map(\.0)
        open = zip(near, isLike).filter { !$1 }.map(\.0) + open.dropFirst(near.count)
        if all.isEmpty {
          // Not even like itself: numbers that cannot be typed.
          open.removeFirst()
          continue
        }
        all += reports(like: all[0], reporting)
        guard Set(all.map(\.suspect.mistake.id)).count > 1 else { continue }
        found.append(
          Likeness(
            suspects: all.map(\.suspect), questions: questions,
            isExact: all.allSatisfy { $0.isSame(as: first) }))
      }
    }
    return found
  }

  /// What mistakes in reporting, made at every question that a mistake shows at, would look like it.
  private static func reports(like first: Shown, _ reporting: [Reporting]) -> [Shown] {
    let questions = first.questions.sorted()
    guard questions.count > 1 else { return [] }
    return reporting.compactMap { reporting -> Shown? in
      var found: Shown?
      for question in questions {
        found = reporting.byQuestion[question]?.first { $0.isLike(first) }
        if found == nil { return nil }
      }
      return found
    }
  }
}

/// Numbers as a student types them who gives just as many digits as an assignment asks for.
struct TypedReading {
  let keys: [AnswerComparison.Candidate]
  private let rules: Assignment.Rules

  init(_ assignment: Assignment) {
    keys = assignment.questions.map { .init($0.key) }
    rules = assignment.rules
  }

  func typed(_ tensor: Tensor) -> AnswerComparison {
    AnswerComparison(Answer.Numbers(tensor, digits: rules.digits), rules)
  }
}

extension Suspects {
  /// The questions that a mistake would change if it were seen.
  fileprivate func questions(of suspect: Suspect) -> Set<Int> {
    if let question = suspect.deviation.question { return [question] }
    return Set(predictor.workings.asked.map(\.question))
  }
}

extension Answer.Numbers {
  /// A tensor typed with so many significant digits.
  fileprivate init(_ tensor: Tensor, digits: Int) {
    let last = Answer.Numbers.lastPlace(of: tensor.largest, digits)
    var typed: [TypedNumber] = []
    var values: [Double] = []
    for value in tensor.values {
      let unit = value == 0 ? last : Answer.Numbers.lastPlace(of: value.magnitude, digits)
      typed.append(TypedNumber(unit: unit, digits: value == 0 ? 0 : digits))
      values.append(unit > 0 && unit.isFinite ? (value / unit).rounded() * unit : value)
    }
    self.init(Tensor(shape: tensor.shape, values: values), .typed(typed))
  }

  /// The unit of the last of some significant digits.
  private static func lastPlace(of size: Double, _ digits: Int) -> Double {
    size > 0 ? pow(10, log10(size).rounded(.down) - Double(digits - 1)) : 0
  }
}
