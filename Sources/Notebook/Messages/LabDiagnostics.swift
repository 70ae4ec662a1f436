import Diagnostics
import Differentiation
import Networks
import StyledText

/// What can be wrong with an experiment of the lab.
enum LabDiagnostics {
  /// - Parameter hasNumbers: Whether an experiment has left some.
  static func usage(hasNumbers: Bool, at range: SourceRange) -> Diagnostic {
    let experiments = LabRequest.Experiment.allCases.map { "lab \($0.rawValue)" }
    let numbers = LabNumbers.all.prefix(3).map { "lab.\($0.name)" }.joined(separator: ", ")
    return Diagnostic(
      "usage", "there are \(EvaluatorDiagnostics.list(experiments))", at: range,
      notes: hasNumbers ? ["the last one left \(numbers), ...: see help lab"] : [],
      help: "lab init init=small,xavier activation=tanh")
  }

  /// - Parameter hasNumbers: Whether an experiment has left some.
  static func noNumber(
    _ member: String, hasNumbers: Bool, at range: SourceRange
  ) -> Diagnostic {
    let names = LabNumbers.all.map(\.name)
    guard !names.contains(member) || hasNumbers else {
      return Diagnostic(
        "name", "no experiment of the lab has been run yet", at: range,
        help: "lab init leaves lab.\(member)")
    }
    let near = Suggestion.nearest(to: member, among: names)
    return Diagnostic(
      "name", "the lab leaves no number \(member)", at: range,
      notes: near == nil ? ["it leaves \(EvaluatorDiagnostics.list(names))"] : [],
      help: near.map { "did you mean \($0)?" })
  }

  static func onlyRead(_ name: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "name", "\(name) is measured by the lab: it is only read", at: range,
      help: "lab init measures it")
  }

  static func activation(_ name: String?, at range: SourceRange) -> Diagnostic {
    let near = name.flatMap { Suggestion.nearest(to: $0, among: Activation.names) }
    return Diagnostic(
      "option", name.map { "\($0) is no activation of one number" } ?? "an activation is a word",
      at: range, notes: ["there are \(EvaluatorDiagnostics.list(Activation.names))"],
      help: near.flatMap { $0 == name ? nil : "did you mean \($0)?" })
  }

  static func activationCall(_ activation: Activation, at range: SourceRange) -> Diagnostic {
    let options = activation.options
    return Diagnostic(
      "option",
      options.isEmpty
        ? "\(activation.name) has no options"
        : "\(activation.name) takes a finite number, its \(EvaluatorDiagnostics.list(options))",
      at: range,
      help: options.isEmpty
        ? nil : "activation=\(activation.name)(\(NumberText.significant(activation.numbers[0])))")
  }

  static func noWeightGradients(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "option", "lab depth draws activations and their gradients, no gradients of weights",
      at: range, help: "lab init gradients=true shows those layer by layer")
  }

  static func tooManyLayers(at range: SourceRange) -> Diagnostic {
    Diagnostic("option", "at most \(LabSizes.mostLayers) layers", at: range)
  }

  static func tooManySettings(_ count: Int, most: Int, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "option", "these are \(count) settings; at most \(most) are compared at once", at: range,
      notes: ["every init is combined with every activation"])
  }

  static func tooLarge(units: Int, points: Int, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "memory", "\(units) units and \(points) points are more numbers than a tensor holds",
      at: range)
  }

  static func diagnostic(
    _ error: EvaluationError, _ sizes: LabSizes, at range: SourceRange
  ) -> Diagnostic {
    switch error {
    case .interrupted: EvaluatorDiagnostics.interrupted()
    case .tooMuchMemory(let bytes, let limit):
      EvaluationDiagnostics.tooMuchMemory(bytes, limit: limit, at: range)
    case .operation:
      Diagnostic("value", "these \(sizes.layers) layers cannot be run", at: range)
    }
  }
}
