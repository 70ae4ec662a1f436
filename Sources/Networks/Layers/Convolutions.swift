import Operations

extension LayerEntry {
  private static func convolution(
    _ name: String, axes: Int, summary: String, shapes: String, learns: String, example: String,
    source: String
  ) -> LayerEntry {
    let operation = Operation.named(name)
    return LayerEntry(
      name, summary,
      parameters: [
        Parameter("in", .integer), Parameter("out", .integer), Parameter("width", .integer),
        Parameter("stride", .integer, .number(1)),
        Parameter("padding", .wordOrInteger(["same", "valid"]), .word("same")),
      ] + startParameters,
      formula: operation?.formula ?? "", learns: learns, shapes: shapes,
      convention: operation?.convention, example: example, source: source,
      problem: { sizeProblem(name, ["in", "out", "width"], $0) },
      weights: { settings in
        let (input, output) = (settings.integer(0), settings.integer(1))
        let field = Array(repeating: settings.integer(2), count: axes)
        return weights([output, input] + field, bias: output, settings, optionsAt: 5)
      },
      input: { .channels($0.integer(0), rank: axes + 2) }
    ) { _, call in
      .call(
        name,
        [
          .node(call.x), call.weight("W"), call.weight("b"), call.settings.values[3],
          call.settings.values[4],
        ])
    }
  }

  static let conv1d = convolution(
    "conv1d", axes: 1, summary: "Filters that slide along sequences of one or several channels.",
    shapes: "n×in×L to n×out×L'", learns: "W out×in×width, b out",
    example: "net = conv1d(1, 2, 3); net(ones(1, 1, 5))", source: "CS229 (7.48), (7.50)")

  static let conv2d = convolution(
    "conv2d", axes: 2, summary: "Filters that slide over images of one or several channels.",
    shapes: "n×in×H×W to n×out×H'×W'", learns: "W out×in×width×width, b out",
    example: "net = reshape(1, 8, 8) -> conv2d(1, 4, 3); net(ones(2, 64))",
    source: "CS229 (7.51)")
}
