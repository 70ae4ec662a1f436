import Operations
import Tensors

/// A mistake at a place, with what it makes of the answers.
struct Suspect: Sendable {
  let mistake: Mistake
  let deviation: Deviation
  /// Of the questions that it changes, what would be answered.
  let answers: [Int: AnswerComparison.Candidate]

  var slip: Slip {
    Slip(
      mistake: mistake.id, title: mistake.title, place: deviation.place, advice: mistake.advice,
      steps: steps)
  }
}

/// Every mistake that could have been made in the questions about one loss, with what each makes
/// of the answers.
struct Suspects: Sendable {
  let predictor: Predictor
  /// The right answers by the places of their questions.
  let keys: [Int: Tensor]
  let all: [Suspect]
  /// The same by the answers that they change.
  let index: SuspectIndex
  /// Those that change the backward pass, by their places in `all`.
  let backward: [Int]
  /// The same, a mistake at a time.
  let backwardByMistake: [[Int]]
  /// Mistakes that leave every answer as it is: here they cannot be told from what is right.
  let invisible: [Suspect]

  /// - Parameter keys: The right answers by the places of their questions.
  init(_ workings: Workings, keys: [Int: Tensor]) {
    predictor = Predictor(workings: workings)
    self.keys = keys
    let candidates = Mistakes.all.flatMap { mistake in
      mistake.deviations(in: workings).map { (mistake, $0) }
    }
    let answers = Suspects.answers(candidates.map(\.1), predictor, keys)
    var all: [Suspect] = []
    var invisible: [Suspect] = []
    var first = 0
    for ((mistake, deviation), answers) in zip(candidates, answers) {
      guard let answers else { continue }
      let changed = answers.filter { question, answer in
        keys[question].map { !answer.isSame(as: $0) } ?? false
      }
      let suspect = Suspect(
        mistake: mistake, deviation: deviation,
        answers: Dictionary(
          uniqueKeysWithValues: changed.map { question, answer in
            (question, AnswerComparison.Candidate(answer, beside: keys[question]))
          }))
      if let last = all.last, last.mistake.id != mistake.id { first = all.count }
      if changed.isEmpty {
        invisible.append(suspect)
      } else if !all[first...].contains(where: { $0.isSame(as: suspect) }) {
        all.append(suspect)
      }
    }
    self.all = all
    self.invisible = invisible
    backward = all.indices.filter { all[$0].deviation.question == nil }
    backwardByMistake = Dictionary(grouping: backward) { [all] in all[$0].mistake.id }
      .values.filter { $0.count > 1 }.sorted { $0[0] < $1[0] }
    index = SuspectIndex(all)
  }

  private static func answers(
    _ deviations: [Deviation], _ predictor: Predictor, _ keys: [Int: Tensor]
  ) -> [[Int: Tensor]?] {
    let requests = deviations.map { Predictor.Request($0) }
    var passes = predictor.answers(to: requests.compactMap(\.self))[...]
    return zip(deviations, requests).map { deviation, request in
      if request != nil { return passes.removeFirst() }
      switch deviation.kind {
      case .changed(let question, let change):
        return keys[question].flatMap(change).map { [question: $0] }
      case .fixed(let question, let tensor): return [question: tensor]
      case .backward, .reported: return nil
      }
    }
  }
}

extension Mistake {
  /// The places where it can be made, before them all of one kind at once.
  fileprivate func deviations(in workings: Workings) -> [Deviation] {
    let places = self.places(workings)
    guard isHabit else { return places }
    let variants = places.map(\.variant).unique.compactMap { variant -> Deviation? in
      let edits = places.filter { $0.variant == variant }.map(\.edits).filter { !$0.isEmpty }
      guard edits.count > 1 else { return nil }
      return Deviation(kind: .backward(edits.flatMap(\.self)), variant: variant)
    }
    return variants + places
  }
}

extension Deviation {
  /// What it edits of the backward pass.
  var edits: [Edit] {
    if case .backward(let edits) = kind { edits } else { [] }
  }
}

extension Predictor.Request {
  /// What has to be run for a deviation; nil if nothing has.
  init?(_ deviation: Deviation) {
    switch deviation.kind {
    case .backward(let edits): self.init(edits: edits)
    case .reported(let question, let node, let making):
      self.init(reported: (question, node, making))
    case .changed, .fixed: return nil
    }
  }
}

extension Suspect {
  /// Whether another suspect has the same answers.
  fileprivate func isSame(as other: Suspect) -> Bool {
    mistake.id == other.mistake.id && answers.count == other.answers.count
      && (deviation.question == nil) == (other.deviation.question == nil)
      && answers.allSatisfy { question, answer in
        other.answers[question].map { answer.tensor.isSame(as: $0.tensor) } ?? false
      }
  }
}
