package import Operations
package import Tensors

/// What reading a network drew.
package struct NetworkDraw: Sendable {
  package let network: String
  /// The names of all of its own tensors, in order.
  package let parameters: [String]
  package let drawn: [(name: String, tensor: Tensor, role: Leaf.Role)]
}

/// Everything a session knows; a value, so that `undo` is a copy put back.
package struct SessionState: Sendable {
  package private(set) var definitions = Definitions()
  /// Names in the order they were first stated.
  package var order: [String] { definitions.order }
  package var random = RandomState(seed: 0)
  /// Grows with every change that `undo` takes back.
  package private(set) var revision = 0
  /// Numbers the definitions; a new `ans` is a definition but no change.
  private var clock = 0

  package init() {}

  package mutating func define(_ name: String, as kind: Definition.Kind, from statement: Stated) {
    revision += 1
    forgetParameters(of: name)
    store(kind, as: name, from: statement)
  }

  /// Gives a network its tensors: those drawn now, and the names of all.
  ///
  /// Like other draws, that is no change of its own.
  package mutating func keep(_ draw: NetworkDraw) {
    guard let network = definitions[draw.network],
      case .network(let expression, let old) = network.kind
    else { return }
    for name in old where !draw.parameters.contains(name) { definitions[name] = nil }
    let statement = Stated(source: network.source, range: network.range)
    for (name, tensor, role) in draw.drawn {
      store(.value(tensor, role: role), as: name, from: statement)
    }
    let needs = network.dependencies.filter { !old.contains($0) } + draw.parameters
    store(
      .network(expression, parameters: draw.parameters), as: draw.network,
      from: Stated(
        source: network.source, range: network.range, dependencies: needs, draws: network.draws))
  }

  private mutating func forgetParameters(of name: String) {
    guard case .network(_, let parameters)? = definitions[name]?.kind else { return }
    for parameter in parameters { definitions[parameter] = nil }
  }

  /// The network that a tensor such as `net.W1` belongs to.
  package func network(of parameter: String) -> String? {
    guard let dot = parameter.firstIndex(of: ".") else { return nil }
    return String(parameter[..<dot])
  }

  /// The names a person stated, networks' tensors aside.
  package var ownNames: [String] { order.filter { network(of: $0) == nil } }

  /// Keeps the value that was printed last as `ans`.
  ///
  /// That is no change: `undo` takes statements back that said something, not those that asked.
  package mutating func answer(_ value: Tensor, from statement: Stated) {
    store(.value(value, role: .data), as: SessionState.answerName, from: statement)
  }

  /// The name of the value that was printed last.
  package static let answerName = "ans"

  private mutating func store(
    _ kind: Definition.Kind, as name: String, from statement: Stated
  ) {
    clock += 1
    definitions[name] = Definition(
      kind, source: statement.source, range: statement.range,
      dependencies: statement.dependencies, draws: statement.draws, revision: clock)
  }

  /// Starts the random numbers anew.
  package mutating func restart(seed: UInt32) {
    random = RandomState(seed: seed)
    revision += 1
  }

  package mutating func remove(_ name: String) {
    guard definitions[name] != nil else { return }
    forgetParameters(of: name)
    definitions[name] = nil
    revision += 1
  }

  package mutating func update(draws: DrawLog, of name: String) {
    clock += 1
    definitions[name]?.draws = draws
    definitions[name]?.revision = clock
  }

  /// Forgets the masks of dropout, so that they are drawn anew.
  package mutating func forgetMasks() {
    for name in order where definitions[name]?.draws.masks.isEmpty == false {
      clock += 1
      definitions[name]?.draws.masks = []
      definitions[name]?.revision = clock
    }
    revision += 1
  }

  /// The names that `names` need, directly or not, each after those it needs itself.
  package func inOrderOfDependence(_ names: [String]) -> [String] {
    var result: [String] = []
    var isVisited: Set<String> = []
    // A stack instead of recursion: a notebook may hold a chain of any length.
    var stack: [(name: String, next: Int)] = []
    for name in names where !isVisited.contains(name) {
      isVisited.insert(name)
      stack.append((name, 0))
      while let (current, next) = stack.last {
        let needs = definitions[current]?.dependencies ?? []
        if next < needs.count {
          stack[stack.count - 1].next += 1
          let need = needs[next]
          if isVisited.insert(need).inserted { stack.append((need, 0)) }
        } else {
          result.append(current)
          stack.removeLast()
        }
      }
    }
    return result
  }

  /// The names without a definition that keep a name waiting.
  package func missing(behind name: String) -> [String] {
    inOrderOfDependence([name]).filter { definitions[$0] == nil }
  }

  /// The way from `name` back to itself that a new definition would close, if any.
  package func circle(through name: String, dependencies: [String]) -> [String]? {
    var cameFrom: [String: String] = [:]
    var queue = dependencies
    for dependency in dependencies { cameFrom[dependency] = name }
    var index = 0
    while index < queue.count {
      let current = queue[index]
      index += 1
      if current == name {
        var way = [name]
        var step = cameFrom[name]
        while let last = step, last != name {
          way.append(last)
          step = cameFrom[last]
        }
        return [name] + Array(way.dropFirst().reversed()) + [name]
      }
      for need in definitions[current]?.dependencies ?? [] where cameFrom[need] == nil {
        cameFrom[need] = current
        queue.append(need)
      }
    }
    return nil
  }
}
