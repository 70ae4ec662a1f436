internal import Differentiation
internal import Operations
internal import Tensors

/// Networks on batches of 32 of 1797 made-up 8×8 images with labels 0 ... 9: the sizes of the
/// digits, as in `benchmarks/peers/batches.py`.
struct Batches {
  static let examples = 1797
  static let pixels = 64
  static let size = 32
  static let classes = 10

  enum Network: String {
    /// 64-256-256-10 with ReLU.
    case dense = "mlp"
    /// Two 3×3 convolutions to 8 and 16 channels, each with ReLU and 2×2 max pooling, then 64-10.
    case convolution = "conv"
  }

  private let step: TrainingStep
  private let images: [Double]
  private let labels: [Double]
  private let order: [Int]
  private let x, y: Node

  init(_ network: Network) throws {
    var random = RandomState(seed: 0)
    images = try random.tensor(
      Shape([Batches.examples * Batches.pixels]), from: .uniform(0, 1)
    ).values
    labels = try random.tensor(
      Shape([Batches.examples]), from: .integer(0..<Batches.classes)
    ).values
    order = random.permutation(Batches.examples)
    var graph = Graph()
    let pixels = network == .dense ? [Batches.pixels] : [1, 8, 8]
    let x = graph.leaf(
      Tensor(repeating: 0, shape: Shape([Batches.size] + pixels)), name: "X", role: .data)
    let y = graph.leaf(
      Tensor(repeating: 0, shape: Shape([Batches.size])), name: "y", role: .data)
    (self.x, self.y) = (x, y)
    /// Weights of variance 2/inputs.
    func weights(_ shape: [Int], inputs: Int) throws -> Node {
      let scale = (2 / Double(inputs)).squareRoot()
      let drawn = try random.tensor(Shape(shape), from: .normal)
      return graph.leaf(
        Tensor(shape: drawn.shape, values: drawn.values.map { scale * $0 }), role: .variable)
    }
    func bias(_ size: Int) -> Node {
      graph.leaf(Tensor(repeating: 0, shape: Shape([size])), role: .variable)
    }
    var layers: [(weight: Node, bias: Node)] = []
    switch network {
    case .dense:
      for (inputs, outputs) in [(64, 256), (256, 256), (256, 10)] {
        layers.append((try weights([inputs, outputs], inputs: inputs), bias(outputs)))
      }
    case .convolution:
      layers.append((try weights([8, 1, 3, 3], inputs: 9), bias(8)))
      layers.append((try weights([16, 8, 3, 3], inputs: 72), bias(16)))
      layers.append((try weights([64, 10], inputs: 64), bias(10)))
    }
    let all = layers
    step = try TrainingStep(rate: 0.1, keeping: [x, y], graph: graph) { graph in
      var h = x
      for layer in all.dropLast() {
        if network == .dense {
          h = graph.call("relu", try graph.affine(h, layer.weight, layer.bias))
        } else {
          h = try graph.call(
            "conv2d",
            [.node(h), .node(layer.weight), .node(layer.bias), .integer(1), .word("same")])
          h = graph.call("relu", h)
          h = try graph.call("maxpool2d", [.node(h), .integer(2), .omitted])
        }
      }
      if network == .convolution { h = graph.reshape(h, to: Shape([Batches.size, 64])) }
      let last = all[all.count - 1]
      let scores = try graph.affine(h, last.weight, last.bias)
      let loss = try graph.call("cross_entropy", [.node(scores), .node(y), .word("mean")])
      return (scores, loss, all.flatMap { [$0.weight, $0.bias] })
    }
  }

  var plan: Plan { step.plan }

  /// Each step gathers the next batch; an incomplete last one is left out.
  func run(steps: Int) throws -> TrainingResult {
    let whole = Batches.examples / Batches.size
    return try TrainingResult(step, steps: steps) { number in
      guard let x = plan.entries(of: x), let y = plan.entries(of: y) else { return }
      let start = number % whole * Batches.size
      images.withUnsafeBufferPointer { images in
        guard let images = images.baseAddress else { return }
        for row in 0..<Batches.size {
          let example = order[start + row]
          (x + row * Batches.pixels).update(
            from: images + example * Batches.pixels, count: Batches.pixels)
          y[row] = labels[example]
        }
      }
    }
  }
}
