import Diagnostics
import Lessons
import Notebook
import Tensors
import Testing

@testable import Grading

/// How often the diagnosis is right about wrong answers that were worked out by hand.
@Suite("A diagnosis")
struct NamedMistakeTests {
  @Test("names a mistake worked out by hand", arguments: Homework.all)
  func names(homework: Homework) throws {
    var tally = Tally()
    for seed in FullTests.seeds {
      try tally.grade(homework.wrongs.prefix(homework.slips.count), of: homework, seed: seed)
    }
    #expect(tally.missed.count * 50 <= tally.count, "\(tally)")
  }

  @Test(
    "names two mistakes worked out by hand",
    .enabled(if: FullTests.areAsked, "takes long without optimisation"))
  func namesPairs() throws {
    var tally = Tally()
    for homework in Homework.all {
      for seed in FullTests.seeds {
        try tally.grade(
          homework.wrongs.dropFirst(homework.slips.count), of: homework, seed: seed)
      }
    }
    #expect(tally.missed.count * 50 <= tally.count, "\(tally)")
  }
}

/// The submissions that were graded, and those of which the mistakes were not named.
private struct Tally: CustomStringConvertible {
  var count = 0
  var missed: [String] = []

  /// Mistakes that are in no catalogue.
  private static let uncatalogued = Set(
    mistakeGroups.first { $0.name == "uncatalogued" }?.mistakes ?? [])

  var description: String {
    "\(missed.count) of \(count) are not named:\n\(missed.joined(separator: "\n"))"
  }

  mutating func grade(
    _ wrongs: ArraySlice<WrongSubmission>, of homework: Homework, seed: Int
  ) throws {
    let file = NotebookFile(
      SourceText(name: "\(homework.name).md", text: homework.assignment(seed: seed)))
    let grader = Grader(try Assignment(file))
    let session = try homework.session(seed: seed)
    for wrong in wrongs where Tally.uncatalogued.isDisjoint(with: wrong.mistakes) {
      let answers = try homework.answers(wrong.statements, in: session)
      let numbers = answers.mapValues { Answer.numbers(.init($0, .float64)) }
      let grade = grader.grade(Submission(student: "s", .answers(numbers, statements: nil)))
      // With some numbers a slip changes nothing.
      guard grade.score < grader.assignment.points else { continue }
      count += 1
      let same = homework.coinciding.filter { $0.contains(wrong.label) }.flatMap(\.self)
      let alike = [wrong] + homework.wrongs.filter { same.contains($0.label) }
      if !alike.contains(where: { grade.isNamed($0.mistakes) }) {
        missed.append("\(homework.name) \(seed), \(wrong.label): \(grade.named.sorted())")
      }
    }
  }
}

extension Grade {
  /// The mistakes that are named, for all answers together or for one.
  fileprivate var named: Set<String> {
    let byQuestion = questions.flatMap { question -> [Explanation] in
      guard case .wrong(let finding) = question.verdict else { return [] }
      return finding.explanations
    }
    return Set((explanations + byQuestion).flatMap { $0.slips.map(\.mistake) })
  }

  /// Whether mistakes are named, each by its own name or by another that says the same; or fewer
  /// mistakes are, from which all the same answers come.
  fileprivate func isNamed(_ mistakes: [String]) -> Bool {
    let named = self.named
    let filledIn = mistakes.filter { $0 != "blank" }
    return explanations.contains { $0.slips.count < filledIn.count }
      || filledIn.allSatisfy { mistake in
        ([[mistake]] + (otherNames[mistake] ?? [])).contains { $0.isSubset(of: named) }
      }
  }
}
