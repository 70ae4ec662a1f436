package import Diagnostics

/// Something to do for whoever reads the notebook.
///
/// ````
/// ```task {#sine points=1}
/// ask: Define c, the sine of b.
/// solution: c = sin(b)
/// accept: c
/// hint: Which variable does the sine take?
/// wrong: sin(a) => That is the sine of a, one gate too early.
/// ```
/// ````
/// Three kinds, told apart by their fields (see ``TaskField``):
/// - `accept:` asks for statements. An answer is right if each accepted expression has the value
///   that it has after the solution, here and where the variables it depends on are nudged.
/// - `choice:` and `correct:` list answers to choose from, in order; `=>` is followed by what is
///   said to who chooses it.
/// - `predict:` asks for the value of an expression before it is shown; `run:` holds statements
///   that come between the guess and the value.
package struct LessonTask: Sendable {
  package enum Kind: Sendable {
    case statements(Exercise)
    case choice([Option])
    case prediction(Prediction)
  }

  package struct Exercise: Sendable {
    /// What is compared by value.
    package let accepted: [LessonExpression]
    package let solution: LessonCode
    /// Values that show a known mistake, with what to say.
    package let mistakes: [Mistake]
  }

  package struct Mistake: Sendable {
    package let expression: LessonExpression
    package let answer: [ProseInline]
  }

  package struct Option: Sendable {
    package let text: [ProseInline]
    package let isRight: Bool
    /// What is said to who chooses it; may be empty.
    package let answer: [ProseInline]
  }

  package struct Prediction: Sendable {
    package let expression: LessonExpression
    package let run: LessonCode?
    package let mistakes: [Mistake]
  }

  package let id: String
  package let points: Double
  /// What is to be done.
  package let ask: [ProseBlock]
  package let kind: Kind
  /// One after the other, on request.
  package let hints: [[ProseBlock]]
  /// What values may differ by, as a part of the value; nil for the usual.
  package let tolerance: Double?
  /// The place of the id, or of the fence if there is none.
  package let place: SourceRange

  /// What is run where nobody answers the task: its solution, or what follows a guess.
  package var ownCode: LessonCode? {
    switch kind {
    case .statements(let exercise): exercise.solution
    case .choice: nil
    case .prediction(let prediction): prediction.run
    }
  }
}

/// A field of a task: everything the reader and the writer of tasks know about it.
package enum TaskField: String, FieldName {
  case ask, solution, accept, choice, correct, predict, run, hint, wrong, tolerance

  var isRepeatable: Bool {
    switch self {
    case .accept, .choice, .correct, .hint, .wrong, .solution, .run: true
    case .ask, .predict, .tolerance: false
    }
  }

  package var summary: String {
    switch self {
    case .ask: "what is to be done"
    case .solution: "statements that do it"
    case .accept: "an expression whose value is compared with that after the solution"
    case .choice: "a wrong answer to choose, and what to say to it: text => reply"
    case .correct: "a right answer to choose, and what to say to it: text => reply"
    case .predict: "an expression whose value is to be guessed"
    case .run: "statements that come between the guess and the value"
    case .hint: "a hint, one after the other on request"
    case .wrong: "a value that shows a known mistake, and what to say to it: expression => reply"
    case .tolerance: "what values may differ by, as a part of the value: 1e-6 or 1%"
    }
  }
}
