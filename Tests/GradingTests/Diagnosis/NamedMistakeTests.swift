import Diagnostics
import Lessons
import Notebook
import Tensors
import Testing

@testable import Grading

/// How often the diagnosis is right about wrong answers that were worked out by hand.
@Suite("A diagnosis")
struct NamedMistakeTests {
  private static let homework = [
    Homework.softmax, .logisticTanh, .logisticSigmoid, .linear, .tanhRegression,
  ]

  @Test("names the mistakes of answers worked out by hand", arguments: homework)
  func names(homework: Homework) throws {
    var missed: [String] = []
    var count = 0
    let seed = 1
    do {
      let file = NotebookFile(
        SourceText(name: "\(homework.name).md", text: homework.assignment(seed: seed)))
      let grader = Grader(try Assignment(file))
      let session = try homework.session(seed: seed)
      for wrong in homework.wrongs.prefix(homework.slips.count) {
        count += 1
        let answers = try homework.answers(wrong.statements, in: session)
        let grade = grader.grade(
          Submission(
            student: "s",
            .answers(
              answers.mapValues { .numbers(.init($0, .float64)) }, statements: nil)))
        let named = Set(
          grade.explanations.flatMap { $0.slips.map(\.mistake) }
            + grade.questions.flatMap { question -> [String] in
              guard case .wrong(let finding) = question.verdict else { return [] }
              return finding.explanations.flatMap { $0.slips.map(\.mistake) }
            })
        let expected = wrong.mistakes.filter { $0 != "blank" }
        if !Set(expected).isSubset(of: named) {
          missed.append("\(seed) \(wrong.label): \(named.sorted())")
        }
      }
    }
    #expect(missed.count * 20 <= count, "\(missed.count) of \(count): \(missed)")
  }
}
