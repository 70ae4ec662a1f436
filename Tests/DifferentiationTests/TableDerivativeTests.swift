import Differentiation
import Operations
import Tensors
import Testing

@Suite("Derivatives of the table's operations")
struct TableDerivativeTests {
  @Test(
    "gradients and their gradients are the limits of difference quotients",
    arguments: GradientCase.all)
  func derivatives(_ test: GradientCase) throws {
    let comparison = try DerivativeComparison(test)
    #expect(try comparison.disagreement() == nil)
  }

  @Test("both runners give the same bits", arguments: GradientCase.all)
  func runners(_ test: GradientCase) throws {
    #expect(try DerivativeComparison(test).runnersAgree())
  }

  @Test("every operation that gradients flow through is compared")
  func completeness() {
    let compared = Set(GradientCase.all.map(\.name))
    let missing = Operation.all.filter { operation in
      guard !compared.contains(operation.name), operation.elementwise?.isDifferentiable ?? true
      else {
        return false
      }
      switch operation.meaning {
      case .record, .drawMask: break
      case .draw, .none: return false
      }
      return operation.parameters.contains { $0.kind == .tensor || $0.kind == .tensors }
    }
    #expect(missing.map(\.name).sorted() == ["accuracy", "argmax", "argmin", "onehot"])
  }

  @Test(
    "no gradient flows through places, labels and counts",
    arguments: [
      ("argmax", [ArgumentValue.omitted, .boolean(false)]),
      ("argmin", [.omitted, .boolean(false)]),
      ("onehot", [.integer(3)]),
    ])
  func zeroGradients(name: String, options: [ArgumentValue]) throws {
    var graph = Graph()
    let x = graph.leaf(Tensor(vector: [0, 2, 1]), role: .variable)
    let y = try graph.call(name, [.node(x)] + options)
    let gradient = graph.gradient(of: graph.sumOfAll(y), wrt: [x]).gradients[0]
    #expect(try Evaluation(graph, of: [gradient]).tensor(gradient).values == [0, 0, 0])
  }
}
