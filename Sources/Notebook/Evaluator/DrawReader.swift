import Operations
import Tensors

/// Reads what random calls drew when a statement was entered, and draws what is missing.
struct DrawReader {
  private(set) var log: DrawLog
  private var nextNumber = 0
  private var nextMask = 0
  /// Whether something had to be drawn.
  private(set) var hasGrown = false

  init(_ log: DrawLog) { self.log = log }

  mutating func number(
    _ random: inout RandomState,
    _ draw: (inout RandomState) throws(OperationError) -> Tensor
  ) throws(OperationError) -> Tensor {
    defer { nextNumber += 1 }
    if nextNumber < log.numbers.count { return log.numbers[nextNumber] }
    let drawn = try draw(&random)
    log.numbers.append(drawn)
    hasGrown = true
    return drawn
  }

  mutating func mask(
    _ shape: Shape, _ random: inout RandomState, _ draw: (inout RandomState) -> Tensor
  ) -> Tensor {
    defer { nextMask += 1 }
    if nextMask < log.masks.count, log.masks[nextMask].shape == shape {
      return log.masks[nextMask]
    }
    let drawn = draw(&random)
    log.masks.removeSubrange(min(nextMask, log.masks.count)...)
    log.masks.append(drawn)
    hasGrown = true
    return drawn
  }
}
