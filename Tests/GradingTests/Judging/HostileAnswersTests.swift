import Diagnostics
import Lessons
import Notebook
import Tensors
import Testing

@testable import Grading

/// Answers that nobody means, which are graded all the same: what one student hands in must not end
/// the grading of the others.
@Suite("Answers that nobody means")
struct HostileAnswersTests {
  private static func filled(_ value: Double, _ dimensions: [Int]) -> Tensor {
    Tensor(repeating: value, shape: Shape(dimensions))
  }

  /// What may stand in place of a tensor.
  private static func tensors(_ key: Tensor) -> [Tensor] {
    let dimensions = key.shape.dimensions
    let scaled = [1e308, -1e-308, Double.leastNonzeroMagnitude, 1e-9, 0, -0.0].map { factor in
      Tensor(shape: key.shape, values: key.values.map { ($0 * factor).isFinite ? $0 * factor : 1 })
    }
    let shapes: [[Int]] = [
      [], [0], [1], [0, 3], [3, 0], [0, 0, 0, 0], [1, 1, 1, 1], [2, 1, 2, 1], [5000], [1, 5000],
      dimensions.reversed(), dimensions + [1], [1] + dimensions, dimensions.map { $0 + 1 },
      dimensions.map { $0 - 1 }, [key.values.count], [key.values.count, 1],
    ]
    return scaled
      + shapes.filter { $0.count <= Shape.maximumRank }.flatMap { shape in
        [filled(0, shape), filled(1, shape), filled(.greatestFiniteMagnitude, shape)]
      }
  }

  /// How exactly numbers may be said to be known.
  private static func precisions(_ tensor: Tensor) -> [Precision] {
    let count = tensor.values.count
    return [
      .float64, .float16, .integer,
      .typed(Array(repeating: TypedNumber(unit: 0, digits: 0), count: count)),
      .typed(Array(repeating: TypedNumber(unit: .infinity, digits: .max), count: count)),
      .typed([]),
    ]
  }

  @Test("are graded, one among right answers and all at once")
  func tensors() throws {
    let assignment = try ManySubmissionsTests.assignment(.softmax, seed: 1)
    let grader = Grader(assignment)
    let questions = assignment.questions
    let choices = questions.map { Self.tensors($0.key) }
    for place in choices[0].indices {
      let asked = place % questions.count
      let tensor = choices[asked][place % choices[asked].count]
      let precisions = Self.precisions(tensor)
      var answers: [String: Answer] = [:]
      for (question, tensors) in zip(questions, choices) {
        let isAlone = place % 5 != 0
        answers[question.name] = .numbers(
          .init(isAlone ? question.key : tensors[place % tensors.count], .float64))
      }
      answers[questions[asked].name] = .numbers(
        .init(tensor, precisions[place % precisions.count]))
      let grade = grader.grade(Submission(student: "a", .answers(answers, statements: nil)))
      #expect(grade.questions.count == questions.count)
      let isLike = tensor.shape.isLike(questions[asked].shape)
      if case .wrong(let finding) = grade.questions[asked].verdict {
        if case .shape = finding.difference { #expect(!isLike) }
      } else {
        #expect(isLike, "\(questions[asked].name) as \(tensor.shape): \(grade.questions[asked])")
      }
      #expect(!GradeRecord.json(grade, assignment).line.isEmpty)
    }
  }

  @Test("are graded where a penalty, or one loss of two, is all that an answer depends on")
  func apart() throws {
    let text = """
      ---
      title: Apart
      ---
      ```grad setup
      grad> X := [1, 2; 3, 4; 5, 7]; w := [0.5, -1]; v := [1, 2, 4]; b := 0.5
      grad> z = X @ w + b
      grad> J = mean(z^2) + 0.5*0.1*sum(v^2)
      grad> K = sum(z) + sum(w^2)
      ```

      ```ask points=1
      dv: grad(J, v)
      ```

      ```ask points=1
      dw: grad(J, w)
      ```

      ```ask points=1
      db: grad(J, b)
      ```

      ```ask points=1
      kw: grad(K, w)
      ```

      """
    let assignment = try Assignment(NotebookFile(SourceText(name: "apart.md", text: text)))
    let grader = Grader(assignment)
    let choices = assignment.questions.map { question in
      Self.tensors(question.key)
        + [3, -0.5].map { factor in
          Tensor(shape: question.shape, values: question.key.values.map { $0 * factor })
        }
    }
    for (place, first) in choices[0].enumerated() {
      for (name, others) in zip(["dw", "db", "kw"], choices.dropFirst()) {
        let answers: [String: Answer] = [
          "dv": .numbers(.init(first, .float64)),
          name: .numbers(.init(others[(7 * place + 3) % others.count], .float64)),
        ]
        let grade = grader.grade(Submission(student: "a", .answers(answers, statements: nil)))
        #expect(grade.questions.count == 4)
      }
    }
  }

  @Test("are read whatever their names are and however many there are")
  func names() throws {
    let names = (0..<100_000).map { "\"n\($0)\": \($0)" }.joined(separator: ", ")
    for text in [
      "{\"student\": \"a\", \"answers\": {\(names)}}",
      "{\"student\": \"a\", \"answers\": {\(names), \"dW2\": [], \"db2\": [[], []]}}",
      "{\"student\": \"a\", \(names), \"answers\": {\"dW2\": [[[[[[1]]]]]]}}",
      "{\"student\": \"a\", \"answers\": {\"dW2\": 1e400, \"db2\": -1e-400, \"J\": 1e99999999999}}",
      "{\"student\": 9223372036854775808e9223372036854775808, \"answers\": {\"dW2\": \"\"}}",
    ] {
      let submission = Handed.reader.read(record: Array(text.utf8))
      #expect(submission.notes.count <= 20)
      switch submission.content {
      case .answers(let answers, _): #expect(answers.count == 3)
      case .ungradable(let problem): #expect(!problem.message.isEmpty)
      case .fault(let reason): Issue.record("\(reason)")
      }
    }
  }
}
