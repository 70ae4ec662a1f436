import Synchronization
import Tensors

/// What pairs of mistakes make of the answers, worked out when they are first asked for.
final class PairAnswers: Sendable {
  struct Pair: Hashable {
    let first: Int
    let second: Int
  }

  private struct Cache {
    var answers: [Pair: [Int: AnswerComparison.Candidate]?] = [:]
    var entries = 0
  }

  /// No more entries than this are kept.
  private static let limit = 16 << 20

  private let cache = Mutex(Cache())

  /// The answers for each pair; nil where a pair cannot be.
  func answers(to pairs: [Pair], of suspects: Suspects) -> [[Int: AnswerComparison.Candidate]?] {
    let known = cache.withLock { cache in pairs.map { cache.answers[$0] } }
    let missing = zip(pairs, known).filter { $1 == nil }.map(\.0)
    guard !missing.isEmpty else { return known.map { $0 ?? nil } }
    let requests = missing.map { pair in
      let (first, second) = (suspects.all[pair.first], suspects.all[pair.second])
      var request = Predictor.Request(edits: first.deviation.edits + second.deviation.edits)
      if case .reported(let question, let node, let making) = second.deviation.kind {
        request.reported = (question, node, making)
      }
      return request
    }
    let found = suspects.predictor.answers(to: requests).map { answers in
      answers.map { answers in
        Dictionary(
          uniqueKeysWithValues: answers.map { question, answer in
            (question, AnswerComparison.Candidate(answer, beside: suspects.keys[question]))
          })
      }
    }
    let table = Dictionary(zip(missing, found), uniquingKeysWith: { first, _ in first })
    cache.withLock { cache in
      for (pair, answers) in zip(missing, found) {
        let entries = answers?.values.reduce(0) { $0 + $1.tensor.values.count } ?? 0
        guard cache.answers[pair] == nil, cache.entries + entries <= PairAnswers.limit else {
          continue
        }
        cache.answers[pair] = .some(answers)
        cache.entries += entries
      }
    }
    return zip(pairs, known).map { pair, known in known ?? table[pair] ?? nil }
  }
}
