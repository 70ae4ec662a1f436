import Operations
import Tensors

/// Where every value of a plan lives, by lifetime.
struct PlanLayout {
  private let graph: Graph
  private var schedule: PlanSchedule
  /// The node whose memory a node uses: itself, or what a reshape or broadcast scalar looks at.
  private var owner: ContiguousArray<Int32>
  /// Where each owner's value starts, or nothing if it lives in a tile only.
  private var place: ContiguousArray<Int>
  /// The tile slot of a value that never leaves its fused loop.
  private var slot: ContiguousArray<Int>
  private var isTransposed: ContiguousArray<Bool>
  private(set) var size = 0
  private(set) var numbers: [(place: Int, value: Double)] = []
  private(set) var leaves: [(place: Int, slot: Int)] = []
  private(set) var namedPlaces: [Int32: Int] = [:]
  private(set) var namedShapes: [Int32: Shape] = [:]

  init(
    _ graph: Graph, outputs: [Node], leaves kept: [Node], budget: Budget
  ) throws(EvaluationError) {
    self.graph = graph
    let needed = graph.needed(for: outputs + kept)
    let count = needed.count
    owner = ContiguousArray((0..<count).map { Int32($0) })
    place = ContiguousArray(repeating: -1, count: count)
    slot = ContiguousArray(repeating: -1, count: count)
    isTransposed = ContiguousArray(repeating: false, count: count)
    let virtual = PlanLayout.virtualNodes(
      graph, needed, outputs, owner: &owner, isTransposed: &isTransposed)
    schedule = try PlanSchedule(
      graph, needed: needed, isVirtual: virtual, owner: owner,
      interruption: budget.interruption)

    var lastUse = ContiguousArray<Int>(repeating: -1, count: count)
    var homeGroup = ContiguousArray<Int>(repeating: -1, count: count)
    for (index, group) in schedule.groups.enumerated() {
      for node in PlanLayout.nodes(of: group) {
        homeGroup[Int(node)] = index
        for input in graph.inputs(of: Node(raw: node)) {
          lastUse[root(input.position)] = index
        }
      }
    }
    for node in outputs { lastUse[root(node.position)] = .max }

    var memory = FreeList()
    for position in 0..<count where needed[position] && graph.records[position].arity == 0 {
      let record = graph.records[position]
      let size = graph.shapes[Int(record.shape)].count
      place[position] = memory.take(size)
      if record.opcode == .constant {
        numbers.append((place[position], Graph.number(record)))
      } else {
        self.leaves.append((place[position], Int(record.a)))
      }
    }
    // A value that dies in the loop that makes it needs no memory but a tile.
    var tileSlots = 0
    var dying: [Int: [Int]] = [:]
    for (index, group) in schedule.groups.enumerated() {
      if index & 0xFFF == 0, budget.interruption.isRequested { throw .interrupted }
      var slots = 0
      for node in PlanLayout.nodes(of: group) {
        let position = Int(node)
        if case .fused = group, lastUse[position] <= index {
          slot[position] = slots
          slots += 1
          continue
        }
        place[position] = memory.take(graph.shape(of: Node(raw: node)).count)
        dying[lastUse[position], default: []].append(position)
      }
      tileSlots = max(tileSlots, slots)
      // Freed only now: a fused loop still reads its inputs while it writes.
      for position in dying.removeValue(forKey: index) ?? [] {
        memory.give(place[position], graph.shape(of: Node(position)).count)
      }
      guard memory.size <= budget.bytes / 8 else {
        throw .tooMuchMemory(bytes: memory.bytes, limit: budget.bytes)
      }
    }
    let tiles = memory.size
    size = tiles + tileSlots * Plan.tile
    guard size <= budget.bytes / 8 else {
      throw .tooMuchMemory(bytes: size * 8, limit: budget.bytes)
    }
    for position in 0..<count where slot[position] >= 0 {
      slot[position] = tiles + slot[position] * Plan.tile
    }
    for node in outputs + kept {
      namedPlaces[node.index] = place[root(node.position)]
      namedShapes[node.index] = graph.shape(of: node)
    }
  }

  private func root(_ position: Int) -> Int { Int(owner[position]) }

  private static func nodes(of group: PlanSchedule.Group) -> [Int32] {
    switch group {
    case .fused(_, let nodes): nodes
    case .single(let node): [node]
    }
  }

  /// Marks the nodes that need no step and notes whose memory they read.
  private static func virtualNodes(
    _ graph: Graph, _ needed: ContiguousArray<Bool>, _ outputs: [Node],
    owner: inout ContiguousArray<Int32>, isTransposed: inout ContiguousArray<Bool>
  ) -> ContiguousArray<Bool> {
    let kernels = ElementwiseTable.shared.kernels
    var onlyElementwise = ContiguousArray<Bool>(repeating: true, count: needed.count)
    var onlyProducts = ContiguousArray<Bool>(repeating: true, count: needed.count)
    for position in needed.indices where needed[position] {
      let opcode = graph.records[position].opcode
      if graph.records[position].arity == 0 { continue }
      for input in graph.inputs(of: Node(position)) {
        if kernels[opcode.index] == nil { onlyElementwise[input.position] = false }
        if opcode != .matmul || graph.shape(of: input).rank != 2 {
          onlyProducts[input.position] = false
        }
      }
    }
    for node in outputs {
      onlyElementwise[node.position] = false
      onlyProducts[node.position] = false
    }
    var isVirtual = ContiguousArray<Bool>(repeating: false, count: needed.count)
    for position in needed.indices where needed[position] {
      let record = graph.records[position]
      if record.arity == 0 {
        isVirtual[position] = true
      } else if record.opcode == .reshape {
        isVirtual[position] = true
        owner[position] = owner[Int(record.a)]
      } else if record.opcode == .broadcast, onlyElementwise[position],
        graph.shape(of: Node(raw: record.a)).count == 1
      {
        isVirtual[position] = true
        owner[position] = owner[Int(record.a)]
      } else if record.opcode == .transpose, onlyProducts[position],
        graph.shape(of: Node(position)).rank == 2,
        !isTransposed[Int(record.a)]
      {
        isVirtual[position] = true
        isTransposed[position] = true
        owner[position] = owner[Int(record.a)]
      }
    }
    return isVirtual
  }

  // MARK: - Steps

  func steps(in arena: UnsafeMutablePointer<Double>) -> [Plan.Step] {
    schedule.groups.map { group in
      switch group {
      case .single(let raw): single(Node(raw: raw), arena)
      case .fused(let count, let nodes): fused(count, nodes, arena)
      }
    }
  }

  private func pointer(
    _ node: Node, _ arena: UnsafeMutablePointer<Double>
  ) -> UnsafeMutablePointer<Double> {
    let position = root(node.position)
    return arena + (slot[position] >= 0 ? slot[position] : place[position])
  }

  private func single(_ node: Node, _ arena: UnsafeMutablePointer<Double>) -> Plan.Step {
    let inputs = graph.inputs(of: node)
    let output = pointer(node, arena)
    if graph.opcode(of: node) == .matmul {
      let (a, b) = (graph.shape(of: inputs[0]), graph.shape(of: inputs[1]))
      return .product(
        Plan.MatrixStep(
          rows: a.rank == 2 ? a[0] : 1, columns: b.rank == 2 ? b[1] : 1, inner: b[0],
          a: pointer(inputs[0], arena), b: pointer(inputs[1], arena),
          isATransposed: isTransposed[inputs[0].position],
          isBTransposed: isTransposed[inputs[1].position], c: output))
    }
    guard let rule = graph.operation(of: node).structured else {
      preconditionFailure("a single step is a structured operation")
    }
    let call = KernelCall(
      inputs: inputs.map { UnsafePointer(pointer($0, arena)) },
      inputShapes: inputs.map { graph.shape(of: $0) }, output: output,
      outputShape: graph.shape(of: node), attribute: graph.attribute(of: node),
      interruption: .never)
    return .call(call, kernel: rule.kernel, node)
  }

  private func fused(
    _ count: Int, _ nodes: [Int32], _ arena: UnsafeMutablePointer<Double>
  ) -> Plan.Step {
    func reference(_ node: Node) -> Plan.Reference {
      let position = root(node.position)
      let isScalar = count > 1 && graph.shape(of: Node(position)).count == 1
      return Plan.Reference(
        pointer: pointer(node, arena), step: isScalar ? 0 : 1,
        walks: !isScalar && slot[position] < 0)
    }
    let kernels = ElementwiseTable.shared.kernels
    var members: ContiguousArray<Plan.Member> = []
    for raw in nodes {
      let node = Node(raw: raw)
      guard let kernel = kernels[graph.opcode(of: node).index] else { continue }
      let inputs = graph.inputs(of: node).map(reference)
      let own = reference(node)
      members.append(
        Plan.Member(
          loop: kernel.loop, a: inputs[0], b: inputs.count > 1 ? inputs[1] : own,
          c: inputs.count > 2 ? inputs[2] : own, y: own))
    }
    return .fused(count: count, members: members)
  }
}

/// Memory handed out in runs of doubles and taken back.
private struct FreeList {
  private(set) var size = 0
  private var free: [(place: Int, size: Int)] = []
  /// Bytes asked for, saturating.
  var bytes: Int { size > Int.max / 8 ? .max : size * 8 }

  mutating func take(_ wanted: Int) -> Int {
    let count = max(wanted, 1)
    var best: Int?
    for (index, run) in free.enumerated() where run.size >= count {
      if best.map({ free[$0].size > run.size }) ?? true { best = index }
    }
    if let best {
      let run = free[best]
      if run.size == count {
        free.swapAt(best, free.count - 1)
        free.removeLast()
      } else {
        free[best] = (run.place + count, run.size - count)
      }
      return run.place
    }
    let place = size
    let (sum, overflow) = size.addingReportingOverflow(count)
    size = overflow ? .max : sum
    return place
  }

  mutating func give(_ place: Int, _ wanted: Int) {
    free.append((place, max(wanted, 1)))
    // A long list is searched in vain: let small runs go first.
    if free.count > 256 {
      free.sort { $0.size > $1.size }
      free.removeLast(128)
    }
  }
}
