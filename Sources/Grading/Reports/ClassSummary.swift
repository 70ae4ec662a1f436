import Diagnostics

/// A class as a whole: its scores, what went wrong in common, what could not be read.
package struct ClassSummary: Sendable, Equatable {
  /// How many submissions there are.
  package let count: Int
  /// What was reached, from the least to the most. What cannot be read has reached nothing; where
  /// the grader failed there is no score.
  package let scores: [Double]
  /// What was done wrong and by how many, the commonest first.
  package let mistakes: [Mistake]
  package let unreadable: [Note]
  package let faults: [Note]

  package struct Mistake: Sendable, Equatable {
    package let title: String
    package let students: Int
  }

  /// Something to know of one student.
  package struct Note: Sendable, Equatable {
    package let student: String
    package let text: String
  }

  package init(_ grades: [Grade]) {
    count = grades.count
    var scores: [Double] = []
    var unreadable: [Note] = []
    var faults: [Note] = []
    var counts: [String: Int] = [:]
    for grade in grades {
      switch grade.status {
      case .graded:
        scores.append(grade.score)
        for title in ClassSummary.titles(of: grade) { counts[title, default: 0] += 1 }
      case .ungradable(let problem):
        scores.append(0)
        unreadable.append(Note(student: grade.student, text: GradeWords.reason(problem)))
      case .fault(let reason): faults.append(Note(student: grade.student, text: reason))
      }
    }
    self.scores = scores.sorted()
    self.unreadable = unreadable
    self.faults = faults
    mistakes = counts.map { Mistake(title: $0.key, students: $0.value) }
      .sorted { ($1.students, $0.title) < ($0.students, $1.title) }
  }

  /// What a student did wrong, each once, however many answers show it.
  private static func titles(of grade: Grade) -> Set<String> {
    var titles: Set<String> = []
    for question in grade.questions {
      guard case .wrong(let finding) = question.verdict else { continue }
      if finding.explanations.count == 1 {
        titles.formUnion(finding.explanations[0].slips.map { GradeWords.title(of: $0) })
      } else if !finding.explanations.isEmpty {
        titles.insert(GradeWords.title(of: finding.explanations))
      }
    }
    return titles
  }

  package var mean: Double? {
    scores.isEmpty ? nil : scores.reduce(0, +) / Double(scores.count)
  }

  /// The score in the middle, or halfway between the two that are.
  package var median: Double? {
    guard !scores.isEmpty else { return nil }
    let upper = scores[scores.count / 2]
    return scores.count.isMultiple(of: 2) ? (scores[scores.count / 2 - 1] + upper) / 2 : upper
  }
}
