import Diagnostics
import Lessons
import Tensors
import Testing

@testable import Grading

/// One slip costs once, and the next one has a name of its own.
@Suite("An answer beside the student's own upstream")
struct OwnUpstreamTests {
  /// What is said of answers to the softmax homework: a verdict, or the mistakes that are named.
  private func told(_ changes: [String: String]) throws -> [String: [String]] {
    let homework = Homework.softmax
    let file = NotebookFile(SourceText(name: "softmax.md", text: homework.assignment(seed: 3)))
    let grader = Grader(try Assignment(file))
    var lines = homework.rightStatements.split(separator: "\n").map(String.init)
    for (name, formula) in changes {
      let place = try #require(lines.firstIndex { $0.hasPrefix("\(name) = ") })
      lines[place] = "\(name) = \(formula)"
    }
    let answers = try homework.answers(
      lines.joined(separator: "\n"), in: homework.session(seed: 3))
    let grade = grader.grade(
      Submission(
        student: "s",
        .answers(answers.mapValues { .numbers(.init($0, .float64)) }, statements: nil)))
    return Dictionary(
      uniqueKeysWithValues: grade.questions.map { question in
        let told: [String] =
          switch question.verdict {
          case .correct: ["correct"]
          case .follows: ["follows"]
          case .wrong(let finding):
            finding.explanations.flatMap { $0.slips.map(\.mistake) }
          case .blank, .ungradable: ["unread"]
          }
        return (question.name, told)
      })
  }

  @Test("is right if nothing else happened")
  func follows() throws {
    let told = try told(["ds": "sin(P - Y)/n"])
    #expect(told["ds"] == [])
    for name in ["dW2", "db2", "dh", "dW1", "db1"] { #expect(told[name] == ["follows"]) }
  }

  @Test("has its mistake named, whatever happened above")
  func mistakes() throws {
    let told = try told([
      "ds": "sin(P - Y)/n", "db2": "mean(ds, axis=0)", "dh": "ds @ (W2 - eta*dW2)'",
      "dz1": "dh", "dW1": "(X' @ dz1 + lambda*W1)",
    ])
    #expect(told["ds"] == [])
    #expect(told["dW2"] == ["follows"])
    #expect(told["db2"]?.contains("bias-averaged") == true)
    #expect(told["dh"]?.contains("weights-after-update") == true)
    #expect(told["dW1"] == ["activation-derivative-missing"])
    #expect(told["db1"] == ["activation-derivative-missing"])
  }

  @Test("has what was done in reporting it named")
  func reporting() throws {
    let told = try told(["ds": "sin(P - Y)/n", "dW2": "-(h' @ ds + lambda*W2)"])
    #expect(told["dW2"]?.first == "sign-flipped")
  }

  @Test("has no mistake named that does not explain it")
  func unexplained() throws {
    let told = try told(["ds": "sin(P - Y)/n", "dh": "sin(ds @ W2')"])
    #expect(told["dh"] == [])
    #expect(told["db1"] == ["follows"])
  }
}
