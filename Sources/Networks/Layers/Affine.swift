import Operations
import Tensors

extension LayerEntry {
  /// Options that say how a layer's weights start and whether it has biases.
  static let startParameters = [
    Parameter(
      "init", .word(Initialiser.all.filter { !$0.followsData }.map(\.call)), .word("he")),
    Parameter("bias", .boolean, .boolean(true)),
  ]

  /// W and, unless switched off, b; the two options stand at `index` of the settings.
  static func weights(
    _ shape: [Int], bias: Int, _ settings: Arguments, optionsAt index: Int
  ) -> [Weight] {
    let start = Weight.Start.drawn(settings.word(index) ?? "he")
    let weight = Weight(name: "W", kind: .weight, shape: shape, start: start)
    guard settings.boolean(index + 1) else { return [weight] }
    return [weight, Weight(name: "b", kind: .offset, shape: [bias], start: .filled(0))]
  }

  /// The first of the settings' sizes that is not positive.
  static func sizeProblem(
    _ entry: String, _ names: [String], _ settings: Arguments
  ) -> OperationError? {
    for (index, name) in names.enumerated() {
      let size = settings.integer(index)
      if size < 1 || size > Shape.maximumCount {
        return .option(operation: entry, argument: name, expected: "1 or more")
      }
    }
    return nil
  }

  /// What CS229 counts as neurons: the outputs of these.
  package static let affineName = "affine"

  static let affine = LayerEntry(
    affineName, "A linear map and a shift: every output is a weighted sum of all inputs.",
    parameters: [Parameter("in", .integer), Parameter("out", .integer)] + startParameters,
    formula: "x @ W + b", learns: "W in×out, b out", shapes: "n×in to n×out; in to out",
    convention: "Rows are examples. b starts at 0.",
    example: "net = affine(2, 3); net([1, 2; 3, 4])",
    source: "CS229 (7.22), (7.65); Northeastern lecture 14",
    problem: { sizeProblem("affine", ["in", "out"], $0) },
    weights: { settings in
      let (input, output) = (settings.integer(0), settings.integer(1))
      return weights([input, output], bias: output, settings, optionsAt: 2)
    },
    input: { .columns($0.integer(0)) }
  ) { graph, call throws(OperationError) in
    let shape = graph.shape(of: call.x)
    guard let weight = call.weights["W"], shape.rank == 1 || shape.rank == 2 else {
      throw .shape(
        operation: "affine", argument: "x", expected: "n×\(call.settings.integer(0))", got: shape)
    }
    let product = graph.matmul(call.x, weight)
    guard let bias = call.weights["b"] else { return .node(product) }
    return .node(try graph.elementwise("add", [product, bias]))
  }
}
