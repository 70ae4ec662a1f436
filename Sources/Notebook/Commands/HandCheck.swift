import Diagnostics
import Language
import StyledText
import Tensors

/// A value that somebody worked out beside what it should be.
struct HandCheck {
  /// What the value is called; nil if it has no name.
  let name: String?
  let answer: Tensor
  let expected: Tensor
  /// The places of the entries that differ; none where the shapes do.
  let differing: [Int]
  /// What is known of the mistakes; nil where it is right, or no gradient.
  private(set) var findings: WorkedGradientFindings?

  /// Whether the shapes are one, or differ by an axis of length 1 alone.
  var fits: Bool { answer.shape.isLike(expected.shape) }
  var agrees: Bool { fits && differing.isEmpty || findings?.isSubgradient == true }

  init(
    _ reader: CommandReader, _ references: [Expression], in session: inout Session,
    source: SourceText
  ) throws(Diagnostic) {
    guard references.count == 1, reader.afterKeyword["wrt"] == nil else {
      throw CommandDiagnostics.usage(
        CheckCommand.self, at: references.dropFirst().first?.range ?? reader.command.word.range)
    }
    let (own, reference) = (try reader.subject(), references[0])
    let values = try session.evaluate([own, reference], in: source, reader.command.range)
    name = own.bareName ?? own.memberName
    (answer, expected) = (values[0], values[1])
    differing =
      answer.shape.isLike(expected.shape) ? Agreement.differing(answer, expected) : []
    guard !agrees, let parts = reference.gradientParts, let diagnose = session.context.diagnosis
    else { return }
    let recording = try session.record([parts.loss, parts.wrt], in: source)
    findings = diagnose(
      WorkedGradient(
        name: name, answer: answer, expected: expected, recording: recording,
        loss: recording.outputs[0], wrt: recording.outputs[1], state: session.state),
      session.context.interruption)
    if session.context.interruption.isRequested { throw EvaluatorDiagnostics.interrupted() }
  }

  var json: JSON {
    .object([
      ("name", name.map { .text($0) } ?? .null), ("verdict", .text(agrees ? "agrees" : "differs")),
      ("shape", JSON.shape(answer.shape)), ("expectedShape", JSON.shape(expected.shape)),
      (
        "entries",
        .list(
          differing.map { place in
            .object([
              ("index", .number(Double(place))), ("yours", .number(answer.values[place])),
              ("expected", .number(expected.values[place])),
            ])
          })
      ),
      (
        "explanations",
        .list(
          (findings?.explanations ?? []).map { explanation in
            .object([
              ("title", .text(explanation.title)),
              ("advice", .list(explanation.advice.map { .text($0) })),
              ("steps", .list(explanation.steps.map { .text($0.plain) })),
            ])
          })
      ),
    ])
  }
}

extension Expression {
  /// J and x of `grad(J, x)`.
  fileprivate var gradientParts: (loss: Expression, wrt: Expression)? {
    guard case .call(let callee, let arguments) = kind, callee.bareName == "grad",
      arguments.count == 2, arguments.allSatisfy({ $0.label == nil })
    else { return nil }
    return (arguments[0].value, arguments[1].value)
  }
}
