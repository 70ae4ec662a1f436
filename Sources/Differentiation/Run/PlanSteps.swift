import CKernels
import Operations
import Tensors

/// One step of a plan, with its addresses.
enum PlanStep {
  /// Element-wise operations on single numbers.
  case numbers(ContiguousArray<NumberMember>)
  case loop(PlanLoop)
  case product(PlanProduct)
  case call(KernelCall, kernel: @Sendable (KernelCall) throws(OperationError) -> Void, Node)

  struct NumberMember {
    let rule: @Sendable (Double, Double, Double) -> Double
    let a, b, c: UnsafePointer<Double>
    let y: UnsafeMutablePointer<Double>
  }
}

/// Element-wise operations that walk through tiles, after the rows of a product if there is one.
struct PlanLoop {
  let count, tile: Int
  let program: UnsafeBufferPointer<ck_instruction>
  let product: PlanProduct?
  /// How many rows of the product are taken at a time.
  let blockRows: Int
  /// Whether each block of the product is written where the one before was.
  let isBlockReused: Bool
  /// Room for a transposed right factor that is turned before the blocks read it.
  let turned: UnsafeMutablePointer<Double>?
}

struct PlanProduct {
  let rows, columns, inner: Int
  let a, b: UnsafePointer<Double>
  let isATransposed, isBTransposed: Bool
  let c: UnsafeMutablePointer<Double>
}

extension PlanLayout {
  /// The steps of all groups; `programs` are to be freed with the arena.
  func steps(
    in arena: UnsafeMutablePointer<Double>,
    _ programs: inout [UnsafeMutableBufferPointer<ck_instruction>]
  ) -> [PlanStep] {
    groups.map { group in
      if group.isSingle { return single(Node(raw: group.nodes[0]), arena) }
      let kernels = ElementwiseTable.shared.kernels
      if group.count == 1, group.product == nil,
        group.nodes.allSatisfy({ kernels[inputs.opcode(Int($0)).index] != nil })
      {
        return numbers(group, arena)
      }
      let (loop, program) = loop(group, arena)
      programs.append(program)
      return .loop(loop)
    }
  }

  private func numbers(
    _ group: PlanSchedule.Group, _ arena: UnsafeMutablePointer<Double>
  ) -> PlanStep {
    let shape = shape(of: group)
    func pointer(_ node: Node) -> UnsafeMutablePointer<Double> {
      switch location(of: node, in: group) {
      case .memory(let place): arena + place
      case .tile(let slot): arena + tiles + slot * shape.pitch
      case .block: preconditionFailure("numbers have no product")
      }
    }
    var members: ContiguousArray<PlanStep.NumberMember> = []
    for raw in group.nodes {
      let node = Node(raw: raw)
      guard let rule = ElementwiseTable.shared.scalars[inputs.opcode(node.position).index] else {
        continue
      }
      let operands = inputs(node).map { UnsafePointer(pointer($0)) }
      members.append(
        PlanStep.NumberMember(
          rule: rule, a: operands[0], b: operands[min(1, operands.count - 1)],
          c: operands[min(2, operands.count - 1)], y: pointer(node)))
    }
    return .numbers(members)
  }

  private func single(_ node: Node, _ arena: UnsafeMutablePointer<Double>) -> PlanStep {
    let graph = inputs.graph
    let output = arena + memory(of: node)
    if inputs.opcode(node.position) == .matmul {
      return .product(product(node, arena, into: output))
    }
    guard let rule = graph.operation(of: node).structured else {
      preconditionFailure("a single step is a structured operation")
    }
    let factors = graph.inputs(of: node)
    let call = KernelCall(
      inputs: factors.map { UnsafePointer(arena + memory(of: $0)) },
      inputShapes: factors.map { graph.shape(of: $0) }, output: output,
      outputShape: graph.shape(of: node), attribute: graph.attribute(of: node),
      interruption: .never)
    return .call(call, kernel: rule.kernel, node)
  }

  private func product(
    _ node: Node, _ arena: UnsafeMutablePointer<Double>, into c: UnsafeMutablePointer<Double>
  ) -> PlanProduct {
    let factors = inputs.graph.inputs(of: node)
    let (a, b) = (inputs.graph.shape(of: factors[0]), inputs.graph.shape(of: factors[1]))
    return PlanProduct(
      rows: a.rank == 2 ? a[0] : 1, columns: b.rank == 2 ? b[1] : 1, inner: b[0],
      a: UnsafePointer(arena + memory(of: factors[0])),
      b: UnsafePointer(arena + memory(of: factors[1])),
      isATransposed: isTransposed[factors[0].position],
      isBTransposed: isTransposed[factors[1].position], c: c)
  }

  // MARK: - Loops

  private func loop(
    _ group: PlanSchedule.Group, _ arena: UnsafeMutablePointer<Double>
  ) -> (PlanLoop, UnsafeMutableBufferPointer<ck_instruction>) {
    let shape = shape(of: group)
    let room = arena + tiles
    var instructions: [ck_instruction] = []
    for raw in group.nodes { append(Node(raw: raw), of: group, shape, arena, to: &instructions) }
    instructions = instructions.joined()
    let program = UnsafeMutableBufferPointer<ck_instruction>.allocate(
      capacity: instructions.count)
    _ = program.initialize(from: instructions)
    var product: PlanProduct?
    if let raw = group.product {
      let isReused = shape.block > 0
      let c = isReused ? room + shape.slots * shape.pitch : arena + memory(of: Node(raw: raw))
      product = self.product(Node(raw: raw), arena, into: c)
    }
    let loop = PlanLoop(
      count: group.count, tile: shape.tile, program: UnsafeBufferPointer(program),
      product: product, blockRows: shape.blockRows, isBlockReused: shape.block > 0,
      turned: shape.turned > 0 ? room + shape.slots * shape.pitch + shape.block : nil)
    return (loop, program)
  }

  private func append(
    _ node: Node, of group: PlanSchedule.Group, _ shape: LoopShape,
    _ arena: UnsafeMutablePointer<Double>, to instructions: inout [ck_instruction]
  ) {
    let room = arena + tiles
    func tile(_ slot: Int) -> ck_place {
      ck_place(values: room + slot * shape.pitch, kind: .tile)
    }
    func place(_ node: Node) -> ck_place {
      switch location(of: node, in: group) {
      case .block: ck_place(values: room + shape.slots * shape.pitch, kind: .block)
      case .tile(let slot): tile(slot)
      case .memory(let start):
        ck_place(
          values: arena + start,
          kind: group.count > 1 && count(of: node) == 1 ? .number : .memory)
      }
    }
    let operands = inputs(node)
    let own = place(node)
    if let width = inputs.summedWidth(node.position) {
      instructions.append(
        ck_instruction(
          kind: .sum_rows, operation: .copy, a: place(operands[0]), b: own, c: own,
          y: ck_place(values: own.values, kind: .number), run: 1, count: width))
      return
    }
    if let (run, count) = inputs.spread(node.position), count < group.count {
      let period = run * count
      let isAlike =
        own.kind == .tile && shape.tile.isMultiple(of: period)
        && shape.blockSize.isMultiple(of: period)
      instructions.append(
        ck_instruction(
          kind: isAlike ? .spread_once : .spread, operation: .copy,
          a: ck_place(values: arena + memory(of: operands[0]), kind: .number), b: own, c: own,
          y: own, run: run, count: count))
      return
    }
    // A broadcast that repeats nothing copies.
    let copying = [LoopProgram.Step(copying: .input(0))]
    let kernel = ElementwiseTable.shared.kernels[inputs.opcode(node.position).index]
    let steps = kernel?.loop.steps ?? copying
    for (index, step) in steps.enumerated() {
      let sources = step.operands.map { source -> ck_place in
        switch source {
        case .input(let index): place(operands[index])
        case .number(let value):
          ck_place(values: arena + self.place(of: value), kind: .number)
        case .step(let index): tile(shape.scratch + index)
        }
      }
      instructions.append(
        ck_instruction(
          kind: .apply, operation: step.operation, a: sources[0],
          b: sources[min(1, sources.count - 1)], c: sources[min(2, sources.count - 1)],
          y: index == steps.count - 1 ? own : tile(shape.scratch + index), run: 1, count: 1))
    }
  }
}
