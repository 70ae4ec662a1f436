import Notebook
import Tensors

/// How far an entry may be from what it should be.
///
/// ```
/// |s - g| <= part·|g| + share·max|g|
/// ```
/// The second term is for entries in which larger ones have cancelled: what rounding left of them
/// goes with the size of what was added, not with what remained. It never stands alone: at the
/// largest entry it is far below the first, so that zeros agree with nothing but zeros.
struct Margin: Sendable, Equatable {
  /// Of the entry itself.
  let part: Double
  /// Of the tensor's largest entry.
  let share: Double
  /// What rounding may have left of entries that have cancelled, of the largest on the way.
  let noise: Double
  /// What rounding to the nearest number of the type does to the smallest numbers, which have
  /// fewer digits.
  var rounding = 0.0

  init(_ precision: Precision, _ rules: Assignment.Rules) {
    switch precision {
    case .float64, .integer: (part, share, noise) = (rules.tolerance, Agreement.share, 1e-14)
    case .typed: (part, share, noise) = (rules.tolerance, 1e-6, 1e-14)
    case .float32:
      // Twenty layers, or batch norm over some hundred rows, leave several millionths.
      (part, share, noise) = (max(rules.tolerance, 1e-4), 1e-5, 1e-6)
      rounding = Double(Float.leastNonzeroMagnitude) / 2
    case .float16:
      (part, share, noise) = (max(rules.tolerance, 1e-2), 1e-3, 1e-3)
      // Half of 2^-24.
      rounding = 0x1p-25
    }
  }

  /// What every entry of a tensor may be wrong by.
  /// - Parameters:
  ///   - largest: The magnitude of the largest entry; nan if one is not finite.
  ///   - scale: The same of what has been worked with on the way.
  func floor(largest: Double, scale: Double) -> Double {
    // A type in which even the largest entry has no digits left tells nothing: zeros would pass.
    share * largest + noise * scale + (20 * rounding <= largest ? rounding : 0)
  }
}
