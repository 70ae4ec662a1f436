import Notebook
import StyledText
import Tensors

extension LessonPlayer {
  /// What the lesson itself would type now, so that it can be played to its end unattended; nil
  /// once it is over.
  package var ownAnswer: String? {
    guard !isOver else { return nil }
    guard let (task, _) = currentTask, record(task).state == .open else { return "" }
    switch task.kind {
    case .statements(let exercise): return exercise.solution.text
    case .choice(let options):
      return options.firstIndex(where: \.isRight).map(TaskView.letter)
        ?? LessonWord.skip.rawValue
    case .prediction(let prediction):
      var copy = base
      if let run = prediction.run { copy.execute(run.source) { _ in } }
      var value: Tensor?
      copy.execute(prediction.expression.code.source) { value = $0.value }
      return value.flatMap(Self.literal) ?? LessonWord.skip.rawValue
    }
  }

  /// A value as it is typed; nil for one that cannot be.
  private static func literal(_ tensor: Tensor) -> String? {
    let numbers = tensor.values.map(NumberText.exact)
    switch tensor.shape.rank {
    case 0: return numbers.first
    case 1: return "[\(numbers.joined(separator: ", "))]"
    case 2:
      let columns = tensor.shape.dimensions[1]
      guard columns > 0 else { return nil }
      let rows = stride(from: 0, to: numbers.count, by: columns).map {
        numbers[$0..<$0 + columns].joined(separator: ", ")
      }
      return "[\(rows.joined(separator: "; "))]"
    default: return nil
    }
  }
}
