package import Diagnostics
import Differentiation
package import Language
package import Networks
import Operations
import StyledText
import Tensors

/// Statements about networks.
extension Session {
  /// `net = affine(2, 3) -> relu`
  mutating func state(
    network name: Name, _ expression: Expression, _ statement: Statement, _ source: SourceText
  ) throws(Diagnostic) -> Outcome {
    try requireKnownLayers(expression)
    let dependencies = self.dependencies(of: expression)
    if let circle = state.circle(through: name.text, dependencies: dependencies) {
      throw EvaluatorDiagnostics.circle(circle, at: expression.range)
    }
    let before = state
    do throws(Diagnostic) {
      state.define(
        name.text, as: .network(expression, parameters: []),
        from: Stated(source: source, range: statement.range, dependencies: dependencies))
      let missing = state.missing(behind: name.text)
      guard missing.isEmpty else {
        return Outcome(
          .fact, name: name.text,
          text: statement.isQuiet ? "" : ValueView.waiting(name.text, missing))
      }
      let network = try self.network(
        Expression(.name(name.text), at: name.range), in: source, stated: name.text)
      return Outcome(
        .fact, name: name.text,
        text: statement.isQuiet
          ? "" : NetworkView.text(network, name: name.text, settings: settings))
    } catch {
      state = before
      throw error
    }
  }

  /// A network may be stated later, a misspelt layer may not, and sizes are not left out.
  private func requireKnownLayers(_ expression: Expression) throws(Diagnostic) {
    var problem: Diagnostic?
    expression.visit { part in
      guard case .chain(let first, let links) = part.kind, links.first?.operation == .arrow
      else { return }
      for operand in [first] + links.map(\.operand) {
        guard problem == nil, let name = operand.bareName, state.definitions[name] == nil else {
          continue
        }
        if let entry = LayerEntry.named(name) {
          if !entry.needsNoArguments {
            problem = NetworkDiagnostics.sizesMissing(entry, at: operand.range)
          }
          continue
        }
        let layers = LayerEntry.all.map(\.name) + LayerEntry.functions
        if Suggestion.nearest(to: name, among: layers) != nil {
          problem = NetworkDiagnostics.unknownLayer(
            name, at: operand.range, candidates: layers + state.ownNames)
        }
      }
    }
    if let problem { throw problem }
  }

  /// The network that an expression stands for, with its tensors drawn.
  /// - Parameter stated: The network that is being stated, whose layers are tried together.
  package mutating func network(
    _ expression: Expression, in source: SourceText, stated: String? = nil
  ) throws(Diagnostic) -> Network {
    var recorder = Recorder(state, source: source, budget: budget)
    recorder.stated = stated
    let network = try recorder.network(expression)
    keepDraws(recorder)
    return network
  }

  /// The owner of layers whose network has no name yet.
  private static let nobody = ""

  /// `copy := net`: a network of its own that holds the same values.
  mutating func set(
    network target: Target, _ expression: Expression, _ statement: Statement, _ source: SourceText
  ) throws(Diagnostic) -> Outcome {
    guard target.subscripts.isEmpty, state.network(of: target.name.text) == nil else {
      throw NetworkDiagnostics.asValue(expression.shortText, at: expression.range)
    }
    let before = state
    do throws(Diagnostic) {
      var recorder = Recorder(state, source: source, budget: budget)
      recorder.owner = Session.nobody
      let network = try recorder.network(expression)
      keepDraws(recorder)
      // The same layers with their sizes as they are now, and with tensors of their own.
      let text = SourceText(name: "", text: "\(target.name.text) = \(network.text)")
      guard case .fact(let name, let own)? = Session.parser.parse(text).statements.first?.kind
      else {
        throw EvaluatorDiagnostics.tooDeep(Network.most.depth, at: expression.range)
      }
      let kept = network.parameters.compactMap { parameter in
        state.definitions[parameter.name]?.tensor.map {
          (
            name: "\(name.text).\(parameter.member)", tensor: $0,
            role: parameter.weight.kind == .statistic ? Leaf.Role.data : .variable
          )
        }
      }
      state.define(
        name.text, as: .network(own, parameters: []),
        from: Stated(
          source: text, range: SourceRange(0, text.text.utf8.count),
          dependencies: dependencies(of: own)))
      state.keep(NetworkDraw(network: name.text, parameters: kept.map(\.name), drawn: kept))
      _ = try self.network(Expression(.name(name.text), at: target.name.range), in: source)
      return Outcome(.set, name: name.text)
    } catch {
      state = before
      throw error
    }
  }

  // MARK: - Parts

  /// The name under which the tensor that a name such as `net2.W1` means is kept.
  mutating func place(ofPart name: Name, in source: SourceText) throws(Diagnostic) -> Name {
    // Its own tensor of a network that follows no sizes: nothing has to be read.
    if let owner = state.network(of: name.text), let network = state.definitions[owner],
      case .network(_, let own) = network.kind, own.contains(name.text),
      network.dependencies.allSatisfy(own.contains)
    {
      return name
    }
    return Name(try part(name, in: source).name, at: name.range)
  }

  private mutating func part(
    _ name: Name, in source: SourceText
  ) throws(Diagnostic) -> Network.Parameter {
    let pieces = name.text.split(separator: ".", maxSplits: 1).map(String.init)
    let base = Expression(.name(pieces[0]), at: name.range)
    if state.isFromLab(pieces[0]) { throw LabDiagnostics.onlyRead(name.text, at: name.range) }
    guard state.definitions[pieces[0]]?.isNetwork == true else {
      if state.definitions[pieces[0]] == nil {
        throw EvaluatorDiagnostics.unknownName(
          pieces[0], at: name.range, candidates: state.ownNames)
      }
      throw EvaluatorDiagnostics.noMembers(pieces[0], pieces[1], at: name.range)
    }
    let network = try self.network(base, in: source)
    let recorder = Recorder(state, source: source, budget: budget)
    return try recorder.parameter(pieces[1], of: network, pieces[0], name.range)
  }

  /// Names with every network replaced by what it learns: `wrt net` is `wrt net.W1 net.b1 ...`.
  package mutating func withParameters(
    _ names: [Name], in source: SourceText
  ) throws(Diagnostic) -> [Name] {
    var result: [Name] = []
    for name in names {
      if state.definitions[name.text]?.isNetwork == true {
        let network = try self.network(Expression(.name(name.text), at: name.range), in: source)
        result += network.learnt.map { Name($0.name, at: name.range) }
      } else if state.network(of: name.text) != nil {
        result.append(try place(ofPart: name, in: source))
      } else {
        result.append(name)
      }
    }
    var seen: Set<String> = []
    return result.filter { seen.insert($0.text).inserted }
  }
}
