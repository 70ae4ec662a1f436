import Tensors

/// Suspects as they are asked for: by the question whose answer they change.
struct SuspectIndex: Sendable {
  /// What a suspect makes of an answer, with the suspect's place among all.
  struct Entry: Sendable {
    let suspect: Int
    let candidate: AnswerComparison.Candidate
  }

  /// How many suspects there are.
  let count: Int
  /// The number of each suspect's mistake, in the order of the catalogue.
  let mistakes: [Int]
  /// By question, the suspects that change its answer.
  private let changing: [[Entry]]
  /// Those of them that are mistakes in reporting.
  private let reports: [[Entry]]

  init(_ suspects: [Suspect]) {
    count = suspects.count
    var mistakes: [Int] = []
    let questions = suspects.flatMap(\.answers.keys).max().map { $0 + 1 } ?? 0
    var changing = [[Entry]](repeating: [], count: questions)
    var reports = changing
    for (index, suspect) in suspects.enumerated() {
      let isNew = index == 0 || suspect.mistake.id != suspects[index - 1].mistake.id
      mistakes.append((mistakes.last ?? -1) + (isNew ? 1 : 0))
      for (question, candidate) in suspect.answers {
        let entry = Entry(suspect: index, candidate: candidate)
        changing[question].append(entry)
        if suspect.deviation.question == question { reports[question].append(entry) }
      }
    }
    self.mistakes = mistakes
    self.changing = changing
    self.reports = reports
  }

  /// The suspects that change the answer to a question.
  func changing(_ question: Int) -> [Entry] {
    changing.indices.contains(question) ? changing[question] : []
  }

  /// The mistakes in reporting the answer to a question.
  func reports(of question: Int) -> [Entry] {
    reports.indices.contains(question) ? reports[question] : []
  }
}
