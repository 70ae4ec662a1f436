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

  /// Whether the next random call was drawn before, with the same arguments.
  func knows(_ arguments: Arguments) -> Bool {
    nextNumber < log.numbers.count && log.numbers[nextNumber].arguments == arguments
  }

  mutating func number(
    _ arguments: Arguments, _ random: inout RandomState,
    _ draw: (inout RandomState) throws(OperationError) -> Tensor
  ) throws(OperationError) -> Tensor {
    defer { nextNumber += 1 }
    if knows(arguments) { return log.numbers[nextNumber].tensor }
    let drawn = DrawLog.Draw(arguments: arguments, tensor: try draw(&random))
    if nextNumber < log.numbers.count {
      log.numbers[nextNumber] = drawn
    } else {
      log.numbers.append(drawn)
    }
    hasGrown = true
    return drawn.tensor
  }

  /// Whether the next mask was drawn before.
  func knowsMask(_ shape: Shape) -> Bool {
    nextMask < log.masks.count && log.masks[nextMask].shape == shape
  }

  mutating func mask(
    _ shape: Shape, _ random: inout RandomState,
    _ draw: (inout RandomState) throws(OperationError) -> Tensor
  ) throws(OperationError) -> Tensor {
    defer { nextMask += 1 }
    if knowsMask(shape) { return log.masks[nextMask] }
    let drawn = try draw(&random)
    log.masks.removeSubrange(min(nextMask, log.masks.count)...)
    log.masks.append(drawn)
    hasGrown = true
    return drawn
  }
}
