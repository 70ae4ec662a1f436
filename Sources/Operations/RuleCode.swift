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

  /// The most steps of any formula.
  private(set) var longest = 0

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
    longest = max(longest, steps.count - start)
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

/// Room for the intermediate nodes of one formula, kept while many are recorded.
package struct RuleScratch: ~Copyable {
  fileprivate let made: UnsafeMutablePointer<Node>
  // Plain memory: arrays would be retained and released at every node.
  fileprivate let steps: UnsafePointer<RuleCode.Step>
  fileprivate let derivatives: UnsafePointer<RuleCode.Entry?>
  fileprivate let numbers: UnsafePointer<Double>

  package init() {
    let code = RuleCode.shared
    let longest = max(code.longest, 1)
    made = .allocate(capacity: longest)
    made.initialize(repeating: Node(0), count: longest)
    steps = RuleScratch.copy(code.steps)
    derivatives = RuleScratch.copy(code.derivatives)
    numbers = RuleScratch.copy(code.numbers)
  }

  private static func copy<Element>(_ values: some Collection<Element>) -> UnsafePointer<Element> {
    let memory = UnsafeMutableBufferPointer<Element>.allocate(capacity: max(values.count, 1))
    _ = memory.initialize(from: values)
    return UnsafePointer(memory.baseAddress.unsafelyUnwrapped)
  }

  deinit {
    made.deallocate()
    steps.deallocate()
    derivatives.deallocate()
    numbers.deallocate()
  }
}

extension Graph {
  /// The local derivative of an element-wise node with respect to one of its inputs, as nodes;
  /// nil where it is zero.
  package mutating func localDerivative(
    of node: Node, input: Int, _ scratch: borrowing RuleScratch
  ) -> Node? {
    let record = records[node.position]
    guard let entry = scratch.derivatives[record.opcode.index * 3 + input] else { return nil }
    let local = play(entry, record, node, scratch)
    return isConstant(local) && number(local) == 0 ? nil : local
  }

  /// The node's formula recorded in simpler operations; nil if it has none but itself.
  package mutating func opened(_ node: Node, _ scratch: borrowing RuleScratch) -> Node? {
    let record = records[node.position]
    let code = RuleCode.shared
    guard let entry = code.values[record.opcode.index], !entry.steps.isEmpty,
      entry.steps.count > 1 || code.steps[entry.steps.lowerBound].opcode != record.opcode
    else { return nil }
    return play(entry, record, node, scratch)
  }

  private mutating func play(
    _ entry: RuleCode.Entry, _ record: Record, _ y: Node, _ scratch: borrowing RuleScratch
  ) -> Node {
    let made = scratch.made
    var count = 0
    for place in entry.steps {
      let step = scratch.steps[place]
      let first = find(step.a, record, y, scratch)
      let node: Node
      switch step.arity {
      case 1: node = simplified(step.opcode, first)
      case 2: node = simplified(step.opcode, first, find(step.b, record, y, scratch))
      default:
        let second = find(step.b, record, y, scratch)
        node = simplified(step.opcode, first, second, find(step.c, record, y, scratch))
      }
      made[count] = node
      count += 1
    }
    return find(entry.result, record, y, scratch)
  }

  @inline(__always)
  private mutating func find(
    _ slot: RuleCode.Slot, _ record: Record, _ y: Node, _ scratch: borrowing RuleScratch
  ) -> Node {
    switch slot.raw {
    case 0: Node(raw: record.a)
    case 1: Node(raw: record.b)
    case 2: Node(raw: record.c)
    case 3: y
    case let raw where raw > 3: scratch.made[Int(raw - 4)]
    default: constant(scratch.numbers[Int(-1 - slot.raw)])
    }
  }
}
