import Tensors
import Testing

@testable import Grading

/// Every homework in every style in which it may be handed in, read as a file.
@Suite("Homework that is handed in")
struct HandedInTests {
  /// How often each homework of each seed is handed in in each style.
  private static let draws = FullTests.areAsked ? 5 : 1

  @Test("is of ten thousand right submissions, where all are tried")
  func count() {
    let count = Homework.all.count * 5 * HandInStyle.all.count * 5
    #expect(count >= 10_000)
    #expect(Set(HandInStyle.all.map(\.name)).count == HandInStyle.all.count)
  }

  /// What arithmetic in another order, or in float32, makes of a tensor.
  private static func worked(
    _ tensor: Tensor, isSingle: Bool, _ random: inout RandomState
  ) -> Tensor {
    let largest = tensor.values.reduce(0) { max($0, abs($1)) }
    let size = isSingle ? 4e-7 : 2e-14
    var tensor = tensor
    for place in tensor.values.indices {
      let value = tensor.values[place]
      // Where nothing was computed nothing was rounded.
      if value != 0 {
        tensor.values[place] += size * random.uniform(-1, 1) * (abs(value) + largest)
      }
    }
    return tensor
  }

  @Test("is right in every style if it is right", arguments: Homework.all)
  func right(_ homework: Homework) throws {
    var random = RandomState(seed: 9)
    for seed in FullTests.seeds {
      let assignment = try ManySubmissionsTests.assignment(homework, seed: seed)
      let judge = Judge(assignment)
      let reader = SubmissionReader(questions: assignment.questions.map { ($0.name, $0.shape) })
      for style in HandInStyle.all {
        for draw in 0..<Self.draws {
          // Whoever types numbers may have them from float32.
          let isSingle = style.isSingle || style.digits != nil && draw % 2 == 1
          let answers = assignment.questions.reduce(into: [:]) { answers, question in
            answers[question.name] = Self.worked(question.key, isSingle: isSingle, &random)
          }
          let submission = style.submission(answers, to: reader)
          for (question, judged) in zip(
            assignment.questions, judge.judge(try submission.answers))
          {
            guard case .correct(_, let remarks) = judged, remarks.isEmpty else {
              Issue.record(
                "\(question.name) at seed \(seed) in \(style.name): \(judged), \(question.key)")
              return
            }
          }
        }
      }
    }
  }

  @Test("is never wholly right with a mistake that can be seen", arguments: Homework.all)
  func wrong(_ homework: Homework) throws {
    let styles = FullTests.areAsked ? HandInStyle.all : [0, 3, 11].map { HandInStyle.all[$0] }
    for seed in FullTests.seeds {
      let assignment = try ManySubmissionsTests.assignment(homework, seed: seed)
      let judge = Judge(assignment)
      let reader = SubmissionReader(questions: assignment.questions.map { ($0.name, $0.shape) })
      let session = try homework.session(seed: seed)
      for wrong in homework.wrongs {
        let answers = try homework.answers(wrong.statements, in: session)
        for style in styles {
          let submission = style.submission(answers, to: reader)
          let judged = judge.judge(try submission.answers)
          var isWhollyRight = true
          for (question, judged) in zip(assignment.questions, judged) {
            guard let answer = answers[question.name] else {
              guard case .blank = judged else {
                Issue.record("\(wrong) at seed \(seed) in \(style.name): \(judged)")
                continue
              }
              isWhollyRight = false
              continue
            }
            let isRight = if case .correct = judged { true } else { false }
            isWhollyRight = isWhollyRight && isRight
            if isRight, style.tells(answer, from: question.key) {
              Issue.record("\(wrong), \(question.name) at seed \(seed) in \(style.name)")
            }
          }
          if isWhollyRight, style.digits == nil {
            Issue.record("\(wrong) at seed \(seed) in \(style.name) is right")
          }
        }
      }
    }
  }
}
