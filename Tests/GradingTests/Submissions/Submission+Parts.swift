import Diagnostics

@testable import Grading

extension Submission {
  struct NotRead: Error { let problem: Diagnostic }

  /// The answers; throws what makes the submission ungradable.
  var answers: [String: Answer] {
    get throws {
      switch content {
      case .answers(let answers, _): return answers
      case .ungradable(let problem): throw NotRead(problem: problem)
      }
    }
  }

  var statements: SourceText? {
    if case .answers(_, let statements) = content { statements } else { nil }
  }

  /// Why it cannot be read.
  var problem: Diagnostic? {
    if case .ungradable(let problem) = content { problem } else { nil }
  }
}
