import Diagnostics
import Differentiation
import Operations
import Tensors

/// Failures of a run, of a derivative, of the symbolic engine, in words.
enum EvaluationDiagnostics {
  static func tooMuchMemory(_ bytes: Int, limit: Int, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "memory", "this needs \(Memory.text(Double(bytes))) of memory", at: range,
      notes: ["the limit is \(Memory.text(Double(limit)))"],
      help: "set memory raises it, in GiB")
  }

  static func diagnostic(
    _ error: EvaluationError, _ recording: Recording, at range: SourceRange
  ) -> Diagnostic {
    switch error {
    case .interrupted: return EvaluatorDiagnostics.interrupted()
    case .tooMuchMemory(let bytes, let limit):
      return tooMuchMemory(bytes, limit: limit, at: range)
    case .operation(let error, let node):
      let origin = recording.origin(of: node)
      let context = CallContext(range: origin?.range ?? range, operands: [], shapes: [])
      let diagnostic = OperationDiagnostics.diagnostic(error, context)
      return origin.map { diagnostic.located(in: $0.source) } ?? diagnostic
    }
  }
}

enum DerivativeDiagnostics {
  static func diagnostic(
    _ error: DerivativeError, form: String, at range: SourceRange, argument: SourceRange?
  ) -> Diagnostic {
    switch error {
    case .notScalar(let shape):
      return Diagnostic(
        "shape", "\(form) differentiates a single number, and this is \(shape)",
        at: argument ?? range,
        help: form == "grad" ? "take its sum or mean, or use jacobian or vjp" : nil)
    case .tooManyAxes(let f, let x):
      return Diagnostic(
        "shape", "the derivative of \(f) by \(x) has more than \(Shape.maximumRank) axes",
        at: range, help: "flatten one of them first")
    case .direction(let expected, let got):
      return Diagnostic(
        "shape", "the direction of \(form) must have shape \(expected), not \(got)", at: range)
    case .tooLarge(let nodes, let limit):
      return Diagnostic(
        "size", "this derivative would record \(nodes == .max ? "too many" : "\(nodes)") nodes",
        at: range, notes: ["a graph holds at most \(limit)"])
    case .operation(let error):
      return OperationDiagnostics.diagnostic(
        error, CallContext(range: range, operands: [], shapes: []))
    }
  }
}

enum SymbolicDiagnostics {
  static func diagnostic(_ error: SymbolicError, at range: SourceRange) -> Diagnostic {
    switch error {
    case .notElementwise(let operation):
      Diagnostic(
        "symbolic", "\(operation) mixes the entries of a tensor", at: range,
        notes: ["symbolic derivatives go element by element"],
        help: "use grad for a scalar, jacobian for a tensor")
    case .tooLarge(let operations):
      Diagnostic(
        "symbolic", "the symbolic derivative grows beyond \(operations) operations", at: range,
        notes: ["that is expression swell: every product rule copies its factors"],
        help: "grad computes the same number with shared intermediates")
    }
  }
}
