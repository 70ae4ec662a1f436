/// The formulas of the element-wise operations, compiled into one flat list of steps.
///
/// Recording a derivative is the innermost loop of differentiation, so nothing is looked up by
/// name and nothing is allocated.
package struct RuleCode: Sendable {
  /// Where a step finds an argument.
  package struct Slot: Sendable, Equatable {
    let raw: Int32

    static func input(_ place: Int) -> Slot { Slot(raw: Int32(place)) }
    static let output = Slot(raw: 3)
    static func step(_ place: Int) -> Slot { Slot(raw: 4 + Int32(place)) }
    static func number(_ place: Int) -> Slot { Slot(raw: -1 - Int32(place)) }
  }

  struct Step: Sendable, Equatable {
    let opcode: Opcode
    let arity: Int
    let a, b, c: Slot
  }

  /// The steps of one formula and the slot of its result.
  package struct Entry: Sendable {
    let steps: Range<Int>
    let result: Slot
  }

  private(set) var steps: ContiguousArray<Step> = []
  private(set) var numbers: [Double] = []
  /// One entry per operation and input for derivatives, three to an operation.
  private(set) var derivatives: ContiguousArray<Entry?> = []
  /// The formula of each operation, to open it into simpler ones.
  private(set) var values: [Entry?] = []

  package static let shared = RuleCode(Operation.all)

  private init(_ operations: [Operation]) {
    for operation in operations {
      let rule = operation.elementwise
      for input in 0..<3 {
        let partial = rule.flatMap { input < $0.partials.count ? $0.partials[input] : nil }
        derivatives.append(partial.map { compile($0.forComputing, rule?.inputs ?? []) })
      }
      values.append(rule.map { compile($0.formula.forReading, $0.inputs) })
    }
  }

  private mutating func compile(_ formula: Formula, _ inputs: [String]) -> Entry {
    let start = steps.count
    let result = slot(formula, inputs, from: start)
    return Entry(steps: start..<steps.count, result: result)
  }

  private mutating func slot(_ formula: Formula, _ inputs: [String], from start: Int) -> Slot {
    switch formula {
    case .number(let value):
      if let place = numbers.firstIndex(of: value) { return .number(place) }
      numbers.append(value)
      return .number(numbers.count - 1)
    case .symbol(let name):
      if let place = inputs.firstIndex(of: name) { return .input(place) }
      precondition(name == "y", "a rule's formula uses its inputs and y only")
      return .output
    case .written(_, let computed): return slot(computed, inputs, from: start)
    case .apply(let name, let arguments):
      let slots = arguments.map { slot($0, inputs, from: start) }
      let step = Step(
        opcode: Opcode(name), arity: slots.count, a: slots[0],
        b: slots.count > 1 ? slots[1] : slots[0], c: slots.count > 2 ? slots[2] : slots[0])
      // Equal parts are recorded once.
      if let place = steps[start...].firstIndex(of: step) { return .step(place - start) }
      steps.append(step)
      return .step(steps.count - 1 - start)
    }
  }
}

extension Graph {
  /// The local derivative of an element-wise node with respect to one of its inputs, as nodes;
  /// nil where it is zero.
  /// - Parameter scratch: Kept by the caller so that nothing is allocated a node.
  package mutating func localDerivative(
    of node: Node, input: Int, code: RuleCode, scratch: inout ContiguousArray<Node>
  ) -> Node? {
    let record = records[node.position]
    guard let entry = code.derivatives[record.opcode.index * 3 + input] else { return nil }
    let local = play(
      entry, code, Node(raw: record.a), Node(raw: record.b), Node(raw: record.c), node, &scratch)
    return constantValue(of: local) == 0 ? nil : local
  }

  /// The node's formula recorded in simpler operations; nil if it has none but itself.
  package mutating func opened(_ node: Node, code: RuleCode) -> Node? {
    let record = records[node.position]
    guard let entry = code.values[record.opcode.index], !entry.steps.isEmpty,
      entry.steps.count > 1 || code.steps[entry.steps.lowerBound].opcode != record.opcode
    else { return nil }
    var scratch: ContiguousArray<Node> = []
    return play(
      entry, code, Node(raw: record.a), Node(raw: record.b), Node(raw: record.c), node, &scratch)
  }

  private mutating func play(
    _ entry: RuleCode.Entry, _ code: RuleCode, _ a: Node, _ b: Node, _ c: Node, _ y: Node,
    _ made: inout ContiguousArray<Node>
  ) -> Node {
    made.removeAll(keepingCapacity: true)
    for place in entry.steps {
      let step = code.steps[place]
      let first = find(step.a, code, a, b, c, y, made)
      let node: Node
      switch step.arity {
      case 1: node = simplified(step.opcode, first)
      case 2: node = simplified(step.opcode, first, find(step.b, code, a, b, c, y, made))
      default:
        let second = find(step.b, code, a, b, c, y, made)
        let third = find(step.c, code, a, b, c, y, made)
        node = append(step.opcode, first, second, third)
      }
      made.append(node)
    }
    return find(entry.result, code, a, b, c, y, made)
  }

  @inline(__always)
  private mutating func find(
    _ slot: RuleCode.Slot, _ code: RuleCode, _ a: Node, _ b: Node, _ c: Node, _ y: Node,
    _ made: ContiguousArray<Node>
  ) -> Node {
    switch slot.raw {
    case 0: a
    case 1: b
    case 2: c
    case 3: y
    case let raw where raw > 3: made[Int(raw - 4)]
    default: constant(code.numbers[Int(-1 - slot.raw)])
    }
  }
}
