import Diagnostics
import Language

/// Reads the fields of a task and what they come to.
struct TaskReader {
  private typealias Field = FieldReader<TaskField>.Field

  private let lines: SourceLines
  private let fence: Fence
  private let header: AttributeReader.TaskHeader
  private var fields: [Field] = []
  private(set) var problems: [Diagnostic] = []

  init(_ lines: SourceLines, _ fence: Fence, _ header: AttributeReader.TaskHeader) {
    self.lines = lines
    self.fence = fence
    self.header = header
  }

  private var place: SourceRange { header.idRange ?? lines.range(fence.lines.lowerBound) }

  /// The task; nil if it does not say what to do or how it is judged.
  mutating func read() -> LessonTask? {
    if header.idRange == nil { problems.append(LessonDiagnostics.noID(at: place)) }
    var reader = FieldReader<TaskField>(lines, fence)
    fields = reader.read()
    problems += reader.problems
    let tolerance = readTolerance()
    let kind = readKind()
    guard let ask = all(.ask).first else {
      problems.append(LessonDiagnostics.missingField(.ask, at: place))
      return nil
    }
    guard let kind else { return nil }
    return LessonTask(
      id: header.id, points: header.points, ask: MarkdownReader.prose(ask.text), kind: kind,
      hints: all(.hint).map { MarkdownReader.prose($0.text) }, tolerance: tolerance, place: place)
  }

  // MARK: - Fields

  private func all(_ field: TaskField) -> [Field] { fields.filter { $0.name == field } }

  // MARK: - What they come to

  private mutating func readKind() -> LessonTask.Kind? {
    let asked = [TaskField.accept, .choice, .correct, .predict].filter { !all($0).isEmpty }
    let kinds = asked.filter { $0 != .correct || !asked.contains(.choice) }
    guard kinds.count < 2 else {
      problems.append(
        LessonDiagnostics.mixedKinds(kinds[0], kinds[1], at: all(kinds[1])[0].nameRange))
      return nil
    }
    switch kinds.first {
    case .accept: return readExercise()
    case .choice, .correct: return readChoice()
    case .predict: return readPrediction()
    default:
      if problems.isEmpty { problems.append(LessonDiagnostics.noKind(at: place)) }
      return nil
    }
  }

  private mutating func readExercise() -> LessonTask.Kind? {
    refuse([.run], beside: .accept)
    let accepted = all(.accept).compactMap { expression($0.code) }
    let solution = all(.solution)
    guard !solution.isEmpty else {
      problems.append(LessonDiagnostics.missingField(.solution, at: place))
      return nil
    }
    let code = code(solution)
    let mistakes = readMistakes()
    guard !accepted.isEmpty else { return nil }
    return .statements(
      LessonTask.Exercise(accepted: accepted, solution: code, mistakes: mistakes))
  }

  private mutating func readPrediction() -> LessonTask.Kind? {
    refuse([.solution], beside: .predict)
    let mistakes = readMistakes()
    guard let expression = expression(all(.predict)[0].code) else { return nil }
    let run = all(.run)
    return .prediction(
      LessonTask.Prediction(
        expression: expression, run: run.isEmpty ? nil : code(run), mistakes: mistakes))
  }

  private mutating func readChoice() -> LessonTask.Kind? {
    refuse([.solution, .run, .wrong, .tolerance], beside: .choice)
    let options = fields.filter { $0.name == .choice || $0.name == .correct }
    guard options.count > 1 else {
      problems.append(LessonDiagnostics.oneChoice(at: options[0].nameRange))
      return nil
    }
    if !options.contains(where: { $0.name == .correct }) {
      problems.append(LessonDiagnostics.noCorrectChoice(at: options[0].nameRange))
    }
    return .choice(
      options.map { option in
        let (text, answer) = option.atArrow ?? (option.text, "")
        return LessonTask.Option(
          text: MarkdownReader.line(text), isRight: option.name == .correct,
          answer: MarkdownReader.line(answer))
      })
  }

  private mutating func refuse(_ unwanted: [TaskField], beside kind: TaskField) {
    for field in fields where unwanted.contains(field.name) {
      problems.append(LessonDiagnostics.mixedKinds(kind, field.name, at: field.nameRange))
    }
  }

  private mutating func readMistakes() -> [LessonTask.Mistake] {
    all(.wrong).compactMap { field in
      do throws(Diagnostic) {
        return try field.mistake
      } catch {
        problems.append(error)
        return nil
      }
    }
  }

  private mutating func readTolerance() -> Double? {
    guard let field = all(.tolerance).first else { return nil }
    guard let tolerance = Tolerance.read(field.text) else {
      problems.append(
        LessonDiagnostics.entryValue(
          "tolerance", "a number such as 1e-6, or a part such as 1%", at: field.code.range))
      return nil
    }
    return tolerance
  }

  private mutating func expression(_ code: LessonCode) -> LessonExpression? {
    do throws(Diagnostic) {
      return try LessonExpression(code)
    } catch {
      problems.append(error)
      return nil
    }
  }

  /// The statements of fields one below the other.
  private mutating func code(_ fields: [Field]) -> LessonCode {
    let code = LessonCode(fields.flatMap(\.parts))
    problems += code.problems
    return code
  }
}
