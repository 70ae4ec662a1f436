import Differentiation
import Operations
import Tensors
import Testing

@Suite("Convolutions")
struct ConvolutionTests {
  struct Geometry: Sendable {
    var x: [Int]
    var w: [Int]
    var stride: Int
    var padding: ArgumentValue
    /// Zeros before and after each axis, as the definition of the padding says.
    var zeros: [(Int, Int)]
  }

  static let geometries: [Geometry] = {
    var random = RandomState(seed: 4)
    func pick(_ range: Range<Int>) -> Int { random.integer(in: range) }
    var all: [Geometry] = []
    while all.count < 120 {
      let (c, stride) = (pick(1..<3), pick(1..<4))
      let x = [pick(1..<3), c, pick(1..<8), pick(1..<8)]
      let w = [pick(1..<4), c, pick(1..<5), pick(1..<5)]
      switch pick(0..<3) {
      case 0:
        // As many places as the stride allows; of an odd number of zeros one more stands behind.
        let zeros = (2..<4).map { axis -> (Int, Int) in
          let places = (x[axis] + stride - 1) / stride
          let total = max((places - 1) * stride + w[axis] - x[axis], 0)
          return (total / 2, total - total / 2)
        }
        all.append(Geometry(x: x, w: w, stride: stride, padding: .word("same"), zeros: zeros))
      case 1 where w[2] <= x[2] && w[3] <= x[3]:
        all.append(
          Geometry(
            x: x, w: w, stride: stride, padding: .word("valid"), zeros: [(0, 0), (0, 0)]))
      default:
        let n = pick(0..<4)
        guard w[2] <= x[2] + 2 * n, w[3] <= x[3] + 2 * n else { continue }
        all.append(
          Geometry(x: x, w: w, stride: stride, padding: .integer(n), zeros: [(n, n), (n, n)]))
      }
    }
    // Places enough for several blocks of the patch matrix.
    all.append(
      Geometry(
        x: [1, 1, 1, 100_001], w: [2, 1, 1, 5], stride: 2, padding: .integer(0),
        zeros: [(0, 0), (0, 0)]))
    all.append(
      Geometry(
        x: [2, 1, 230, 240], w: [1, 1, 3, 3], stride: 1, padding: .word("same"),
        zeros: [(1, 1), (1, 1)]))
    return all
  }()

  /// The sum that the formula says, pixel by pixel.
  static func definition(_ g: Geometry, _ x: [Double], _ w: [Double]) -> Tensor {
    let places = (0..<2).map { axis in
      (g.x[2 + axis] + g.zeros[axis].0 + g.zeros[axis].1 - g.w[2 + axis]) / g.stride + 1
    }
    let (h, width) = (g.x[2], g.x[3])
    var y: [Double] = []
    for n in 0..<g.x[0] {
      for k in 0..<g.w[0] {
        for i in 0..<places[0] {
          for j in 0..<places[1] {
            var sum = 0.0
            for c in 0..<g.x[1] {
              for p in 0..<g.w[2] {
                let row = i * g.stride + p - g.zeros[0].0
                if row < 0 || row >= h { continue }
                for q in 0..<g.w[3] {
                  let column = j * g.stride + q - g.zeros[1].0
                  if column < 0 || column >= width { continue }
                  let pixel = x[((n * g.x[1] + c) * h + row) * width + column]
                  sum += w[((k * g.w[1] + c) * g.w[2] + p) * g.w[3] + q] * pixel
                }
              }
            }
            y.append(sum)
          }
        }
      }
    }
    return Tensor(shape: Shape([g.x[0], g.w[0]] + places), values: y)
  }

  @Test("are the sum the formula says, and its gradients are the adjoints of it")
  func definitionAndAdjoints() throws {
    var random = RandomState(seed: 9)
    for g in ConvolutionTests.geometries {
      func values(_ shape: Shape) throws -> Tensor {
        try random.tensor(shape, from: .uniform(-1, 1))
      }
      var graph = Graph()
      let (a, b) = (try values(Shape(g.x)), try values(Shape(g.w)))
      let x = graph.leaf(a, role: .variable)
      let w = graph.leaf(b, role: .variable)
      let y = try graph.call(
        "conv2d", [.node(x), .node(w), .omitted, .integer(g.stride), g.padding])
      let v = graph.leaf(try values(graph.shape(of: y)), role: .literal)
      let toX = try graph.vectorJacobian(of: y, wrt: x, v)
      let toW = try graph.vectorJacobian(of: y, wrt: w, v)
      let run = try Evaluation(graph, of: [y, toX, toW])
      let expected = ConvolutionTests.definition(g, a.values, b.values)
      let found = run.tensor(y)
      try #require(found.shape == expected.shape, "\(g)")
      try #require(
        zip(found.values, expected.values).allSatisfy { abs($0 - $1) < 1e-12 }, "\(g)")
      // The convolution is linear in each argument: ⟨v, conv(x, w)⟩ = ⟨x, ∂x⟩ = ⟨w, ∂w⟩.
      func product(_ p: Tensor, _ q: Tensor) -> Double {
        zip(p.values, q.values).reduce(0) { $0 + $1.0 * $1.1 }
      }
      let whole = product(run.tensor(v), found)
      let scale = 1e-12 * (1 + Double(found.values.count))
      #expect(abs(product(a, run.tensor(toX)) - whole) < scale, "\(g)")
      #expect(abs(product(b, run.tensor(toW)) - whole) < scale, "\(g)")
    }
  }

  @Test(
    "absurd paddings and strides are refused or bounded",
    arguments: [
      (ArgumentValue.integer((1 << 20) - 1), 1), (.integer(-1), 1), (.integer(1 << 40), 1),
      (.integer(0), 0), (.integer(0), -3), (.integer(0), 1 << 40),
    ])
  func absurd(padding: ArgumentValue, stride: Int) {
    var graph = Graph()
    let x = graph.leaf(Tensor(repeating: 1, shape: Shape([1, 1, 3, 3])), role: .variable)
    #expect(throws: OperationError.self) {
      try graph.call("conv2d", [.node(x), .node(x), .omitted, .integer(stride), padding])
    }
  }
}
