package import Diagnostics
package import Language
package import Notebook
package import Tensors

/// Judges answers to a task by value: where the session stands, and where the variables that the
/// answer depends on are nudged, so that a formula in other words passes and a lucky number does
/// not.
package struct TaskJudge {
  private let task: LessonTask
  private let start: Session
  private let tolerance: Double
  private let reference = Reference()

  /// The session after what the task itself runs, once that was asked for: it may have to train.
  private final class Reference {
    var session: Result<Session, Diagnostic>?
  }

  /// What answers may differ by unless a task says so, as a part of the value.
  static let usualTolerance = 1e-6
  /// The same for values that are guessed.
  static let usualGuess = 0.01

  /// - Parameters:
  ///   - start: The session as it is when the task is asked.
  ///   - tolerance: What the notebook says that answers may differ by.
  package init(_ task: LessonTask, from start: Session, tolerance: Double? = nil) {
    self.task = task
    self.start = start
    let isGuess = if case .prediction = task.kind { true } else { false }
    self.tolerance =
      task.tolerance ?? tolerance ?? (isGuess ? TaskJudge.usualGuess : TaskJudge.usualTolerance)
  }

  /// Judges what a session holds, for a task that asks for statements.
  package func judge(_ session: Session) -> Verdict {
    guard case .statements(let exercise) = task.kind else {
      return .notYet(.init(reason: .unanswered))
    }
    do throws(Diagnostic) {
      let reference = try solved()
      for accepted in exercise.accepted {
        let question = Question(accepted, start: start, reference: reference, tolerance: tolerance)
        if let finding = try question.finding(in: session, mistakes: exercise.mistakes) {
          return .notYet(finding)
        }
      }
      return .right
    } catch {
      return .unjudgeable(error)
    }
  }

  /// Judges a guess, for a task that asks for a value before it is shown.
  package func judge(guess text: String) -> Verdict {
    guard case .prediction(let prediction) = task.kind else {
      return .notYet(.init(reason: .unanswered))
    }
    let reference: Session
    let expected: Tensor
    do throws(Diagnostic) {
      reference = try solved()
      expected = try reference.value(of: prediction.expression)
    } catch {
      return .unjudgeable(error)
    }
    let got: Tensor
    do throws(Diagnostic) {
      let source = SourceText(name: "", text: text)
      let guess = try Session.parser.parseExpression(source)
      got = try start.value(of: guess, in: source)
    } catch {
      return .notYet(.init(reason: .failed(error)))
    }
    // How precise a guess must be follows from how it is written, unless the task says so.
    let comparison = Comparison(
      tolerance: tolerance, isTyped: task.tolerance == nil ? text : nil)
    guard let reason = comparison.difference(prediction.expression.code.text, got, expected) else {
      return .right
    }
    let reply = prediction.mistakes.first { mistake in
      (try? reference.value(of: mistake.expression)).map { comparison.agree(got, $0) } ?? false
    }
    return .notYet(.init(reason: reason, reply: reply?.answer ?? []))
  }

  /// Judges the choice of an answer, counted from 0.
  package func judge(choice index: Int) -> Verdict {
    guard case .choice(let options) = task.kind, options.indices.contains(index) else {
      return .notYet(.init(reason: .unanswered))
    }
    let option = options[index]
    return option.isRight ? .right : .notYet(.init(reason: .choice, reply: option.answer))
  }

  /// Whether a foreseen mistake is right as well: what is said to it would never be read.
  /// - Throws: What is wrong with the task.
  package func isRight(_ mistake: LessonTask.Mistake) throws(Diagnostic) -> Bool {
    let reference = try solved()
    switch task.kind {
    case .statements(let exercise):
      for accepted in exercise.accepted {
        let question = Question(accepted, start: start, reference: reference, tolerance: tolerance)
        if try question.isAnswered(by: mistake) { return true }
      }
      return false
    case .prediction(let prediction):
      let (wrong, right) = (
        try reference.value(of: mistake.expression), try reference.value(of: prediction.expression)
      )
      return Comparison(tolerance: tolerance).agree(wrong, right)
    case .choice: return false
    }
  }

  /// The session after the task's solution, or after what comes between a guess and its value.
  package func solved() throws(Diagnostic) -> Session {
    if let known = reference.session { return try known.get() }
    let result = Result { () throws(Diagnostic) in
      var session = start
      if let code = task.ownCode { try session.run(code) }
      return session
    }
    reference.session = result
    return try result.get()
  }
}

extension Session {
  /// Runs statements of a task; what goes wrong is told with its place in the file.
  mutating func run(_ code: LessonCode) throws(Diagnostic) {
    var problem: Diagnostic?
    execute(code.source) { problem = problem ?? $0.diagnostic }
    if let problem { throw problem.source == code.source ? code.placed(problem) : problem }
  }

  /// The value of an expression of a task; the session stays as it is.
  package func value(of expression: LessonExpression) throws(Diagnostic) -> Tensor {
    do throws(Diagnostic) {
      return try value(of: expression.expression, in: expression.code.source)
    } catch {
      throw error.source == nil || error.source == expression.code.source
        ? expression.code.placed(error) : error
    }
  }

  package func value(
    of expression: Expression, in source: SourceText
  ) throws(Diagnostic) -> Tensor {
    var session = self
    do throws(Diagnostic) {
      return try session.evaluate([expression], in: source, expression.range)[0]
    } catch {
      throw error.source == nil ? error.located(in: source) : error
    }
  }
}
