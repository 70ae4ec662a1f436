import Diagnostics
import Language
import Notebook
import Tensors

/// Judges the formulas of one submission: here, and at points where numbers typed into a formula
/// show.
struct FormulaJudge {
  private let assignment: Assignment
  private let points: FormulaPoints
  private let context: SessionContext
  private let limits: FormulaLimits
  private let text: FormulaText
  private var here: FormulaRun
  /// The statements run at other points, by neighbourhood and point.
  private var elsewhere: [[FormulaRun]] = []

  init(
    _ statements: SourceText, _ assignment: Assignment, setup: [Statement], _ points: FormulaPoints,
    _ limits: FormulaLimits, _ context: SessionContext
  ) {
    self.assignment = assignment
    self.points = points
    self.context = context
    self.limits = limits
    text = FormulaText(statements, setup: setup, limits: limits)
    here = FormulaRun(text, in: assignment.state, limits: limits, context: context)
  }

  enum Value {
    case numbers(Answer.Numbers)
    case blank
    case failed(UnreadableAnswer)
  }

  /// What the statements give for a question.
  /// - Parameter isStated: Whether the submission says that they state it.
  mutating func value(of name: String, isStated: Bool) -> Value {
    switch here.value(of: name) {
    case nil:
      guard isStated, let reason = text.problem ?? text.firstRefusal else { return .blank }
      return .failed(.formula(reason))
    case .failure(let failure)?: return .failed(.formula(failure.message))
    case .success(let tensor)?:
      if let place = tensor.values.firstIndex(where: { !$0.isFinite }) {
        return .failed(.notFinite(place: tensor.shape.index(of: place)))
      }
      return .numbers(.init(tensor, .float64))
    }
  }

  /// Whether a formula that is right here is right at the other points too.
  ///
  /// The points of one neighbourhood are enough, if the formula or the key depends on what moves
  /// there: a formula may count on what stays as it is.
  mutating func isRightElsewhere(_ question: Int) -> Bool {
    let neighbourhoods = points.neighbourhoods(of: assignment)
    let reads = assignment.state.inOrderOfDependence(
      text.reads(behind: assignment.questions[question].name))
    let telling = neighbourhoods.indices.filter { index in
      neighbourhoods[index].moves[question]
        || reads.contains { neighbourhoods[index].variables.contains($0) }
    }
    if telling.isEmpty { return true }
    if elsewhere.isEmpty { elsewhere = neighbourhoods.map { _ in [] } }
    for index in telling {
      var isRight = true
      for place in neighbourhoods[index].points.indices where isRight {
        isRight = agrees(question, neighbourhoods[index].points[place], index, place)
      }
      if isRight { return true }
    }
    return false
  }

  private mutating func agrees(
    _ question: Int, _ point: FormulaPoints.Point, _ neighbourhood: Int, _ place: Int
  ) -> Bool {
    if elsewhere[neighbourhood].count == place {
      elsewhere[neighbourhood].append(
        FormulaRun(
          text, in: point.state, leavingOut: here.restatements, limits: limits, context: context))
    }
    let value = elsewhere[neighbourhood][place].value(of: assignment.questions[question].name)
    guard case .success(let tensor)? = value else { return false }
    return AnswerComparison(.init(tensor, .float64), assignment.rules)
      .agrees(with: point.keys[question])
  }
}
