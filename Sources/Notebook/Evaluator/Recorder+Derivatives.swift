import Diagnostics
import Differentiation
import Language
import Networks
import Operations
import Tensors

/// The derivatives as calls.
extension Recorder {
  /// A form's arguments in order, options aside.
  func arguments(
    _ site: CallSite, _ parameters: [String], options: [String] = []
  ) throws(Diagnostic) -> [Expression] {
    for argument in site.arguments {
      if let label = argument.label, !options.contains(label) {
        throw located(
          EvaluatorDiagnostics.unexpectedOption(
            label, options: options, at: argument.labelRange ?? argument.value.range))
      }
    }
    let positional = site.arguments.filter { $0.label == nil }.map(\.value)
    // Options may also stand in order, as in numgrad(J, x, 1e-4).
    guard positional.count == parameters.count else {
      throw located(
        EvaluatorDiagnostics.argumentCount(
          site.name, parameters: parameters, got: positional.count, at: site.range))
    }
    return positional
  }

  mutating func option(_ site: CallSite, _ name: String) throws(Diagnostic) -> Double? {
    guard let argument = site.arguments.first(where: { $0.label == name }) else { return nil }
    return try number(argument.value, "\(name) of \(site.name)")
  }

  func word(_ site: CallSite, _ name: String, _ words: [String]) throws(Diagnostic) -> String? {
    guard let argument = site.arguments.first(where: { $0.label == name }) else { return nil }
    switch argument.value.kind {
    case .string(let word) where words.contains(word), .name(let word) where words.contains(word):
      return word
    default:
      throw located(
        EvaluatorDiagnostics.notAWord(words, "\(name) of \(site.name)", at: argument.value.range))
    }
  }

  /// What a derivative is taken by: a name of the session or a parameter.
  mutating func variable(_ expression: Expression, _ site: CallSite) throws(Diagnostic) -> Node {
    guard expression.bareName != nil || expression.memberName != nil else {
      throw located(EvaluatorDiagnostics.notAVariable(expression.shortText, at: expression.range))
    }
    if let name = expression.bareName, let network = try network(named: name, expression.range) {
      throw located(
        NetworkDiagnostics.notOneTensor(
          name, site.name, parts: network.learnt.map(\.member), at: expression.range))
    }
    return try node(expression)
  }

  mutating func derivative(
    _ site: CallSite, _ record: (inout Graph) throws(DerivativeError) -> Node
  ) throws(Diagnostic) -> Node {
    let start = recording.graph.count
    let node: Node
    do throws(DerivativeError) {
      node = try record(&recording.graph)
    } catch {
      throw located(
        DerivativeDiagnostics.diagnostic(
          error, form: site.name, at: site.range, argument: site.arguments.first?.value.range))
    }
    noteOrigin(from: start, site.range)
    try checkSize(site.range)
    return node
  }

  /// `grad(J, x)`: what else the statement wants of J is recorded in the same backward pass.
  mutating func gradient(_ site: CallSite) throws(Diagnostic) -> Node {
    let arguments = try self.arguments(site, ["J", "x"])
    let output = try node(arguments[0])
    let wrt = try variable(arguments[1], site)
    if let known = gradients[GradientKey(output: output, wrt: wrt)] { return known }
    var all = [wrt]
    if case .name(let name) = arguments[0].kind {
      for other in wanted[name] ?? [] {
        if let node = recording.nodes[other], !all.contains(node) { all.append(node) }
      }
    }
    let wanted = all
    var circuit: GradientCircuit?
    let result = try derivative(site) { graph throws(DerivativeError) in
      try graph.requireScalar(output)
      let whole = graph.gradient(of: output, wrt: wanted)
      circuit = whole
      return whole.gradients[0]
    }
    for (node, gradient) in zip(wanted, circuit?.gradients ?? []) {
      gradients[GradientKey(output: output, wrt: node)] = gradient
    }
    return result
  }

  /// Notes which names a statement differentiates J by.
  mutating func noteGradients(in expression: Expression) {
    var found: [(String, String)] = []
    variables.formUnion(expression.variables)
    expression.visit { part in
      guard case .call(let callee, let arguments) = part.kind, case .name("grad") = callee.kind,
        arguments.count == 2, case .name(let output) = arguments[0].value.kind,
        let wrt = arguments[1].value.bareName ?? arguments[1].value.memberName
      else { return }
      found.append((output, wrt))
    }
    for (output, wrt) in found { wanted[output, default: []].append(wrt) }
  }

  /// The parameters by which a function's body takes a derivative.
  mutating func parametersToDifferentiate(
    _ name: String, _ parameters: [String], _ body: Expression
  ) -> [String] {
    if let known = differentiated[name] { return known }
    let result = parameters.filter(body.variables.contains)
    differentiated[name] = result
    return result
  }

  mutating func symbolic(_ site: CallSite) throws(Diagnostic) -> Node {
    let arguments = try self.arguments(site, ["f", "x"])
    let f = try node(arguments[0])
    let x = try variable(arguments[1], site)
    var reader = FormulaReader(recording.graph, names: recording.names, target: x)
    let result: Formula
    do throws(SymbolicError) {
      let formula = try reader.formula(of: f)
      let name = reader.bindings.first { $0.value == x }?.key ?? ""
      result = try formula.derivative(by: name).0
    } catch {
      throw located(SymbolicDiagnostics.diagnostic(error, at: arguments[0].range))
    }
    do throws(OperationError) {
      let node = try recording.graph.record(result, reader.bindings)
      return recording.graph.filled(node, to: recording.graph.shape(of: f))
    } catch { throw diagnostic(error, [], site.range) }
  }

  /// One application of a function of one argument.
  mutating func apply(_ name: String, to node: Node, _ site: CallSite) throws(Diagnostic) -> Node {
    if state.definitions[name] != nil {
      guard case .node(let result) = try callFunction(name, [.node(node)], at: site.range) else {
        throw located(
          EvaluatorDiagnostics.expected("a function that gives a value", at: site.range))
      }
      return result
    }
    guard let operation = BuiltInNames.operation(name) else {
      throw located(
        EvaluatorDiagnostics.unknownFunction(name, at: site.range, candidates: []))
    }
    let operand = Operand(node: node, text: "the argument of \(name)", range: site.range)
    var values: [ArgumentValue] = []
    switch operation.parameters.first?.kind {
    case .tensor: values.append(.node(node))
    case .tensors: values.append(.nodes([node]))
    default:
      throw located(
        EvaluatorDiagnostics.expected("a function of a value, not \(name)", at: site.range))
    }
    for parameter in operation.parameters.dropFirst() {
      values.append(try fallback(parameter, Signature(operation), site.range))
    }
    return try callOperation(
      operation.name, Arguments(operation: operation.name, values: values), [operand], site.range)
  }
}

extension Expression {
  /// The names by which the expression takes derivatives.
  fileprivate var variables: Set<String> {
    var found: Set<String> = []
    visit { part in
      guard case .call(let callee, let arguments) = part.kind, case .name(let form) = callee.kind,
        SpecialForm.named(form) != nil, arguments.count > 1,
        case .name(let variable) = arguments[1].value.kind
      else { return }
      found.insert(variable)
    }
    return found
  }
}
