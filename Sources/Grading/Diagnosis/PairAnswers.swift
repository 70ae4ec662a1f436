import Synchronization
import Tensors

/// What pairs of mistakes make of the answers, worked out when they are first asked for.
final class PairAnswers: Sendable {
  /// Two suspects by their places among all.
  struct Pair {
    let first: Int
    let second: Int
  }

  /// By question, what would be answered; nil where the pair cannot be.
  typealias Answers = [AnswerComparison.Candidate?]?

  /// A mistake in the pass, and a question whose answer is reported after it.
  private struct Report: Hashable {
    let first: Int
    let question: Int
  }

  private struct Cache {
    /// By the first suspect and the second; nil where nothing was worked out yet.
    var passes: [[Answers?]] = []
    var reports: [Report: [SuspectIndex.Entry]] = [:]
    var entries = 0
    var isFull = false

    /// Whether so many more may be kept; where they may not, nothing more is.
    mutating func hasRoom(for more: Int) -> Bool {
      isFull = isFull || entries + more > PairAnswers.limit
      return !isFull
    }
  }

  /// No more entries than this are kept.
  private static let limit = 16 << 20

  private let suspects: Suspects
  private let cache = Mutex(Cache())
  /// Held while something is worked out that will be kept.
  private let work = Mutex(())

  init(_ suspects: Suspects) {
    self.suspects = suspects
  }

  /// Works something out while no other thread does, since the other could use it: unless nothing
  /// is kept any more.
  private func working<Result>(_ body: (_ isAlone: Bool) -> Result) -> Result {
    if cache.withLock(\.isFull) { return body(false) }
    return work.withLock { _ in body(true) }
  }

  // MARK: - Two mistakes in the pass

  /// The answers for each pair of mistakes in the pass, the first of a pair standing before the
  /// second.
  func answers(to pairs: [Pair]) -> [Answers] {
    var answers = known(pairs)
    if answers.contains(where: { $0 == nil }) {
      working { isAlone in
        if isAlone { answers = known(pairs) }
        let missing = answers.indices.filter { answers[$0] == nil }
        let found = passes(missing.map { pairs[$0] })
        cache.withLock { cache in
          for (place, found) in zip(missing, found) { keep(found, pairs[place], in: &cache) }
        }
        for (place, found) in zip(missing, found) { answers[place] = .some(found) }
      }
    }
    return answers.map { $0 ?? nil }
  }

  private func known(_ pairs: [Pair]) -> [Answers?] {
    cache.withLock { cache in
      pairs.map { pair in
        cache.passes.isEmpty || cache.passes[pair.first].isEmpty
          ? nil : cache.passes[pair.first][pair.second]
      }
    }
  }

  private func passes(_ pairs: [Pair]) -> [Answers] {
    let requests = pairs.map { pair in
      Predictor.Request(
        edits: suspects.all[pair.first].deviation.edits
          + suspects.all[pair.second].deviation.edits)
    }
    let questions = (suspects.predictor.workings.asked.map(\.question).max() ?? -1) + 1
    return suspects.predictor.answers(to: requests).map { answers in
      answers.map { answers in
        (0..<questions).map { question in
          answers[question].map { .init($0, beside: suspects.keys[question]) }
        }
      }
    }
  }

  private func keep(_ answers: Answers, _ pair: Pair, in cache: inout Cache) {
    let entries = answers?.reduce(0) { $0 + ($1?.tensor.values.count ?? 0) } ?? 0
    guard cache.hasRoom(for: entries) else { return }
    if cache.passes.isEmpty {
      cache.passes = Array(repeating: [], count: suspects.all.count)
    }
    if cache.passes[pair.first].isEmpty {
      cache.passes[pair.first] = Array(repeating: nil, count: suspects.all.count)
    }
    guard cache.passes[pair.first][pair.second] == nil else { return }
    cache.passes[pair.first][pair.second] = .some(answers)
    cache.entries += entries
  }

  // MARK: - A mistake in the pass, and one in reporting

  /// What mistakes in reporting make of an answer that a mistake in the pass has changed.
  func reports(of question: Int, after first: Int) -> [SuspectIndex.Entry] {
    let key = Report(first: first, question: question)
    if let known = cache.withLock({ $0.reports[key] }) { return known }
    return working { isAlone in
      if isAlone, let known = cache.withLock({ $0.reports[key] }) { return known }
      let found = reports(key)
      let entries = found.reduce(0) { $0 + $1.candidate.tensor.values.count }
      cache.withLock { cache in
        guard cache.hasRoom(for: entries), cache.reports[key] == nil else { return }
        cache.reports[key] = found
        cache.entries += entries
      }
      return found
    }
  }

  private func reports(_ key: Report) -> [SuspectIndex.Entry] {
    guard let before = suspects.all[key.first].answers[key.question]?.tensor else { return [] }
    let reports = suspects.index.reports(of: key.question)
    let requests = reports.map { entry -> Predictor.Request? in
      guard
        case .reported(let question, let node, let making) = suspects.all[entry.suspect].deviation
          .kind
      else { return nil }
      return Predictor.Request(
        edits: suspects.all[key.first].deviation.edits, reported: (question, node, making))
    }
    var predicted = suspects.predictor.answers(to: requests.compactMap(\.self))[...]
    return zip(reports, requests).compactMap { entry, request in
      let answer: AnswerComparison.Candidate? =
        if request != nil {
          predicted.removeFirst()?[key.question].map {
            .init($0, beside: suspects.keys[key.question])
          }
        } else {
          switch suspects.all[entry.suspect].deviation.kind {
          case .changed(_, let change): change(before).map { .init($0) }
          case .fixed: entry.candidate
          case .backward, .reported: nil
          }
        }
      return answer.map { .init(suspect: entry.suspect, candidate: $0) }
    }
  }
}
