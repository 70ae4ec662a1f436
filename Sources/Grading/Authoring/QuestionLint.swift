import Differentiation
import Lessons
import Notebook
import Operations
import Tensors

/// What can be said of an assignment's questions one by one.
struct QuestionLint {
  private let assignment: Assignment
  private(set) var findings: [AssignmentLint.Finding] = []
  /// The questions whose right answers are zero.
  let zero: Set<Int>

  init(_ assignment: Assignment) {
    self.assignment = assignment
    zero = Set(assignment.questions.indices.filter { assignment.isZero($0) })
    let (exact, rounded) = (
      zero.filter { assignment.questions[$0].key.largest == 0 },
      zero.filter { assignment.questions[$0].key.largest > 0 }
    )
    func names(_ places: Set<Int>) -> [String] {
      places.sorted().map { assignment.questions[$0].name }
    }
    if !exact.isEmpty { findings.append(LintMessages.zeroKeys(names(exact))) }
    if !rounded.isEmpty { findings.append(LintMessages.roundingKeys(names(rounded))) }
    for (index, question) in assignment.questions.enumerated() {
      if question.points == 0 { findings.append(LintMessages.noPoints(question.name)) }
      if assignment.state.definitions[question.name] != nil {
        findings.append(LintMessages.statedBySetup(question.name))
      }
      let upstream = upstreamThatIsMissing(at: index)
      if !upstream.isEmpty {
        findings.append(LintMessages.missingUpstream(question.name, from: upstream))
      }
      addMistakes(of: question, assignment.file.asks[index])
    }
  }

  /// The asked gradients of the same loss that stand nearest above one, if it names none.
  private func upstreamThatIsMissing(at index: Int) -> [String] {
    let questions = assignment.questions
    guard questions[index].upstream.isEmpty,
      case .gradient(let loss, let node) = questions[index].kind
    else { return [] }
    let graph = assignment.recording.graph
    let above = questions.compactMap { question -> (name: String, node: Node)? in
      guard case .gradient(loss, let other) = question.kind, other != node,
        graph.leads(from: node, to: other)
      else { return nil }
      return (question.name, other)
    }
    return above.filter { candidate in
      !above.contains {
        $0.node != candidate.node && graph.leads(from: $0.node, to: candidate.node)
      }
    }.map(\.name)
  }

  private mutating func addMistakes(of question: Question, _ ask: Ask) {
    let codes = ask.mistakes.map(\.expression.code.text)
    // A mistake whose value cannot be told is a problem of reading.
    guard codes.count == question.foreseen.count else { return }
    for (index, mistake) in question.foreseen.enumerated() {
      let code = codes[index]
      if mistake.value.shape != question.shape {
        findings.append(
          LintMessages.misshapenMistake(
            code, mistake.value.shape, of: question.name, question.shape))
      } else if agree(mistake.value, question.key) {
        findings.append(LintMessages.rightMistake(code, of: question.name))
      } else if let earlier = question.foreseen[..<index].firstIndex(where: {
        agree($0.value, mistake.value)
      }) {
        findings.append(LintMessages.sameMistakes(codes[earlier], code, of: question.name))
      }
    }
  }

  private func agree(_ a: Tensor, _ b: Tensor) -> Bool {
    AnswerComparison(Answer.Numbers(a, .float64), assignment.rules).agrees(with: b)
  }
}

extension Assignment {
  /// Whether nothing but rounding is left of a right answer.
  fileprivate func isZero(_ index: Int) -> Bool {
    let key = questions[index].key
    let largest = questions.reduce(0) { max($0, $1.key.largest) }
    if key.largest <= 1e-13 * largest { return true }
    guard case .gradient(let loss, let node) = questions[index].kind,
      let run = try? Evaluation(recording.graph, of: [loss, node])
    else { return false }
    // A change of x by all of itself would be lost in J.
    let change = key.largest * run.tensor(node).largest * Double(key.shape.count)
    return change > 0 && change <= 1e-14 * run.tensor(loss).largest
  }
}
