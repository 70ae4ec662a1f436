import Operations
import Tensors

/// A random computation: element-wise operations, broadcasts, reshapes, transposes, products,
/// reductions and selections over shapes from empty to larger than a plan's tile.
struct RandomGraph {
  private(set) var graph = Graph()
  private(set) var leaves: [Node] = []
  private(set) var outputs: [Node] = []
  private var nodes: [Node] = []
  private var random: RandomState

  init(seed: UInt32) {
    random = RandomState(seed: seed)
    for _ in 0..<pick(2...5) {
      let leaf = graph.leaf(tensor(shape()), role: .variable)
      leaves.append(leaf)
      nodes.append(leaf)
    }
    for _ in 0..<pick(1...60) { if let node = step() { nodes.append(node) } }
    for _ in 0..<pick(1...5) {
      // Mostly late nodes, so that much is needed; leaves and constants at times.
      let late = nodes.count - 1 - pick(0...(nodes.count - 1)) * pick(0...nodes.count) / nodes.count
      outputs.append(
        pick(0...20) == 0 ? graph.constant(2.5) : nodes[min(max(late, 0), nodes.count - 1)])
    }
  }

  /// Other values for a leaf.
  mutating func tensor(_ shape: Shape) -> Tensor {
    Tensor(shape: shape, values: (0..<shape.count).map { _ in random.uniform(-2, 2) })
  }

  mutating func pick(_ range: ClosedRange<Int>) -> Int {
    random.integer(in: range.lowerBound..<range.upperBound + 1)
  }

  mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[pick(0...elements.count - 1)]
  }

  /// Gives leaves other values.
  mutating func rebind(_ leaf: Node, to value: Tensor) {
    guard let slot = graph.leaves.firstIndex(where: { $0.node == leaf }) else { return }
    graph.rebind(leaf: slot, to: value)
  }

  private mutating func shape() -> Shape {
    switch pick(0...9) {
    case 0: return .scalar
    case 1: return Shape([pick([0, 1, 600, 1_100])])
    case 2: return Shape([pick([0, 1, 2]), pick([1, 520])])
    case 3...5: return Shape([pick(1...4)])
    case 6...8: return Shape([pick(1...4), pick(1...4)])
    default: return Shape([pick(1...3), pick(1...3), pick(1...3)])
    }
  }

  private static let unary = [
    "sin", "tanh", "negate", "relu", "abs", "sigmoid", "identity", "erf", "floor", "logcosh",
  ]
  private static let binary = [
    "add", "subtract", "multiply", "maximum", "minimum", "less", "equal", "leaky_relu", "divide",
  ]

  private mutating func step() -> Node? {
    let x = pick(nodes)
    let shape = graph.shape(of: x)
    switch pick(0...19) {
    case 0...4: return graph.append(Opcode(pick(RandomGraph.unary)), x)
    case 5...8: return try? graph.elementwise(pick(RandomGraph.binary), [x, pick(nodes)])
    case 9:
      let operands = [x, graph.constant(random.uniform(-2, 2))]
      return try? graph.elementwise(
        pick(RandomGraph.binary), pick(0...1) == 0 ? operands : operands.reversed())
    case 10: return try? graph.elementwise("where", [x, pick(nodes), pick(nodes)])
    case 11: return graph.transpose(x)
    case 12:
      guard shape.rank > 1 else { return nil }
      var order = random.permutation(shape.rank)
      if order == order.sorted() { order.reverse() }
      return graph.permute(x, order)
    case 13: return reshaped(x)
    case 14: return broadcast(x)
    case 15, 16: return product(x)
    case 17: return reduced(x)
    case 18: return selected(x)
    default:
      guard shape.rank > 0 else { return nil }
      let axis = pick(0...shape.rank - 1)
      return graph.append(
        Opcode(pick(["softmax", "cumsum"])), [x], .axis(axis), shape: shape)
    }
  }

  private mutating func reshaped(_ x: Node) -> Node? {
    let count = graph.shape(of: x).count
    var shapes = [[count], [1, count], [count, 1], [1, 1, count]]
    for divisor in 2...4 where count % divisor == 0 {
      shapes += [[divisor, count / divisor], [count / divisor, divisor, 1]]
    }
    if count == 1 { shapes.append([]) }
    return graph.reshape(x, to: Shape(pick(shapes)))
  }

  private mutating func broadcast(_ x: Node) -> Node? {
    let shape = graph.shape(of: x)
    if shape.count > 100 { return nil }
    var sizes = shape.dimensions.map { $0 == 1 ? pick([1, 2, 3]) : $0 }
    if sizes.count < 3, pick(0...1) == 0 { sizes.insert(pick([0, 1, 2, 3]), at: 0) }
    return graph.filled(x, to: Shape(sizes))
  }

  private mutating func product(_ x: Node) -> Node? {
    var (a, b) = (x, pick(nodes))
    if pick(0...1) == 0 { a = graph.transpose(a) }
    if pick(0...1) == 0 { b = graph.transpose(b) }
    let (left, right) = (graph.shape(of: a), graph.shape(of: b))
    guard (1...2).contains(left.rank), (1...2).contains(right.rank) else { return nil }
    if left[left.rank - 1] == right[0] { return graph.matmul(a, b) }
    // Everything multiplies with itself.
    guard left.rank == 2, left.count < 500 else { return nil }
    return pick(0...1) == 0
      ? graph.matmul(graph.transpose(a), a) : graph.matmul(a, graph.transpose(a))
  }

  private mutating func reduced(_ x: Node) -> Node? {
    let shape = graph.shape(of: x)
    guard shape.rank > 0, shape.count > 0 else { return nil }
    let axis = pick(0...shape.rank - 1)
    let axes = pick(0...1) == 0 ? [axis] : Array(0..<shape.rank)
    return graph.reduce(pick(["sum", "mean", "max", "prod", "norm"]), x, axes, pick(0...1) == 0)
  }

  private mutating func selected(_ x: Node) -> Node? {
    let shape = graph.shape(of: x)
    guard shape.rank > 0 else { return nil }
    if pick(0...1) == 0 {
      let slices = shape.dimensions.map { size -> AxisSlice in
        let start = pick(0...size)
        return .range(from: start, to: pick(start...size), length: size)
      }
      return graph.slice(x, slices)
    }
    let other = pick(nodes)
    let (left, right) = (shape.dimensions, graph.shape(of: other).dimensions)
    guard left.dropFirst().elementsEqual(right.dropFirst()), !right.isEmpty else { return nil }
    return try? graph.concatenate([x, other, x], axis: 0)
  }
}
