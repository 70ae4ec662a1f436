/// Which answers each suspect changes, and which of those are what it makes of them.
struct Standings {
  /// How an answer stands to a suspect.
  enum Standing: UInt8 {
    /// The mistake does not change this answer.
    case untouched
    case agrees
    case differs
  }

  private let count: Int
  /// Suspect by suspect, the answers in their order.
  private var standings: [Standing]

  init(_ evidence: [Explainer.Evidence], _ index: SuspectIndex) {
    count = evidence.count
    standings = Array(repeating: .untouched, count: index.count * count)
    for (place, evidence) in evidence.enumerated() {
      for entry in index.changing(evidence.question) {
        standings[entry.suspect * count + place] =
          evidence.comparison.agrees(with: entry.candidate) ? .agrees : .differs
      }
    }
  }

  /// How the answer at a place stands to a suspect.
  subscript(suspect: Int, place: Int) -> Standing { standings[suspect * count + place] }

  /// The standings of one answer alone.
  func alone(_ place: Int) -> Standings {
    Standings(
      count: 1, standings: stride(from: place, to: standings.count, by: count).map { standings[$0] }
    )
  }

  private init(count: Int, standings: [Standing]) {
    self.count = count
    self.standings = standings
  }
}
