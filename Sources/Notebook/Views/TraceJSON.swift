import Differentiation
import Tensors

extension Trace {
  /// The steps for machines: forward in order of evaluation, then backward from the output.
  var json: JSON {
    let forward = self.forward.map { step in
      JSON.object([
        ("pass", .text("forward")), ("node", .text(step.label)),
        ("formula", step.formula.map(JSON.text) ?? .null), ("shape", JSON.shape(step.value.shape)),
        ("value", .tensor(step.value)),
      ])
    }
    let backward = self.backward.map { step in
      JSON.object([
        ("pass", .text("backward")), ("node", .text(step.label)),
        ("formula", .text("∂\(outputLabel)/∂\(step.label)")),
        ("shape", JSON.shape(step.total.shape)),
        ("paths", .list(step.paths.map(json))), ("total", .tensor(step.total)),
      ])
    }
    return .list(forward + backward)
  }

  private func json(_ path: PathStep) -> JSON {
    .object([
      ("via", .text(path.consumerLabel)),
      ("upstream", .tensor(path.upstream)),
      (
        "local",
        .object([
          ("formula", .text(path.rule)), ("value", path.local.map(JSON.number) ?? .null),
        ])
      ),
      ("contribution", .tensor(path.contribution)),
      ("kink", .boolean(path.isAtKink)),
    ])
  }
}

extension JSON {
  static func shape(_ shape: Shape) -> JSON {
    .list(shape.dimensions.map { .number(Double($0)) })
  }
}
