import Diagnostics
import Differentiation
import Language
import Networks
import Operations
import StyledText
import Tensors

/// Weights drawn anew.
enum InitCommand: NotebookCommand {
  static let name = "init"
  static let category = CommandCategory.networks
  static let summary = "Draws weights anew by an initialiser."
  static let usage = "init W ... he [over e]"
  static let details: [HelpPage.Part] = [
    .heading("Initialisers"),
    .list(
      Initialiser.all.map { initialiser in
        HelpPage.Term(
          HelpText.code(initialiser.call),
          "\(HelpText.code(initialiser.formula))  \(initialiser.summary)")
      }),
    .text(
      "An in×out matrix has n_in = in and n_out = out, a filter bank as many inputs as one unit reads. "
        + "The name of a network stands for all its weights; its biases become 0. The numbers are "
        + "those NumPy draws after the same `seed`. For lsuv, `over` names what goes into a network, or "
        + "what other weights lead to: `init net lsuv over X`, `init W1 W2 lsuv over scores`."),
  ]
  static let examples = ["seed 0; W := zeros(2, 3)", "init W xavier", "W"]

  static func run(
    _ command: Command, in session: inout Session, source: SourceText
  ) throws(Diagnostic) -> Outcome {
    let reader = try CommandReader(command, InitCommand.self, keywords: ["over"])
    guard let last = reader.expressions.last, reader.expressions.count > 1 else {
      throw InitialisationDiagnostics.usage(at: command.range)
    }
    let initialiser = try initialiser(last, session, source)
    let data = reader.afterKeyword["over"] ?? []
    guard initialiser.followsData == (data.count == 1) else {
      throw InitialisationDiagnostics.data(initialiser, at: data.first?.range ?? last.range)
    }
    var state = session.state
    var names: [String] = []
    var network: Name?
    let stated = Stated(source: source, range: command.range)
    for name in try targets(reader.expressions.dropLast()) {
      let own = try session.withParameters([name], in: source).map(\.text)
      guard !own.isEmpty, own.allSatisfy({ state.definitions[$0]?.tensor != nil }) else {
        throw InitialisationDiagnostics.noWeight(name.text, state, at: name.range)
      }
      if own != [name.text] { network = name }
      for parameter in own {
        guard let shape = state.definitions[parameter]?.tensor?.shape else { continue }
        do throws(Interrupted) {
          let drawn = try (own == [name.text] ? initialiser : initialiser.within(parameter))
            .draw(shape, &state.random, interruption: session.context.interruption)
          state.train(parameter, to: drawn, from: stated)
        } catch {
          throw EvaluatorDiagnostics.interrupted()
        }
        names.append(parameter)
      }
    }
    let before = session.state
    session.state = state
    var variances: [Double] = []
    if var expression = data.first {
      if let network {
        // A network is looked at on what goes in, other weights on what they lead to.
        let callee = Expression(.name(network.text), at: network.range)
        expression = Expression(.call(callee, [Argument(expression)]), at: expression.range)
      }
      do throws(Diagnostic) {
        (names, variances) = try scale(names, over: expression, in: &session, source, stated)
      } catch {
        session.state = before
        throw error
      }
    }
    return Outcome(
      .command,
      text: InitialisationView(names, variances, session.state, session.settings).text())
  }

  /// An initialiser as it is written, with its number.
  static func initialiser(
    _ expression: Expression, _ session: Session, _ source: SourceText
  ) throws(Diagnostic) -> Initialiser {
    let (name, arguments) = expression.wordWithArguments
    guard let name, var initialiser = Initialiser.named(name) else {
      throw InitialisationDiagnostics.unknown(name, at: expression.range)
    }
    let wanted = initialiser.parameter == nil ? 0 : 1
    guard arguments.count == wanted, arguments.allSatisfy({ $0.label == nil }) else {
      throw InitialisationDiagnostics.call(initialiser, at: expression.range)
    }
    if let argument = arguments.first, let what = initialiser.parameter {
      var recorder = Recorder(session.state, source: source, budget: session.budget)
      try recorder.record([argument.value])
      let number = try recorder.number(argument.value, "\(what) of \(name)")
      guard number >= 0, number.isFinite else {
        throw EvaluatorDiagnostics.expected("0 or more for \(what)", at: argument.value.range)
      }
      initialiser.number = number
    }
    return initialiser
  }

  private static func targets(
    _ expressions: ArraySlice<Expression>
  ) throws(Diagnostic) -> [Name] {
    try expressions.map { expression throws(Diagnostic) in
      guard let name = expression.dottedName else {
        throw InitialisationDiagnostics.usage(at: expression.range)
      }
      return Name(name, at: expression.range)
    }
  }

  /// Scales drawn weights layer by layer until each gives variance 1.
  /// - Returns: The weights that were scaled, in order of the layers, and their variances.
  private static func scale(
    _ names: [String], over expression: Expression, in session: inout Session,
    _ source: SourceText, _ stated: Stated
  ) throws(Diagnostic) -> ([String], [Double]) {
    let recording = try session.record([expression], in: source)
    let (graph, output) = (recording.graph, recording.outputs[0])
    var layers: [(layer: Node, name: String, weight: Node)] = []
    for name in names {
      guard let weight = recording.nodes[name] else { continue }
      guard let layer = LayerScaling.layer(of: weight, in: graph, before: output),
        graph.shape(of: weight).rank > 1
      else { continue }
      layers.append((layer, name, weight))
    }
    layers.sort { $0.layer < $1.layer }
    guard !layers.isEmpty else {
      throw InitialisationDiagnostics.noLayer(at: expression.range)
    }
    do throws(EvaluationError) {
      let scaled = try LayerScaling.scaled(
        graph, of: output, weights: layers.map(\.weight), budget: session.budget)
      for (layer, value) in zip(layers, scaled.weights) {
        session.state.train(layer.name, to: value, from: stated)
      }
      return (layers.map(\.name), scaled.variances)
    } catch {
      throw EvaluationDiagnostics.diagnostic(error, recording, at: expression.range)
    }
  }
}

extension Initialiser {
  /// What a parameter of a network starts from: weights are drawn, biases are 0, scales 1.
  fileprivate func within(_ parameter: String) -> Initialiser {
    let part = parameter.split(separator: ".").last ?? ""
    if part.hasPrefix("W") { return self }
    return Initialiser.constant(part.hasPrefix("gamma") ? 1 : 0)
  }
}

extension Expression {
  /// `W`, or `net.W1` for a value that lies under another name.
  var dottedName: String? {
    switch kind {
    case .name(let name): name
    case .member(let base, let member): base.dottedName.map { "\($0).\(member)" }
    default: nil
    }
  }
}
