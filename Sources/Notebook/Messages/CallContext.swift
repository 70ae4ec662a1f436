import Diagnostics
import Tensors

/// What a diagnostic needs to know of the call that failed.
struct CallContext {
  struct Operand {
    let text: String
    let range: SourceRange
    let shape: Shape
  }

  let range: SourceRange
  let operands: [Operand]
  /// The session's tensors, to suggest one that fits.
  let shapes: [(name: String, shape: Shape)]
}
