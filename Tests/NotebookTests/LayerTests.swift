import Diagnostics
import Differentiation
import Language
import Notebook
import Operations
import Tensors
import Testing

/// A layer with its numbers as PyTorch 2 computes them in float64.
struct LayerCase: Decodable, Sendable, CustomTestStringConvertible {
  let name: String
  let network: String
  let train: Bool
  let x: NestedNumbers
  /// What the output's gradient is set to.
  let v: NestedNumbers
  let output: NestedNumbers
  let inputGradient: NestedNumbers
  let parameters: [String: NestedNumbers]
  let gradients: [String: NestedNumbers]
  /// Running statistics before and after one application.
  let running: [String: NestedNumbers]
  let statistics: [String: NestedNumbers]

  var testDescription: String { name }
}

@Suite("Layers against PyTorch")
struct LayerTests {
  private static let cases = (try? Fixture.load("torch_layers", as: [LayerCase].self)) ?? []

  @Test("there are cases for every layer")
  func complete() {
    #expect(Self.cases.count == 31)
  }

  /// A session in which the case's network and numbers are defined.
  private func notebook(_ layer: LayerCase) throws -> Notebook {
    var notebook = Notebook()
    try notebook.run("net = \(layer.network)")
    for (name, numbers) in layer.parameters.merging(layer.running, uniquingKeysWith: { a, _ in a })
    {
      try notebook.run("net.\(name) := \(literal(numbers))")
    }
    try notebook.run("X := \(literal(layer.x)); V := \(literal(layer.v))")
    try notebook.run("J = sum(net(X\(layer.train ? "" : ", train=false")) * V)")
    return notebook
  }

  private func literal(_ numbers: NestedNumbers) -> String {
    var values = numbers.values[...]
    func list(_ shape: ArraySlice<Int>) -> String {
      guard let count = shape.first else { return "\(values.removeFirst())" }
      return "[" + (0..<count).map { _ in list(shape.dropFirst()) }.joined(separator: ", ") + "]"
    }
    return list(numbers.shape[...])
  }

  private func expectClose(
    _ tensor: Tensor, _ numbers: NestedNumbers, _ what: String,
    at location: SourceLocation = #_sourceLocation
  ) {
    #expect(tensor.shape.dimensions == numbers.shape, "\(what)", sourceLocation: location)
    for (got, want) in zip(tensor.values, numbers.values) {
      #expect(
        abs(got - want) <= 1e-11 * max(1, abs(want)), "\(what)", sourceLocation: location)
    }
  }

  @Test("gives the same values and gradients", arguments: cases)
  func values(layer: LayerCase) throws {
    var notebook = try notebook(layer)
    let call = "net(X\(layer.train ? "" : ", train=false"))"
    expectClose(try notebook.value(call), layer.output, "output")
    expectClose(try notebook.value("grad(J, X)"), layer.inputGradient, "∂X")
    for (name, numbers) in layer.gradients {
      expectClose(try notebook.value("grad(J, net.\(name))"), numbers, name)
    }
  }

  @Test("moves running statistics alike", arguments: cases.filter { !$0.statistics.isEmpty })
  func statistics(layer: LayerCase) throws {
    var notebook = try notebook(layer)
    let recording = try notebook.session.record(
      [Expression(.name("J"))], in: SourceText(name: "", text: "J"))
    // Evaluation leaves them alone.
    #expect(recording.statistics.count == (layer.train ? 2 : 0))
    let run = try Evaluation(recording.graph, of: recording.statistics.map(\.node))
    for (name, wanted) in layer.statistics {
      let old = try notebook.value("net.\(name)").values
      guard let entry = recording.statistics.first(where: { $0.name == "net.\(name)" }) else {
        #expect(!layer.train)
        expectClose(try notebook.value("net.\(name)"), wanted, name)
        continue
      }
      let batch = run.tensor(entry.node)
      let moved = zip(old, batch.values).map {
        (1 - entry.momentum) * $0 + entry.momentum * $1
      }
      expectClose(Tensor(shape: batch.shape, values: moved), wanted, name)
    }
  }

  @Test("a network of many layers agrees with difference quotients")
  func numeric() throws {
    var notebook = Notebook()
    try notebook.run(
      """
      X := randn(6, 16); y := [0, 1, 2, 2, 1, 0]
      net = reshape(1, 4, 4) -> conv2d(1, 3, 3) -> batchnorm(3) -> softplus -> avgpool2d(2) \\
        -> residual(conv2d(3, 3, 3, init=small)) -> groupnorm(3, 1) -> flatten \\
        -> dropout(0.3) -> affine(12, 5) -> layernorm(5) -> tanh -> affine(5, 3)
      J = cross_entropy(net(X), y) + 0.01 * l2(net, biases=true) + 0.01 * l1(net)
      """)
    let names = [
      "W1", "b1", "gamma2", "beta2", "W3", "b3", "gamma4", "beta4", "W5", "b5", "gamma6", "beta6",
      "W7", "b7",
    ]
    for name in names {
      let exact = try notebook.value("grad(J, net.\(name))")
      let quotient = try notebook.value("numgrad(J, net.\(name), h=1e-5)")
      #expect(exact.shape == quotient.shape)
      for (a, b) in zip(exact.values, quotient.values) {
        #expect(abs(a - b) < 1e-7, "\(name)")
      }
    }
  }
}
