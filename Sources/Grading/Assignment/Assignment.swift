package import Lessons
package import Notebook

/// A homework: what students are given, what they are asked for, and the right answers.
package struct Assignment: Sendable {
  package let file: NotebookFile
  /// What marks are kept under: the notebook's id, else the name of its file.
  package let id: String
  package let title: String
  /// The most that can be reached.
  package let points: Double
  package let questions: [Question]
  /// What the setup stated: what formulas are evaluated in.
  package let state: SessionState
  /// The losses and what leads to them, with the names of the nodes.
  package let recording: Recording
  package let rules: Rules

  /// How numbers are compared.
  package struct Rules: Sendable, Equatable {
    /// How many digits an answer typed by hand must have.
    package var digits = 4
    /// What an entry may differ by, as a part of itself, where nothing else follows from the type
    /// of its numbers.
    package var tolerance = Agreement.part

    package init() {}
  }

  /// What the points of a question are worth, once they are scaled to the assignment's.
  package func worth(_ question: Question) -> Double {
    let sum = questions.reduce(0) { $0 + $1.points }
    return sum > 0 ? question.points * points / sum : 0
  }
}
