import Diagnostics
import Differentiation
import Language
import Networks
import Operations
import Tensors

/// What an expression means while it is recorded.
enum Value {
  case node(Node)
  case text(String)
  /// A function by name, to be called or handed on.
  case function(String)
  case network(Network)
}

/// Turns syntax into graph nodes: names become leaves and facts, calls become operations.
struct Recorder {
  /// The session's definitions, with the networks' tensors that were drawn on the way.
  private(set) var state: SessionState
  let budget: Budget
  var recording = Recording()
  var random: RandomState
  /// Draws of the statement that is being entered.
  var own = DrawReader(DrawLog())
  /// Draws of the facts read on the way that had to be added to.
  private(set) var changedDraws: [String: DrawLog] = [:]
  /// Tensors of networks that had to be drawn.
  private(set) var networkDraws: [NetworkDraw] = []
  /// The networks read so far.
  var networks: [String: Network] = [:]
  /// The network whose statement is being read.
  var owner: String?
  /// The network that is being stated: its layers are tried together.
  var stated: String?
  /// Parameters of the functions being called.
  private var scope: [String: Value] = [:]
  /// How many expressions are being read, each within the one before.
  private var depth = 0
  private(set) var source: SourceText
  /// Gradients already recorded, so that `grad(J, W)` and `grad(J, b)` share a backward pass.
  var gradients: [GradientKey: Node] = [:]
  /// The names that the statement differentiates by.
  var variables: Set<String> = []
  /// By function, the parameters that its body differentiates by.
  var differentiated: [String: [String]] = [:]
  /// Names after `grad(J,` in the statement, to be differentiated by at once.
  var wanted: [String: [String]] = [:]

  struct GradientKey: Hashable {
    let output: Node
    let wrt: Node
  }

  init(_ state: SessionState, source: SourceText, budget: Budget) {
    self.state = state
    self.source = source
    self.budget = budget
    random = state.random
    recording.graph.limits.entries = min(budget.bytes / 8, Shape.maximumCount)
    recording.graph.limits.interruption = budget.interruption
  }

  /// Records expressions of one statement.
  mutating func record(_ expressions: [Expression]) throws(Diagnostic) {
    for expression in expressions { noteGradients(in: expression) }
    let names = expressions.flatMap { $0.freeNames() }
    recording.reads = state.inOrderOfDependence(names)
    for name in recording.reads { try prepare(name) }
    for expression in expressions { recording.outputs.append(try node(expression)) }
  }

  /// Reads an expression that stands for a network.
  mutating func network(_ expression: Expression) throws(Diagnostic) -> Network {
    recording.reads = state.inOrderOfDependence(expression.freeNames())
    for name in recording.reads { try prepare(name) }
    guard case .network(let network) = try value(expression) else {
      throw located(NetworkDiagnostics.noNetwork(expression.shortText, at: expression.range))
    }
    return network
  }

  // MARK: - Names

  /// Records a fact before it is needed, so that long chains of facts need no recursion.
  private mutating func prepare(_ name: String) throws(Diagnostic) {
    guard let definition = state.definitions[name], recording.nodes[name] == nil else { return }
    // A fact that waits for a name is an error only where it is read.
    let isComplete = definition.dependencies.allSatisfy { need in
      guard let needed = state.definitions[need] else { return isBuiltIn(need) }
      return needed.isFact
        ? recording.nodes[need] != nil : !needed.isNetwork || networks[need] != nil
    }
    guard isComplete else { return }
    if case .network(let expression, _) = definition.kind {
      return try prepare(network: name, definition, expression)
    }
    guard case .fact(let expression) = definition.kind else { return }
    let start = recording.graph.count
    let outer = (source, own, scope)
    source = definition.source
    own = DrawReader(definition.draws)
    scope = [:]
    var node = try self.node(expression)
    if recording.names[node] != nil, variables.contains(name) {
      // Another name for the same value that is differentiated by: not by both.
      node = recording.graph.append(Opcode("identity"), node)
    }
    if own.hasGrown { changedDraws[name] = own.log }
    (source, own, scope) = outer
    recording.graph.close(region: name, kind: .fact, inputs: [], output: node, from: start)
    remember(node, name)
  }

  /// Reads a network's statement and draws the tensors that it lacks, once.
  private mutating func prepare(
    network name: String, _ definition: Definition, _ expression: Expression
  ) throws(Diagnostic) {
    guard networks[name] == nil else { return }
    let outer = (source, own, scope, owner)
    source = definition.source
    own = DrawReader(DrawLog())
    scope = [:]
    owner = name
    let layers = try self.layers(expression)
    let network = Network(layers.map(\.layer)).numbered(owner: name)
    if let draw = try drawMissing(of: network, name, at: definition.range) {
      state.keep(draw)
      networkDraws.append(draw)
      recording.isReusable = false
      try checkSizes(network, layers.map(\.range))
    } else if stated == name {
      try checkSizes(network, layers.map(\.range))
    }
    networks[name] = network
    (source, own, scope, owner) = outer
  }

  private func isBuiltIn(_ name: String) -> Bool {
    BuiltInNames.constants[name] != nil || BuiltInNames.isFunction(name)
  }

  private mutating func remember(_ node: Node, _ name: String) {
    recording.nodes[name] = node
    if recording.names[node] == nil,
      !recording.graph.opcode(of: node).isLeaf
        || recording.graph.leaf(of: node)?.name == name
    {
      recording.names[node] = name
    }
  }

  func scopeValue(_ name: String) -> Value? { scope[name] }

  mutating func value(named name: String, at range: SourceRange) throws(Diagnostic) -> Value {
    if let value = scope[name] { return value }
    if let node = recording.nodes[name] { return .node(node) }
    if let definition = state.definitions[name] {
      switch definition.kind {
      case .function: return .function(name)
      case .network:
        if let network = networks[name] { return .network(network) }
        throw located(
          EvaluatorDiagnostics.waiting(name, for: missing(behind: name), at: range))
      case .value(let tensor, let role):
        let node = recording.graph.leaf(tensor, name: name, role: role)
        recording.bindings.append((name, node))
        remember(node, name)
        return .node(node)
      case .fact:
        throw located(
          EvaluatorDiagnostics.waiting(name, for: missing(behind: name), at: range))
      }
    }
    if let constant = BuiltInNames.constants[name] {
      return .node(recording.graph.constant(constant))
    }
    if BuiltInNames.isFunction(name) { return .function(name) }
    throw located(
      EvaluatorDiagnostics.unknownName(
        name, at: range, candidates: state.order + Array(scope.keys) + BuiltInNames.all))
  }

  /// The names that keep a fact waiting.
  private func missing(behind name: String) -> [String] {
    state.inOrderOfDependence([name]).filter {
      state.definitions[$0] == nil && !isBuiltIn($0)
    }
  }

  // MARK: - Expressions

  mutating func node(_ expression: Expression) throws(Diagnostic) -> Node {
    switch try value(expression) {
    case .node(let node): return node
    case .text(let text):
      throw located(EvaluatorDiagnostics.textAsValue(text, at: expression.range))
    case .function(let name):
      throw located(EvaluatorDiagnostics.functionAsValue(name, at: expression.range))
    case .network:
      throw located(NetworkDiagnostics.asValue(expression.shortText, at: expression.range))
    }
  }

  /// Deeper than any expression may be nested, and as deep as the stack surely allows: functions
  /// that call functions nest too.
  private static let deepest = 250

  mutating func enter(_ range: SourceRange) throws(Diagnostic) {
    if depth >= Recorder.deepest {
      throw located(EvaluatorDiagnostics.tooDeep(Recorder.deepest, at: range))
    }
    depth += 1
  }

  mutating func leave() { depth -= 1 }

  mutating func value(_ expression: Expression) throws(Diagnostic) -> Value {
    try enter(expression.range)
    defer { leave() }
    switch expression.kind {
    case .number(let value, _): return .node(recording.graph.constant(value))
    case .string(let text): return .text(text)
    case .name(let name): return try value(named: name, at: expression.range)
    case .list(let parts): return .node(try list(parts, expression))
    case .matrix(let rows): return .node(try matrix(rows, expression))
    case .prefix(let sign, let operand): return .node(try prefix(sign, operand, expression))
    case .chain(_, let links) where links.first?.operation == .arrow:
      return .network(Network(try layers(expression).map(\.layer)))
    case .chain(let first, let links): return .node(try chain(first, links))
    case .power(let base, let exponent):
      let operands = [try operand(base), try operand(exponent)]
      return .node(try elementwise("power", "^", operands, expression.range))
    case .transpose(let part):
      let inner = try node(part)
      return .node(recording.graph.transpose(inner))
    case .call(let callee, let arguments):
      return try call(callee, arguments, expression)
    case .index(let base, let subscripts):
      return .node(try index(base, subscripts, expression))
    case .member(let base, let member):
      return .node(try part(member, of: base, expression))
    }
  }

  /// An operand with what a diagnostic needs to name it.
  struct Operand {
    let node: Node
    /// What it is called; nil: as it stands in the source, which is read only when it is needed.
    let text: String?
    let range: SourceRange
  }

  mutating func operand(_ expression: Expression) throws(Diagnostic) -> Operand {
    Operand(
      node: try node(expression), text: expression.collectiveName, range: expression.range)
  }

  private mutating func prefix(
    _ sign: PrefixOperator, _ operand: Expression, _ whole: Expression
  ) throws(Diagnostic) -> Node {
    if sign == .negate, case .number(let value, _) = operand.kind {
      return recording.graph.constant(-value)
    }
    let name = sign == .negate ? "negate" : "not"
    return try elementwise(name, sign.rawValue, [try self.operand(operand)], whole.range)
  }

  private mutating func chain(
    _ first: Expression, _ links: [Link]
  ) throws(Diagnostic) -> Node {
    var left = try operand(first)
    for (index, link) in links.enumerated() {
      if index & 0xFFF == 0 { try checkInterruption() }
      let right = try operand(link.operand)
      let range = left.range.union(right.range)
      let node: Node
      if link.operation == .matrixMultiply {
        node = try callOperation(
          "matmul", Arguments(operation: "matmul", values: [.node(left.node), .node(right.node)]),
          [left, right], range)
      } else {
        node = try elementwise(
          link.operation.operationName, link.operation.rawValue, [left, right], range)
      }
      left = Operand(node: node, text: nil, range: range)
    }
    return left.node
  }

  private mutating func elementwise(
    _ name: String, _ sign: String, _ operands: [Operand], _ range: SourceRange
  ) throws(Diagnostic) -> Node {
    do throws(OperationError) {
      return try recording.graph.elementwise(name, operands.map(\.node))
    } catch {
      throw diagnostic(error, operands, range)
    }
  }

  /// Records a call of the table, as a module if it is more than one node.
  mutating func callOperation(
    _ name: String, _ arguments: Arguments, _ operands: [Operand], _ range: SourceRange
  ) throws(Diagnostic) -> Node {
    guard let operation = Operation.named(name) else {
      throw located(EvaluatorDiagnostics.unknownFunction(name, at: range, candidates: []))
    }
    let start = recording.graph.count
    let node: Node
    do throws(OperationError) {
      switch operation.meaning {
      case .record(let record): node = try record(&recording.graph, arguments)
      case .draw(let draw):
        let limits = recording.graph.limits
        let isKnown = own.knows(arguments)
        node = recording.graph.literal(
          try own.number(arguments, &random) { random throws(OperationError) in
            try draw(&random, arguments, limits)
          })
        if !isKnown { recording.isReusable = false }
      case .drawMask(let shape, let draw, let record):
        let wanted = try shape(recording.graph.shape(of: arguments.node(0)), arguments)
        let limits = recording.graph.limits
        if !own.knowsMask(wanted) { recording.isReusable = false }
        let mask = try own.mask(wanted, &random) { random throws(OperationError) in
          try draw(&random, wanted, arguments, limits)
        }
        let leaf = recording.graph.leaf(mask, role: .literal)
        recording.masks.append((leaf, arguments.number(1)))
        node = try record(&recording.graph, arguments, leaf)
      case .none:
        throw .value(operation: name, argument: "", expected: "a function", got: 0)
      }
    } catch {
      throw CommandDiagnostics.called(name, diagnostic(error, operands, range))
    }
    let isModule =
      operation.behaviour == nil
      || recording.graph.opcode(of: node).index
        != Operation.index(of: operation.name)
    if isModule, recording.graph.count > start + 1 {
      recording.graph.close(
        region: operation.name, kind: .operation, inputs: operands.map(\.node), output: node,
        from: start)
    }
    noteOrigin(from: start, range)
    try checkSize(range)
    return node
  }

  mutating func noteOrigin(from start: Int, _ range: SourceRange) {
    if recording.graph.count > start {
      recording.origins.append(
        Origin(nodes: start..<recording.graph.count, range: range, source: source))
    }
  }

  // MARK: - Functions of the session

  mutating func callFunction(
    _ name: String, _ values: [Value], at range: SourceRange
  ) throws(Diagnostic) -> Value {
    guard let definition = state.definitions[name],
      case .function(let parameters, let body) = definition.kind
    else {
      throw located(
        EvaluatorDiagnostics.unknownFunction(
          name, at: range, candidates: state.order + BuiltInNames.functions))
    }
    guard parameters.count == values.count else {
      throw located(
        EvaluatorDiagnostics.argumentCount(
          name, parameters: parameters, got: values.count, at: range))
    }
    let start = recording.graph.count
    let outer = (source, scope)
    source = definition.source
    scope = Dictionary(uniqueKeysWithValues: zip(parameters, values))
    for parameter in parametersToDifferentiate(name, parameters, body) {
      // A node of its own: the argument may be a number or a name that the body reads as well.
      if case .node(let argument)? = scope[parameter] {
        scope[parameter] = .node(recording.graph.append(Opcode("identity"), argument))
      }
    }
    let result = try value(body)
    (source, scope) = outer
    // What recorded nothing is no module.
    if case .node(let node) = result, recording.graph.count > start {
      let inputs = values.compactMap { value -> Node? in
        if case .node(let node) = value { node } else { nil }
      }
      recording.graph.close(
        region: name, kind: .function, inputs: inputs, output: node, from: start)
    }
    try checkSize(range)
    return result
  }
}
