import Operations
import Tensors

/// Where every value of a plan lives, by lifetime.
struct PlanLayout {
  let inputs: PlanInputs
  let groups: [PlanSchedule.Group]
  /// How many groups at the beginning compute what never changes.
  let constantGroups: Int
  /// The first group that only computes new values of leaves.
  let firstUpdate: Int
  /// The node whose memory a node uses: itself, or what a reshape or broadcast scalar looks at.
  private var owner: ContiguousArray<Int32>
  /// Where each owner's value starts, or nothing if it lives in a tile only.
  private var place: ContiguousArray<Int>
  /// The tile of a value that never leaves its loop; a product's block is behind the tiles.
  private var slot: ContiguousArray<Int>
  private(set) var isTransposed: ContiguousArray<Bool>
  private(set) var size = 0
  private(set) var numbers: [(place: Int, value: Double)] = []
  private(set) var leaves: [(place: Int, slot: Int)] = []
  private(set) var namedPlaces: [Int32: Int] = [:]
  private(set) var namedShapes: [Int32: Shape] = [:]
  /// What is shown after each step; before the first one under -1.
  private(set) var exhibits: [Int: [Exhibit]] = [:]
  /// Values to be put aside before leaves change, and values to be copied to leaves afterwards.
  private(set) var staged: [Copy] = []
  private(set) var copies: [Copy] = []
  /// Where the tiles of all loops start.
  private(set) var tiles = 0
  private var constants: [UInt64: Int] = [:]
  private var memory = FreeList()

  struct Copy {
    let source, target, count: Int
  }

  /// A value that is shown, by its number among those that are.
  struct Exhibit {
    let number, place, count: Int
  }

  private var graph: Graph { inputs.graph }

  init(
    _ graph: Graph, outputs: [Node], shown: [Node], leaves kept: [Node],
    updates: [(leaf: Node, value: Node)], budget: Budget
  ) throws(EvaluationError) {
    let lasting = outputs + updates.map(\.value)
    let read = lasting + shown
    let inputs = PlanInputs(graph, outputs: read + kept + updates.map(\.leaf))
    self.inputs = inputs
    let count = inputs.needed.count
    owner = ContiguousArray((0..<count).map { Int32($0) })
    place = ContiguousArray(repeating: -1, count: count)
    slot = ContiguousArray(repeating: -1, count: count)
    isTransposed = ContiguousArray(repeating: false, count: count)
    let virtual = PlanLayout.virtualNodes(
      inputs, read, owner: &owner, isTransposed: &isTransposed)
    var schedule = try PlanSchedule(
      inputs, outputs: read, isVirtual: virtual, owner: owner, interruption: budget.interruption)
    // While leaves take their new values nothing is shown.
    let owner = owner
    let isShown = Set(shown.map { owner[$0.position] })
    let last = updates.map(\.value).filter { !isShown.contains(owner[$0.position]) }
    firstUpdate = last.isEmpty ? schedule.groups.count : schedule.moveLast(last)
    // A plan of which nothing changes runs once.
    let changing = kept + updates.map(\.leaf)
    constantGroups = changing.isEmpty ? 0 : schedule.moveConstantsFirst(changing: changing)
    groups = schedule.groups

    placeLeaves()
    let inPlace = PlanLayout.leavesWrittenInPlace(updates, groups, firstUpdate, inputs, owner)
    try placeValues(lasting, isShown: isShown, inPlace, budget)
    placeUpdates(updates, inPlace)
    placeExhibits(shown)
    try placeTiles(budget)
    for node in outputs + kept + updates.flatMap({ [$0.leaf, $0.value] }) {
      namedPlaces[node.index] = place[root(node.position)]
      namedShapes[node.index] = graph.shape(of: node)
    }
  }

  private func root(_ position: Int) -> Int { Int(owner[position]) }

  // MARK: - Memory

  private mutating func placeLeaves() {
    for position in inputs.needed.indices
    where inputs.needed[position] && graph.records[position].arity == 0 {
      let record = graph.records[position]
      place[position] = memory.take(inputs.count(position))
      if record.opcode == .constant {
        numbers.append((place[position], Graph.number(record)))
      } else {
        leaves.append((place[position], Int(record.a)))
      }
    }
    // The numbers in the formulas of the operations.
    let kernels = ElementwiseTable.shared.kernels
    for group in groups where !group.isSingle {
      for node in group.nodes {
        for step in kernels[inputs.opcode(Int(node)).index]?.loop.steps ?? [] {
          for case .number(let value) in step.operands where constants[value.bitPattern] == nil {
            constants[value.bitPattern] = memory.take(1)
            numbers.append((constants[value.bitPattern] ?? 0, value))
          }
        }
      }
    }
  }

  private mutating func placeValues(
    _ lasting: [Node], isShown: Set<Int32>, _ inPlace: [Int32: Int32], _ budget: Budget
  ) throws(EvaluationError) {
    var lastUse = ContiguousArray<Int>(repeating: -1, count: owner.count)
    for (index, group) in groups.enumerated() {
      for node in group.all {
        for input in inputs(Node(raw: node)) { lastUse[root(input.position)] = index }
      }
    }
    for node in lasting { lastUse[root(node.position)] = .max }
    for group in groups[..<constantGroups] { lastUse[Int(group.nodes[0])] = .max }

    var dying: [Int: [Int]] = [:]
    for (index, group) in groups.enumerated() {
      if index & 0xFFF == 0, budget.interruption.isRequested { throw .interrupted }
      var ending = dying.removeValue(forKey: index) ?? []
      var shownLast: [Int] = []
      var slots = 0
      for (order, node) in group.all.enumerated() {
        let position = Int(node)
        // A value that dies in the loop that makes it needs no memory but a tile.
        if !group.isSingle, lastUse[position] <= index, !isShown.contains(node),
          inputs.count(position) == group.count
        {
          slot[position] = node == group.product ? 0 : slots
          slots += node == group.product ? 0 : 1
          continue
        }
        let size = inputs.count(position)
        if let leaf = inPlace[node] {
          place[position] = place[Int(leaf)]
          continue
        }
        let heir = ending.firstIndex {
          inputs.count($0) == size && isWalkedOver($0, until: order, in: group)
        }
        if let heir {
          place[position] = place[ending[heir]]
          ending.remove(at: heir)
        } else {
          place[position] = memory.take(size)
        }
        if lastUse[position] <= index {
          if isShown.contains(node) {
            shownLast.append(position)
          } else {
            ending.append(position)
          }
        } else {
          dying[lastUse[position], default: []].append(position)
        }
      }
      // Freed only now: a loop still reads its inputs while it writes.
      for position in ending + shownLast { memory.give(place[position], inputs.count(position)) }
      guard memory.size <= budget.bytes / 8 else {
        throw .tooMuchMemory(bytes: memory.bytes, limit: budget.bytes)
      }
    }
  }

  /// Whether a loop reads a value entry by entry and for the last time at its member `order`, so
  /// that this member may write over it.
  private func isWalkedOver(
    _ position: Int, until order: Int, in group: PlanSchedule.Group
  ) -> Bool {
    guard !group.isSingle, inputs.count(position) == group.count else { return false }
    let members = group.all
    let writer = Int(members[order])
    if members[order] == group.product || inputs.count(writer) != group.count
      || inputs.opcode(writer) == .sum
    {
      return false
    }
    return members.indices.allSatisfy { index in
      let isReader = inputs(Node(raw: members[index])).contains { root($0.position) == position }
      return !isReader
        || index <= order && members[index] != group.product
          && inputs.opcode(Int(members[index])) != .broadcast
    }
  }

  // MARK: - New values of leaves

  /// The updates whose loop may write into the leaf: nothing reads its old value later.
  private static func leavesWrittenInPlace(
    _ updates: [(leaf: Node, value: Node)], _ groups: [PlanSchedule.Group], _ first: Int,
    _ inputs: PlanInputs, _ owner: ContiguousArray<Int32>
  ) -> [Int32: Int32] {
    guard first < groups.count else { return [:] }
    var home: [Int32: (group: Int, order: Int)] = [:]
    var lastRead: [Int32: (group: Int, order: Int)] = [:]
    var isReadOtherwise: Set<Int32> = []
    for group in first..<groups.count {
      for (order, node) in groups[group].all.enumerated() {
        home[node] = (group, order)
        for input in inputs(Node(raw: node)) {
          let source = owner[input.position]
          lastRead[source] = (group, order)
          // Here entries are not read where they are written.
          if node == groups[group].product || inputs.opcode(Int(node)) == .broadcast
            || inputs.count(Int(source)) != groups[group].count
          {
            isReadOtherwise.insert(source)
          }
        }
      }
    }
    var inPlace: [Int32: Int32] = [:]
    var taken: Set<Int32> = []
    // A leaf that is itself a new value, or takes two, keeps its old value until the end.
    let values = updates.map { owner[$0.value.position] }
    for (leaf, value) in updates {
      let node = owner[value.position]
      guard let (group, order) = home[node], node != groups[group].product,
        inputs.count(Int(node)) == groups[group].count,
        inputs.count(leaf.position) == inputs.count(Int(node)),
        !values.contains(leaf.index), inPlace[node] == nil,
        taken.insert(leaf.index).inserted,
        updates.count(where: { $0.leaf == leaf }) == 1
      else { continue }
      if let last = lastRead[leaf.index] {
        guard last.group < group || last.group == group && last.order <= order,
          last.group < group || !isReadOtherwise.contains(leaf.index)
        else { continue }
      }
      inPlace[node] = leaf.index
    }
    return inPlace
  }

  private mutating func placeUpdates(
    _ updates: [(leaf: Node, value: Node)], _ inPlace: [Int32: Int32]
  ) {
    let changing = Set(updates.map(\.leaf.index))
    var aside: [Int32: Int] = [:]
    for (leaf, value) in updates {
      let source = owner[value.position]
      if inPlace[source] == leaf.index || source == leaf.index { continue }
      let count = inputs.count(leaf.position)
      var from = place[Int(source)]
      if changing.contains(source) {
        from = aside[source] ?? memory.take(count)
        if aside[source] == nil {
          staged.append(Copy(source: place[Int(source)], target: from, count: count))
        }
        aside[source] = from
      }
      copies.append(Copy(source: from, target: place[leaf.position], count: count))
    }
  }

  private mutating func placeExhibits(_ shown: [Node]) {
    if shown.isEmpty { return }
    var home: [Int32: Int] = [:]
    for (index, group) in groups.enumerated() {
      for node in group.all { home[node] = index }
    }
    for (number, node) in shown.enumerated() {
      let position = root(node.position)
      exhibits[home[Int32(position)] ?? -1, default: []].append(
        Exhibit(number: number, place: place[position], count: inputs.count(node.position)))
    }
  }

  // MARK: - Tiles

  /// The shape of a loop: how long its tiles are, how many it has, and how large a block of its
  /// product is.
  struct LoopShape {
    var tile = Plan.longestTile
    var slots = 0
    var blockRows = 0
    /// The entries of a block of rows, and as many if it lies behind the tiles.
    var blockSize = 0
    var block = 0
    /// Where steps inside one operation leave what they pass on.
    var scratch = 0
    /// A tile's memory, up to the next line of the cache.
    var pitch: Int { (tile + 7) & ~7 }
    /// The entries of a transposed right factor, turned once for all blocks.
    var turned = 0
    var size: Int { slots * pitch + block + turned }
  }

  /// The longest tile that suits everything that repeats in a loop.
  func shape(of group: PlanSchedule.Group) -> LoopShape {
    var shape = LoopShape()
    var steps = 1
    // Tiles end where rows that are added up end, and if possible where what repeats ends.
    var period = group.nodes.compactMap { inputs.summedWidth(Int($0)) }.first ?? 1
    for node in group.nodes {
      let position = Int(node)
      shape.slots += slot[position] >= 0 ? 1 : 0
      let kernel = ElementwiseTable.shared.kernels[inputs.opcode(position).index]
      steps = max(steps, kernel?.loop.steps.count ?? 1)
      if let (run, count) = inputs.spread(position), run * count < group.count {
        let common = leastCommonMultiple(period, run * count)
        if common <= Plan.longestTile { period = common }
      }
    }
    shape.scratch = shape.slots
    shape.slots += steps - 1
    let wanted = max(Plan.longestTile / max((shape.slots + 3) / 4, 1), 128)
    let even = leastCommonMultiple(period, 8)
    shape.tile = even <= wanted ? wanted / even * even : max(wanted / period, 1) * period
    if let product = group.product, let rows = PlanSchedule.blockRows(product, inputs) {
      shape.blockRows = rows
      let factors = graph.inputs(of: Node(raw: product))
      let columns = graph.shape(of: factors[1]).rank == 2 ? graph.shape(of: factors[1])[1] : 1
      shape.blockSize = rows * columns
      shape.block = slot[Int(product)] >= 0 ? (shape.blockSize + 7) & ~7 : 0
      if isTransposed[factors[1].position], shape.blockSize < group.count {
        shape.turned = graph.shape(of: factors[1]).count
      }
    }
    return shape
  }

  private mutating func placeTiles(_ budget: Budget) throws(EvaluationError) {
    tiles = (memory.size + 7) & ~7
    var largest = 0
    for group in groups where !group.isSingle { largest = max(largest, shape(of: group).size) }
    size = tiles + largest
    guard size <= budget.bytes / 8 else {
      throw .tooMuchMemory(bytes: size * 8, limit: budget.bytes)
    }
  }

  // MARK: - Reading

  /// Where a node's value is.
  enum Location {
    case memory(Int)
    case tile(Int)
    case block
  }

  func location(of node: Node, in group: PlanSchedule.Group) -> Location {
    let position = root(node.position)
    if slot[position] < 0 { return .memory(place[position]) }
    return Int32(position) == group.product ? .block : .tile(slot[position])
  }

  func memory(of node: Node) -> Int { place[root(node.position)] }

  func place(of number: Double) -> Int { constants[number.bitPattern] ?? 0 }

  /// How many entries the memory of a node holds.
  func count(of node: Node) -> Int { inputs.count(root(node.position)) }
}

private func leastCommonMultiple(_ a: Int, _ b: Int) -> Int {
  var (x, y) = (a, b)
  while y != 0 { (x, y) = (y, x % y) }
  let (product, overflow) = (a / max(x, 1)).multipliedReportingOverflow(by: b)
  return overflow ? .max : product
}
