/// A set of slips, each with the questions whose answers it changes.
struct Account {
  let parts: [(slip: Slip, questions: Set<Int>)]

  /// - Parameter slips: The suspects that make up each slip.
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
      advice: slip.advice, steps: suspects.flatMap(\.steps).unique)
  }
}
