import Lessons
import Notebook
import Operations
import StyledText
import Tensors

/// What students are told of a question: all but what it equals.
struct Asked: Sendable {
  let name: String
  /// `∂J/∂W2`; nil for what is no gradient, or one of something that has no name.
  let symbol: String?
  let shape: Shape
  /// `2 points`.
  let points: String
  /// What is to be done, as written; may be empty.
  let markdown: String

  init(_ question: Question, _ ask: Ask, in assignment: Assignment) {
    name = question.name
    if case .gradient(let loss, let node) = question.kind,
      let above = assignment.recording.names[loss], let below = assignment.recording.names[node]
    {
      symbol = "∂\(above)/∂\(below)"
    } else {
      symbol = nil
    }
    shape = question.shape
    let worth = assignment.worth(question)
    points = NumberText.significant(worth, digits: 4) + (worth == 1 ? " point" : " points")
    markdown = ask.markdown
  }

  /// `5×3`, `4 entries`, `a number`.
  var size: String {
    switch shape.rank {
    case 0: "a number"
    case 1: shape.count == 1 ? "1 entry" : "\(shape.count) entries"
    default: "\(shape)"
    }
  }

  /// `∂J/∂W2, 4×3, 3 points`.
  var description: String { ([symbol].compactMap { $0 } + [size, points]).joined(separator: ", ") }

  /// Nobody types more numbers.
  static let typedLimit = 50

  var canBeTyped: Bool { shape.count <= Asked.typedLimit }
}

extension Assignment {
  /// What students are told of each question.
  var asked: [Asked] {
    zip(questions, file.asks).map { Asked($0, $1, in: self) }
  }
}
