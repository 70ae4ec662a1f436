package import Tensors

/// A place in a graph.
package struct Node: Hashable, Comparable, Sendable {
  package let index: Int32

  @inlinable @inline(__always) package init(_ index: Int) {
    self.index = Int32(truncatingIfNeeded: index)
  }
  @inlinable @inline(__always) package init(raw index: Int32) { self.index = index }

  @inlinable @inline(__always) package var position: Int { Int(index) }
  @inlinable @inline(__always) package static func < (a: Node, b: Node) -> Bool {
    a.index < b.index
  }
  @inlinable @inline(__always) package static func == (a: Node, b: Node) -> Bool {
    a.index == b.index
  }
}

/// A value that comes from outside: a number typed, a variable, data.
package struct Leaf: Sendable {
  package enum Role: Sendable, Equatable { case literal, variable, data }
  package let node: Node
  package let name: String?
  package let role: Role
  package var value: Tensor
}

/// A stretch of the recording that a reader may see as one module: a fact, a function call.
package struct Region: Sendable {
  package enum Kind: Sendable {
    case fact, function, operation
    /// A layer of a network, within the network's own region.
    case layer
  }
  package let kind: Kind
  package let name: String
  package let inputs: [Node]
  package let output: Node
  /// The nodes recorded for it, the output last unless it was recorded before.
  package let nodes: Range<Int32>
}

/// A computation as flat arrays: nodes in the order of evaluation, each naming earlier ones.
///
/// No objects, no closures: ten million nodes are recorded, run and freed without recursion.
package struct Graph: Sendable {
  /// One node in twenty bytes.
  package struct Record: Sendable {
    package var opcode: Opcode
    package var arity: UInt8
    package var shape: Int32
    package var a: Int32
    package var b: Int32
    /// The third input, or the attribute of a structured operation.
    package var c: Int32

    package static let manyInputs: UInt8 = .max
  }

  package private(set) var records: ContiguousArray<Record> = []
  package private(set) var shapes: [Shape] = [.scalar]
  package private(set) var attributes: [Attribute] = [.none]
  package internal(set) var leaves: [Leaf] = []
  /// The entries of all leaves together.
  package private(set) var entriesOfLeaves = 0
  package private(set) var regions: [Region] = []
  private var shapeIndex: [Shape: Int32] = [.scalar: 0]
  private var attributeIndex: [Attribute: Int32] = [.none: 0]
  private var moreInputs: ContiguousArray<Int32> = []
  private var constants: [UInt64: Int32] = [:]
  private var recent: [(bits: UInt64, index: Int32)] = Array(repeating: (0, -1), count: 16)

  /// What the recording of this graph may use, and who can stop it.
  package var limits = Limits()

  package struct Limits: Sendable {
    /// The most entries that a call may make outright.
    package var entries = Shape.maximumCount
    package var interruption = Interruption.never

    package init() {}

    /// A shape that a call may fill.
    func checked(_ shape: Shape) throws(OperationError) -> Shape {
      if shape.count > entries { throw .tensor(.tooLarge(dimensions: shape.dimensions)) }
      return shape
    }
  }

  package init() {}

  package var count: Int { records.count }

  /// Makes room for more nodes; repeated calls still grow the storage in proportion.
  package mutating func reserve(additional: Int) {
    let wanted = records.count + additional
    if wanted > records.capacity {
      records.reserveCapacity(max(wanted, 2 * records.capacity))
    }
  }
}

// MARK: - Reading

extension Graph {
  package func shape(of node: Node) -> Shape { shapes[Int(records[node.position].shape)] }
  package func opcode(of node: Node) -> Opcode { records[node.position].opcode }
  package func operation(of node: Node) -> Operation { Operation.all[opcode(of: node).index] }

  package func attribute(of node: Node) -> Attribute {
    let record = records[node.position]
    return record.arity == 3 || record.opcode.isLeaf ? .none : attributes[Int(record.c)]
  }

  package func inputs(of node: Node) -> [Node] {
    let record = records[node.position]
    switch record.arity {
    case 0: return []
    case 1: return [Node(raw: record.a)]
    case 2: return [Node(raw: record.a), Node(raw: record.b)]
    case 3: return [Node(raw: record.a), Node(raw: record.b), Node(raw: record.c)]
    default:
      return moreInputs[Int(record.a)..<Int(record.a + record.b)].map { Node(raw: $0) }
    }
  }

  /// Whether all inputs of a node satisfy a test, without making a list of them.
  @inline(__always)
  package func allInputs(of node: Node, _ test: (Node) -> Bool) -> Bool {
    let record = records[node.position]
    switch record.arity {
    case 0: return true
    case 1: return test(Node(raw: record.a))
    case 2: return test(Node(raw: record.a)) && test(Node(raw: record.b))
    case 3:
      return test(Node(raw: record.a)) && test(Node(raw: record.b)) && test(Node(raw: record.c))
    default:
      return moreInputs[Int(record.a)..<Int(record.a + record.b)].allSatisfy {
        test(Node(raw: $0))
      }
    }
  }

  /// The number a constant node holds.
  package func constantValue(of node: Node) -> Double? {
    let record = records[node.position]
    guard record.opcode == .constant else { return nil }
    return Graph.number(record)
  }

  package func leaf(of node: Node) -> Leaf? {
    let record = records[node.position]
    return record.opcode == .leaf ? leaves[Int(record.a)] : nil
  }

  package static func number(_ record: Record) -> Double {
    let low = UInt64(UInt32(bitPattern: record.a))
    let high = UInt64(UInt32(bitPattern: record.b))
    return Double(bitPattern: high << 32 | low)
  }
}

// MARK: - Recording

extension Graph {
  /// A number; equal numbers share a node.
  package mutating func constant(_ value: Double) -> Node {
    let bits = value.bitPattern
    // A few constants (1, 2, -1) are asked for again and again while derivatives are recorded.
    let slot = Int(truncatingIfNeeded: (bits >> 52) ^ (bits >> 48)) & 15
    if recent[slot].bits == bits, recent[slot].index >= 0 { return Node(raw: recent[slot].index) }
    if let index = constants[bits] {
      recent[slot] = (bits, index)
      return Node(raw: index)
    }
    let node = push(
      Record(
        opcode: .constant, arity: 0, shape: 0, a: Int32(truncatingIfNeeded: bits),
        b: Int32(truncatingIfNeeded: bits >> 32), c: 0))
    constants[bits] = node.index
    recent[slot] = (bits, node.index)
    return node
  }

  /// A tensor from outside the graph.
  package mutating func leaf(_ value: Tensor, name: String? = nil, role: Leaf.Role) -> Node {
    let slot = Int32(leaves.count)
    let node = push(
      Record(
        opcode: .leaf, arity: 0, shape: intern(value.shape), a: slot, b: 0, c: 0))
    leaves.append(Leaf(node: node, name: name, role: role, value: value))
    entriesOfLeaves += value.shape.count
    return node
  }

  /// A number where its shape is a scalar, a leaf otherwise.
  package mutating func literal(_ value: Tensor) -> Node {
    if let number = value.scalar { return constant(number) }
    return leaf(value, role: .literal)
  }

  package mutating func rebind(leaf slot: Int, to value: Tensor) {
    precondition(leaves[slot].value.shape == value.shape, "a leaf keeps its shape")
    leaves[slot].value = value
  }

  /// An element-wise node whose operands have its shape or are scalar constants.
  @inline(__always)
  package mutating func append(_ opcode: Opcode, _ a: Node) -> Node {
    push(
      Record(
        opcode: opcode, arity: 1, shape: records[a.position].shape, a: a.index, b: 0, c: 0))
  }

  @inline(__always)
  package mutating func append(_ opcode: Opcode, _ a: Node, _ b: Node) -> Node {
    let shape = wider(records[a.position].shape, records[b.position].shape)
    return push(
      Record(opcode: opcode, arity: 2, shape: shape, a: a.index, b: b.index, c: 0))
  }

  package mutating func append(_ opcode: Opcode, _ a: Node, _ b: Node, _ c: Node) -> Node {
    let shape = wider(
      wider(records[a.position].shape, records[b.position].shape), records[c.position].shape)
    return push(
      Record(opcode: opcode, arity: 3, shape: shape, a: a.index, b: b.index, c: c.index))
  }

  /// A structured node.
  package mutating func append(
    _ opcode: Opcode, _ inputs: [Node], _ attribute: Attribute = .none, shape: Shape
  ) -> Node {
    var record = Record(
      opcode: opcode, arity: UInt8(min(inputs.count, 255)), shape: intern(shape), a: 0, b: 0,
      c: intern(attribute))
    switch inputs.count {
    case 1: record.a = inputs[0].index
    case 2: (record.a, record.b) = (inputs[0].index, inputs[1].index)
    default:
      record.arity = Record.manyInputs
      record.a = Int32(moreInputs.count)
      record.b = Int32(inputs.count)
      moreInputs.append(contentsOf: inputs.lazy.map(\.index))
    }
    return push(record)
  }

  /// Notes that the nodes from `start` on form a module that a reader may see as one.
  package mutating func close(
    region name: String, kind: Region.Kind, inputs: [Node], output: Node, from start: Int
  ) {
    regions.append(
      Region(
        kind: kind, name: name, inputs: inputs, output: output,
        nodes: Int32(start)..<Int32(records.count)))
  }

  @inline(__always)
  private mutating func push(_ record: Record) -> Node {
    records.append(record)
    return Node(raw: Int32(truncatingIfNeeded: records.count - 1))
  }

  /// Shape 0 is the scalar: an operand of that shape beside another is a repeated constant.
  @inline(__always)
  private func wider(_ a: Int32, _ b: Int32) -> Int32 { a == 0 ? b : a }

  private mutating func intern(_ shape: Shape) -> Int32 {
    if shape.rank == 0 { return 0 }
    if let index = shapeIndex[shape] { return index }
    let index = Int32(shapes.count)
    shapes.append(shape)
    shapeIndex[shape] = index
    return index
  }

  private mutating func intern(_ attribute: Attribute) -> Int32 {
    if attribute == .none { return 0 }
    if let index = attributeIndex[attribute] { return index }
    let index = Int32(attributes.count)
    attributes.append(attribute)
    attributeIndex[attribute] = index
    return index
  }
}
