import Glibc
import Synchronization
import Tensors

/// Counts what formulas use, and stops them where it is too much.
final class FormulaMeter: Sendable {
  /// What there was too much of.
  enum Excess: Sendable, Equatable {
    case steps(Int)
    case operations(Int)
    case seconds(Int)
    /// Somebody stopped the grader.
    case stopped
  }

  private struct Count {
    var steps = (each: 0, total: 0)
    var operations = 0
    var begun: Double
    var excess: Excess?
  }

  private let limits: FormulaLimits
  private let outer: Interruption
  private let start = FormulaMeter.seconds
  private let count: Mutex<Count>

  init(_ limits: FormulaLimits, within outer: Interruption) {
    self.limits = limits
    self.outer = outer
    count = Mutex(Count(begun: start))
  }

  /// What this thread, which evaluates alone, has worked: how busy the machine is with other things
  /// changes no result.
  private static var seconds: Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }

  /// Begins with another statement or answer.
  func begin() {
    count.withLock { count in
      count.steps.each = 0
      count.begun = FormulaMeter.seconds
      count.excess = nil
    }
  }

  /// What the statement under way had too much of.
  var excess: Excess? { count.withLock { $0.excess } }

  /// Counts arithmetic operations before they are done.
  /// - Returns: Whether there may be as many.
  func admit(operations: Int) -> Bool {
    count.withLock { count in
      let (sum, overflow) = count.operations.addingReportingOverflow(operations)
      guard operations <= limits.operations.each, !overflow, sum <= limits.operations.total else {
        count.excess = .operations(
          operations <= limits.operations.each ? limits.operations.total : limits.operations.each)
        return false
      }
      count.operations = sum
      return true
    }
  }

  /// Every question counts as a step: sessions ask at each call and at each stretch of work.
  var interruption: Interruption {
    Interruption { [self] in
      if outer.isRequested {
        count.withLock { $0.excess = .stopped }
        return true
      }
      return count.withLock { count in
        count.steps.each += 1
        count.steps.total += 1
        if count.steps.each > limits.steps.each {
          count.excess = .steps(limits.steps.each)
        } else if count.steps.total > limits.steps.total {
          count.excess = .steps(limits.steps.total)
        } else if count.steps.each & 0xF == 0 {
          let now = FormulaMeter.seconds
          if now - count.begun > Double(limits.seconds.each) {
            count.excess = .seconds(limits.seconds.each)
          } else if now - start > Double(limits.seconds.total) {
            count.excess = .seconds(limits.seconds.total)
          }
        }
        return count.excess != nil
      }
    }
  }
}
