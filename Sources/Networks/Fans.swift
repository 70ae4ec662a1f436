package import Tensors

/// How many numbers flow into and out of one unit of a weight tensor: what initialisers scale by.
///
/// An in×out matrix has `in` and `out`; a filter bank C'×C×k or C'×C×k×k has `C·k·k` and `C'·k·k`.
/// A vector has its own length for both, and a number 1.
package struct Fans: Equatable, Sendable {
  package let input: Int
  package let output: Int

  package init(of shape: Shape) {
    switch shape.rank {
    case 0: (input, output) = (1, 1)
    case 1: (input, output) = (shape[0], shape[0])
    case 2: (input, output) = (shape[0], shape[1])
    default:
      let field = shape.dimensions[2...].reduce(1, *)
      (input, output) = (shape[1] * field, shape[0] * field)
    }
  }
}
