import Diagnostics
import Operations
import Tensors

/// What training and initialising change.
extension SessionState {
  /// Gives a value other entries; what it is stays.
  mutating func train(_ name: String, to value: Tensor, from stated: Stated) {
    guard case .value(_, let role)? = definitions[name]?.kind else { return }
    define(name, as: .value(value, role: role), from: stated)
  }

  /// Keeps the losses of a training.
  /// - Returns: The name they were kept under; nil if both names are the person's own.
  mutating func keep(history: [Double], as name: String, from stated: Stated) -> String? {
    for name in [name, name + "_history"] where isFreeForHistory(name) {
      define(name, as: .value(Tensor(vector: history), role: .data), from: stated)
      return name
    }
    return nil
  }

  /// Whether a name means nothing yet, or the losses of an earlier training.
  private func isFreeForHistory(_ name: String) -> Bool {
    guard let definition = definitions[name] else { return !BuiltInNames.isReserved(name) }
    guard case .value(_, role: .data) = definition.kind else { return false }
    return definition.source[definition.range].hasPrefix(TrainCommand.name)
  }
}
