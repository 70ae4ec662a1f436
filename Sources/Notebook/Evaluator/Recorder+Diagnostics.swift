import Diagnostics
import Differentiation
import Language
import Operations
import Tensors

/// What goes wrong while recording, with its place, and when recording has to end.
extension Recorder {
  func located(_ diagnostic: Diagnostic) -> Diagnostic { diagnostic.located(in: source) }

  func text(of range: SourceRange) -> String { source[range] }

  func diagnostic(
    _ error: OperationError, _ operands: [Operand], _ range: SourceRange
  ) -> Diagnostic {
    let context = CallContext(
      range: range,
      operands: operands.map {
        CallContext.Operand(
          text: $0.text ?? Expression.short(source[$0.range]), range: $0.range,
          shape: recording.graph.shape(of: $0.node))
      },
      shapes: state.order.compactMap { name in
        recording.nodes[name].map { (name, recording.graph.shape(of: $0)) }
          ?? state.definitions[name]?.tensor.map { (name, $0.shape) }
      })
    return located(OperationDiagnostics.diagnostic(error, context))
  }

  func checkInterruption() throws(Diagnostic) {
    if budget.interruption.isRequested { throw located(EvaluatorDiagnostics.interrupted()) }
  }

  /// A graph that grows without end is stopped before it fills the memory.
  func checkSize(_ range: SourceRange) throws(Diagnostic) {
    try checkInterruption()
    if recording.graph.count > budget.nodes {
      throw located(EvaluatorDiagnostics.tooManyNodes(recording.graph.count, at: range))
    }
    let bytes = recording.graph.entriesOfLeaves * 8
    if bytes > budget.bytes {
      throw located(EvaluationDiagnostics.tooMuchMemory(bytes, limit: budget.bytes, at: range))
    }
  }
}
