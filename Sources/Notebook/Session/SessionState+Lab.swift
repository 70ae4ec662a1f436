import Diagnostics
import Networks
import Operations
import Tensors

extension SessionState {
  /// Keeps what the lab measured as `lab.survives`, `lab.sd`, `lab.mean`, ...
  /// - Returns: False if `lab` is a name of the person's own.
  mutating func keep(lab runs: [LabRun], from stated: Stated) -> Bool {
    guard isFreeForLab else { return false }
    // The owner of the parts, so that what reads one of them follows the next experiment.
    define(
      LabCommand.name, as: .value(LabNumbers.all[0].tensor(runs), role: .data), from: stated)
    for number in LabNumbers.all {
      define(
        "\(LabCommand.name).\(number.name)", as: .value(number.tensor(runs), role: .data),
        from: stated)
    }
    return true
  }

  /// Whether `lab` means nothing yet, or what an earlier experiment left.
  private var isFreeForLab: Bool { definitions[LabCommand.name].map(isFromLab) ?? true }

  /// Whether the parts of a name are those that an experiment leaves, or would.
  func isFromLab(_ name: String) -> Bool { name == LabCommand.name && isFreeForLab }

  /// Whether an experiment has left its numbers.
  var hasLabNumbers: Bool { definitions[LabCommand.name].map(isFromLab) ?? false }

  private func isFromLab(_ definition: Definition) -> Bool {
    guard case .value(_, role: .data) = definition.kind else { return false }
    return definition.source[definition.range].hasPrefix(LabCommand.name + " ")
  }

  /// The name of a number that belongs to another value: `lab.sd`.
  func measured(_ member: String, of base: String) -> String? {
    let name = "\(base).\(member)"
    guard definitions[name] != nil, let owner = definitions[base], isFromLab(owner) else {
      return nil
    }
    return name
  }
}
