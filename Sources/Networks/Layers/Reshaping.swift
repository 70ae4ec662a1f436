import Operations
import Tensors

extension LayerEntry {
  private static func pooling(_ name: String, _ summary: String, axes: Int) -> LayerEntry {
    let operation = Operation.named(name)
    return LayerEntry(
      name, summary,
      parameters: [Parameter("k", .integer), Parameter("stride", .integer, .omitted)],
      formula: operation?.formula ?? "", shapes: operation?.shapes ?? "",
      convention: operation?.convention,
      example: axes == 1
        ? "net = \(name)(2); net(ones(1, 1, 6))"
        : "net = reshape(1, 4, 4) -> \(name)(2); net(ones(1, 16))",
      source: operation?.source,
      problem: { settings in
        if settings.integer(0) < 1 || settings.optionalInteger(1) ?? 1 < 1 {
          return .option(
            operation: name, argument: settings.integer(0) < 1 ? "k" : "stride",
            expected: "1 or more")
        }
        return nil
      }
    ) { _, call in .call(name, [.node(call.x)] + call.settings.values) }
  }

  static let maxPool1d = pooling(
    "maxpool1d", "Keeps the largest entry of each window along a sequence.", axes: 1)
  static let maxPool2d = pooling(
    "maxpool2d", "Keeps the largest entry of each window of an image.", axes: 2)
  static let avgPool1d = pooling(
    "avgpool1d", "Averages each window along a sequence.", axes: 1)
  static let avgPool2d = pooling("avgpool2d", "Averages each window of an image.", axes: 2)

  static let flatten = LayerEntry(
    "flatten", "Every example's entries in one row.", parameters: [],
    formula: "the same entries", shapes: "n×... to n×d",
    example: "net = reshape(1, 2, 2) -> flatten; net(ones(3, 4))"
  ) { graph, call in
    let shape = graph.shape(of: call.x)
    guard shape.rank > 1 else { return .node(call.x) }
    let entries = shape.dimensions.dropFirst().reduce(1, *)
    return .node(graph.reshape(call.x, to: Shape([shape[0], entries])))
  }

  static let reshape = LayerEntry(
    "reshape", "Every example in another shape: rows of numbers as images.",
    parameters: [Parameter("shape", .shape)], formula: "the same entries",
    shapes: "n×d to n×shape; the rows stay",
    example: "net = reshape(1, 2, 2) -> conv2d(1, 3, 2); net(ones(5, 4))",
    problem: { settings in
      let sizes = settings.integers(0)
      return (1...3).contains(sizes.count) && sizes.allSatisfy { $0 > 0 && $0 < 1 << 28 }
        && (try? Shape(checking: sizes)) != nil
        ? nil
        : .option(
          operation: "reshape", argument: "shape", expected: "one to three sizes of an example")
    },
    input: { .entries($0.integers(0).reduce(1, *)) }
  ) { graph, call throws(OperationError) in
    let shape = graph.shape(of: call.x)
    let wanted = try Shape.named((shape.rank > 0 ? [shape[0]] : []) + call.settings.integers(0))
    guard wanted.count == shape.count else {
      throw .elementCount(operation: "reshape", from: shape, to: wanted)
    }
    return .node(graph.reshape(call.x, to: wanted))
  }
}
