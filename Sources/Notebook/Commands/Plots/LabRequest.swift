import Diagnostics
import Language
import Networks
import Plots
import Tensors

/// What a `lab` line asks for, its words and numbers checked.
struct LabRequest {
  enum Experiment: String, CaseIterable {
    case initialisation = "init"
    case normalisation = "batchnorm"
    case depth

    var meaning: String {
      switch self {
      case .initialisation:
        "Every layer's activations for each way of drawing the weights, side by side."
      case .normalisation:
        "The same without and with batch norm before each activation."
      case .depth:
        "The spread of activations and gradients over the layers, on a logarithmic axis."
      }
    }

    /// The initialisers that are compared unless some are given.
    var initialisers: [String] {
      switch self {
      case .initialisation: ["small", "xavier"]
      case .normalisation: ["small"]
      case .depth: ["small", "xavier", "large"]
      }
    }

    var layers: Int { self == .depth ? 30 : 10 }
  }

  let experiment: Experiment
  let sizes: LabSizes
  let settings: [LabSetting]
  let seed: UInt32
  let showsGradients: Bool
  let scale: SharedScale
  let style: PlotStyle
  /// Layers that are shown row by row; of more, some are left out.
  let mostRows: Int

  private static let usualRows = 20

  /// More than these cannot be told apart beside each other.
  private static let mostSettings = 8

  init(
    _ command: Command, in session: Session, source: SourceText
  ) throws(Diagnostic) {
    let reader = try CommandReader(command, LabCommand.self)
    guard reader.expressions.count == 1, let word = reader.expressions[0].bareName,
      let experiment = Experiment(rawValue: word)
    else {
      throw LabDiagnostics.usage(
        hasNumbers: session.state.hasLabNumbers,
        at: reader.expressions.first?.range ?? command.word.range)
    }
    self.experiment = experiment
    var numbers = OptionReader(reader, session, source)
    let layers = try numbers.whole("layers", atLeast: 1) ?? experiment.layers
    guard layers <= LabSizes.mostLayers else {
      throw LabDiagnostics.tooManyLayers(at: reader.range(of: "layers"))
    }
    let (units, points) = (
      try numbers.whole("units", atLeast: 1) ?? 100,
      try numbers.whole("points", atLeast: 1) ?? 1000
    )
    do throws(TensorError) {
      sizes = try LabSizes(layers: layers, units: units, points: points)
    } catch {
      throw LabDiagnostics.tooLarge(units: units, points: points, at: command.range)
    }
    seed = UInt32(try numbers.whole("seed", atLeast: 0, atMost: Int(UInt32.max)) ?? 0)
    showsGradients = try reader.word("gradients", of: ["true", "false"]) == "true"
    guard !showsGradients || experiment != .depth else {
      throw LabDiagnostics.noWeightGradients(at: reader.range(of: "gradients"))
    }
    let initialisers = try LabRequest.initialisers(reader, experiment, session, source)
    let activations = try LabRequest.activations(reader, &numbers)
    let normalisations = try LabRequest.normalisations(reader, experiment)
    var settings: [LabSetting] = []
    for initialiser in initialisers {
      for activation in activations {
        for isNormalised in normalisations {
          settings.append(LabSetting(initialiser, activation, isNormalised: isNormalised))
        }
      }
    }
    guard settings.count <= LabRequest.mostSettings else {
      throw LabDiagnostics.tooManySettings(
        settings.count, most: LabRequest.mostSettings, at: command.range)
    }
    self.settings = settings
    scale = SharedScale(activations)
    style = try PlotOptions(reader, in: session, source: source, fillsLine: true).style
    mostRows = reader.options["height"] == nil ? LabRequest.usualRows : style.height
  }

  // MARK: - Lists

  private static func initialisers(
    _ reader: CommandReader, _ experiment: Experiment, _ session: Session, _ source: SourceText
  ) throws(Diagnostic) -> [Initialiser] {
    guard let value = reader.options["init"] else {
      return experiment.initialisers.compactMap { Initialiser.named($0) }
    }
    return try value.parts("init").map { expression throws(Diagnostic) in
      try InitCommand.initialiser(expression, session, source)
    }
  }

  private static func activations(
    _ reader: CommandReader, _ numbers: inout OptionReader
  ) throws(Diagnostic) -> [Activation] {
    guard let value = reader.options["activation"] else {
      return [Activation("tanh")].compactMap(\.self)
    }
    var activations: [Activation] = []
    for expression in try value.parts("activation") {
      let (name, arguments) = expression.wordWithArguments
      guard let name, let usual = Activation(name) else {
        throw LabDiagnostics.activation(name, at: expression.range)
      }
      let names = usual.options
      var options: [Double] = []
      for (place, argument) in arguments.enumerated() {
        guard place < names.count, argument.label ?? names[place] == names[place] else {
          throw LabDiagnostics.activationCall(usual, at: argument.value.range)
        }
        options.append(try numbers.number(argument.value, names[place]))
      }
      guard options.allSatisfy(\.isFinite), let activation = Activation(name, numbers: options)
      else { throw LabDiagnostics.activationCall(usual, at: expression.range) }
      activations.append(activation)
    }
    return activations
  }

  private static func normalisations(
    _ reader: CommandReader, _ experiment: Experiment
  ) throws(Diagnostic) -> [Bool] {
    guard let value = reader.options["batchnorm"] else {
      return experiment == .normalisation ? [false, true] : [false]
    }
    return try value.parts("batchnorm").map { expression throws(Diagnostic) in
      guard let word = expression.bareName, ["true", "false"].contains(word) else {
        throw EvaluatorDiagnostics.notAWord(["true", "false"], "batchnorm", at: expression.range)
      }
      return word == "true"
    }
  }
}

extension OptionValue {
  /// One value or several.
  fileprivate func parts(_ option: String) throws(Diagnostic) -> [Expression] {
    switch self {
    case .expression(let expression): return [expression]
    case .list(let expressions): return expressions
    case .range: throw EvaluatorDiagnostics.expected("names for \(option)", at: range)
    }
  }
}
