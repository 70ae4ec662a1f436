import Differentiation
import Operations
import Tensors
import Testing

@Suite("The gradient circuit")
struct GradientTests {
  @Test("two paths that meet add up")
  func twoPaths() throws {
    var graph = Graph()
    let a = graph.leaf(Tensor(2), role: .variable)
    let b = graph.leaf(Tensor(3), role: .variable)
    let product = graph.multiply(a, b)
    let sum = graph.add(product, a)
    let circuit = graph.gradient(of: sum, wrt: [a, b])
    let run = try Evaluation(graph, of: circuit.gradients)
    #expect(run.number(circuit.gradients[0]) == 4)
    #expect(run.number(circuit.gradients[1]) == 2)
  }
}
