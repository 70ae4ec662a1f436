import Diagnostics
import Differentiation
import Language
import Operations
import Tensors

/// What the explaining commands share: an expression recorded, and what to differentiate it by.
struct Explanation {
  let recording: Recording
  let output: Node
  /// In the order asked for; all variables it depends on if nothing was.
  let wrt: [Node]
  let wrtNames: [String]
  let isExplicit: Bool
  let detail: Detail
  let range: SourceRange
  private let text: String

  static let wrtKeyword: Set<String> = ["wrt"]
  static let byOption = CommandOption(
    "by", Detail.allCases.map(\.rawValue).joined(separator: "|"),
    "what a step is: a named fact, a network's layer, an operation (the default), or a primitive "
      + "operation")

  /// - Parameter needsScalar: Whether the command differentiates, so that only a number will do.
  init(
    _ reader: CommandReader, in session: inout Session, source: SourceText, needsScalar: Bool
  ) throws(Diagnostic) {
    let expression = try reader.subject()
    let asked = try session.withParameters(reader.names(after: "wrt"), in: source)
    detail =
      try reader.word("by", of: Detail.allCases.map(\.rawValue)).flatMap(Detail.init(rawValue:))
      ?? .ops
    let wanted = asked.map { Expression(.name($0.text), at: $0.range) }
    recording = try session.record([expression] + wanted, in: source)
    output = recording.outputs[0]
    range = expression.range
    text = expression.shortText
    isExplicit = !asked.isEmpty
    let shape = recording.graph.shape(of: output)
    if needsScalar || isExplicit, shape.rank != 0 {
      throw DerivativeDiagnostics.diagnostic(
        .notScalar(shape), form: reader.command.word.text, at: range, argument: range)
    }
    if isExplicit {
      wrt = Array(recording.outputs.dropFirst())
      wrtNames = asked.map(\.text)
    } else {
      wrt = shape.rank == 0 ? recording.variables(of: output) : []
      let names = recording.names
      wrtNames = wrt.map { names[$0] ?? "" }
    }
    if needsScalar, wrt.isEmpty {
      throw CommandDiagnostics.nothingToDifferentiate(at: range)
    }
  }

  func trace(
    in session: Session, backward: Bool = true
  ) throws(Diagnostic) -> Trace {
    let trace: Trace
    do throws(EvaluationError) {
      trace = try Trace(
        recording.graph, of: output, wrt: backward ? wrt : [], names: recording.names,
        detail: detail, taken: Set(session.state.order), budget: session.budget)
    } catch {
      throw EvaluationDiagnostics.diagnostic(error, recording, at: range)
    }
    guard !trace.forward.isEmpty else {
      throw CommandDiagnostics.nothingToExplain(text, at: range)
    }
    return trace
  }
}
