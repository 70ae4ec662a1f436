import Diagnostics
import Differentiation
import Language
import Networks
import Operations
import Tensors

/// What a call takes.
struct Signature {
  let name: String
  let parameters: [Parameter]
  /// As help shows it.
  let call: String

  init(_ operation: Operation) {
    (name, parameters, call) = (operation.name, operation.parameters, operation.call)
  }

  init(_ layer: LayerEntry) {
    (name, parameters, call) = (layer.name, layer.parameters, layer.call)
  }
}

/// Calls: arguments are matched with parameters, options by name.
extension Recorder {
  mutating func call(
    _ callee: Expression, _ arguments: [Argument], _ whole: Expression
  ) throws(Diagnostic) -> Value {
    guard case .name(let name) = callee.kind else {
      return try call(anonymous: callee, arguments, whole)
    }
    if let network = try network(named: name, callee.range) {
      return .node(try apply(network, name, arguments, whole))
    }
    // A parameter that is a function, then the session's functions, then the table.
    if case .function(let inner)? = scopeValue(name) {
      return try call(
        Expression(.name(inner), at: callee.range), arguments, whole, isResolved: true)
    }
    return try call(callee, arguments, whole, isResolved: true)
  }

  private mutating func call(
    _ callee: Expression, _ arguments: [Argument], _ whole: Expression, isResolved: Bool
  ) throws(Diagnostic) -> Value {
    guard case .name(let name) = callee.kind else {
      throw located(EvaluatorDiagnostics.notCallable(callee.shortText, at: callee.range))
    }
    if let definition = state.definitions[name] {
      guard definition.isFunction else {
        throw located(EvaluatorDiagnostics.valueAsFunction(name, at: callee.range))
      }
      return try callFunction(name, values(arguments), at: whole.range)
    }
    if let network = try layerCall(name, arguments, whole) { return .network(network) }
    if let node = try penalty(name, arguments, whole) { return .node(node) }
    if let form = SpecialForm.named(name) {
      let site = CallSite(
        name: name, arguments: arguments, range: whole.range, calleeRange: callee.range)
      return .node(try form.record(&self, site))
    }
    guard let operation = BuiltInNames.operation(name) else {
      throw located(
        EvaluatorDiagnostics.unknownFunction(
          name, at: callee.range,
          candidates: BuiltInNames.functions
            + state.order.filter {
              state.definitions[$0]?.isFunction == true
            }))
    }
    let (values, operands) = try match(
      arguments, Signature(operation), callee.range.union(whole.range))
    return .node(
      try callOperation(
        operation.name, Arguments(operation: operation.name, values: values), operands,
        whole.range))
  }

  private mutating func values(_ arguments: [Argument]) throws(Diagnostic) -> [Value] {
    var values: [Value] = []
    for argument in arguments {
      if let label = argument.label {
        throw located(
          EvaluatorDiagnostics.unexpectedOption(
            label, options: [], at: argument.labelRange ?? argument.value.range))
      }
      values.append(try value(argument.value))
    }
    return values
  }

  // MARK: - Matching

  /// Arguments in the order of the parameters, with fallbacks filled in.
  mutating func match(
    _ arguments: [Argument], _ operation: Signature, _ range: SourceRange
  ) throws(Diagnostic) -> ([ArgumentValue], [Operand]) {
    var positional = arguments.filter { $0.label == nil }.map(\.value)[...]
    var labelled: [String: Argument] = [:]
    for argument in arguments {
      guard let label = argument.label else { continue }
      let place = argument.labelRange ?? argument.value.range
      guard operation.parameters.contains(where: { $0.name == label }) else {
        throw located(
          EvaluatorDiagnostics.unexpectedOption(
            label, options: operation.parameters.map(\.name), at: place))
      }
      guard labelled.updateValue(argument, forKey: label) == nil else {
        throw located(EvaluatorDiagnostics.optionTwice(label, at: place))
      }
    }
    var values: [ArgumentValue] = []
    var operands: [Operand] = []
    for parameter in operation.parameters {
      if let argument = labelled[parameter.name] {
        values.append(try convert([argument.value], parameter, operation, &operands))
        continue
      }
      let isVariadic = parameter.kind == .tensors || parameter.kind == .shape
      if isVariadic {
        let rest = Array(positional)
        positional = []
        if rest.isEmpty, parameter.kind == .tensors {
          throw located(EvaluatorDiagnostics.missingArgument(parameter, operation, at: range))
        }
        values.append(try convert(rest, parameter, operation, &operands))
      } else if let next = positional.popFirst() {
        values.append(try convert([next], parameter, operation, &operands))
      } else {
        values.append(try fallback(parameter, operation, range))
      }
    }
    if let extra = positional.first {
      throw located(EvaluatorDiagnostics.extraArgument(operation, at: extra.range))
    }
    return (values, operands)
  }

  mutating func fallback(
    _ parameter: Parameter, _ operation: Signature, _ range: SourceRange
  ) throws(Diagnostic) -> ArgumentValue {
    switch (parameter.fallback, parameter.kind) {
    case (.required, _):
      throw located(EvaluatorDiagnostics.missingArgument(parameter, operation, at: range))
    case (.omitted, _): return .omitted
    case (.number(let value), .tensor): return .node(recording.graph.constant(value))
    case (.number(let value), .integer): return .integer(Int(value))
    case (.number(let value), _): return .number(value)
    case (.boolean(let value), _): return .boolean(value)
    case (.word(let word), _): return .word(word)
    }
  }

  private mutating func convert(
    _ expressions: [Expression], _ parameter: Parameter, _ operation: Signature,
    _ operands: inout [Operand]
  ) throws(Diagnostic) -> ArgumentValue {
    let what = "\(parameter.name) of \(operation.name)"
    switch parameter.kind {
    case .tensor:
      let operand = try self.operand(expressions[0])
      operands.append(operand)
      return .node(operand.node)
    case .tensors:
      var nodes: [Node] = []
      for expression in expressions {
        let operand = try self.operand(expression)
        operands.append(operand)
        nodes.append(operand.node)
      }
      return .nodes(nodes)
    case .integer: return .integer(try integer(expressions[0], what))
    case .number: return .number(try number(expressions[0], what))
    case .shape: return .integers(try sizes(expressions, what))
    case .boolean:
      let value = try number(expressions[0], what)
      guard value == 0 || value == 1 else {
        throw located(
          EvaluatorDiagnostics.expected("true or false for \(what)", at: expressions[0].range))
      }
      return .boolean(value == 1)
    case .word(let words):
      if let number = try wordWithNumber(expressions[0], words) { return .word(number) }
      return .word(try word(expressions[0], words, what))
    case .wordOrInteger(let words):
      switch expressions[0].kind {
      case .string, .name: return .word(try word(expressions[0], words, what))
      default: return .integer(try integer(expressions[0], what))
      }
    }
  }

  /// `normal(0.1)` where `normal(sd)` is one of the words.
  private mutating func wordWithNumber(
    _ expression: Expression, _ words: [String]
  ) throws(Diagnostic) -> String? {
    guard case .call(let callee, let arguments) = expression.kind, let name = callee.bareName,
      arguments.count == 1, let pattern = words.first(where: { $0.hasPrefix("\(name)(") })
    else { return nil }
    let value = try number(arguments[0].value, pattern)
    guard value >= 0, value.isFinite else {
      throw located(
        EvaluatorDiagnostics.expected("0 or more in \(pattern)", at: arguments[0].value.range))
    }
    return "\(name)(\(value))"
  }

  private func word(
    _ expression: Expression, _ words: [String], _ what: String
  ) throws(Diagnostic) -> String {
    switch expression.kind {
    case .string(let word) where words.contains(word), .name(let word) where words.contains(word):
      return word
    default:
      throw located(EvaluatorDiagnostics.notAWord(words, what, at: expression.range))
    }
  }

  /// Sizes one after another, or one list of them.
  private mutating func sizes(
    _ expressions: [Expression], _ what: String
  ) throws(Diagnostic) -> [Int] {
    if expressions.count == 1 {
      let node = try self.node(expressions[0])
      if recording.graph.shape(of: node).rank == 1 {
        do throws(Diagnostic) {
          return try known(node, expressions[0].range).values.map { value throws(Diagnostic) in
            try Recorder.whole(value, what, at: expressions[0].range)
          }
        } catch { throw located(error) }
      }
    }
    var sizes: [Int] = []
    for expression in expressions { sizes.append(try integer(expression, what)) }
    return sizes
  }
}
