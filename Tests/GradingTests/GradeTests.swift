import Testing

@testable import Grading

@Suite("A grade")
struct GradeTests {
  @Test("adds up what its questions earn")
  func score() {
    let questions = [1.5, 2].map {
      QuestionGrade(name: "dW", score: $0, points: 2, verdict: .correct)
    }
    #expect(Grade(student: "ada", status: .graded, questions: questions).score == 3.5)
  }
}
