import Operations
package import Tensors

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
    store(kind, as: name, from: statement)
  }

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
