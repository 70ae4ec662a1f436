import Differentiation
import Operations
import Tensors
import Testing

@Suite("Empty tensors")
struct EmptyTensorTests {
  /// Calls on tensors without entries, and the shape they give.
  static let cases: [(GradientCase, [Int])] = {
    typealias Case = GradientCase
    let none: [ArgumentValue] = [.omitted, .boolean(false)]
    func axis(_ axis: Int) -> [ArgumentValue] { [.integer(axis), .boolean(false)] }
    return [
      (.call("sum", "", [([0], .normal)], none), []),
      (.call("sum", "rows", [([0, 3], .normal)], axis(0)), [3]),
      (.call("sum", "columns", [([0, 3], .normal)], axis(1)), [0]),
      (.call("mean", "of no rows", [([0, 3], .normal)], axis(1)), [0]),
      (.call("max", "of no rows", [([0, 3], .normal)], axis(1)), [0]),
      (.call("prod", "", [([0], .normal)], none), []),
      (.call("norm", "", [([0], .normal)], none), []),
      (.call("softmax", "no columns", [([2, 0], .normal)], [.integer(-1)]), [2, 0]),
      (.call("softmax", "no rows", [([0, 3], .normal)], [.integer(-1)]), [0, 3]),
      (.call("log_softmax", "", [([0], .normal)], [.integer(0)]), [0]),
      (.call("cumsum", "", [([2, 0], .normal)], [.integer(0)]), [2, 0]),
      (.call("transpose", "", [([0, 3], .normal)]), [3, 0]),
      (.call("reshape", "", [([0, 3], .normal)], [.integers([3, 0, 2])]), [3, 0, 2]),
      (.call("flatten", "", [([2, 0, 3], .normal)]), [0]),
      (.call("broadcast", "", [([1, 3], .normal)], [.integers([0, 3])]), [0, 3]),
      (.joined("concat", "", [([0], .normal), ([2], .normal)], [.integer(0)]), [2]),
      (.joined("concat", "all empty", [([0], .normal), ([0], .normal)], [.integer(0)]), [0]),
      (.joined("stack", "", [([0], .normal), ([0], .normal)]), [2, 0]),
      (.call("repeat", "never", [([2], .normal)], [.integer(0), .integer(0)]), [0]),
      (.call("take", "no rows", [([3, 2], .normal), ([0], .labels(3))]), [0, 2]),
      (.call("matmul", "inner", [([2, 0], .normal), ([0, 3], .normal)]), [2, 3]),
      (.call("matmul", "rows", [([0, 2], .normal), ([2, 3], .normal)]), [0, 3]),
      (.call("matmul", "vectors", [([0], .normal), ([0], .normal)]), []),
      (.call("outer", "", [([0], .normal), ([3], .normal)]), [0, 3]),
      (.call("diag", "", [([0], .normal)]), [0, 0]),
      (.call("diag", "of a matrix", [([0, 0], .normal)]), [0]),
      (.call("sse", "", [([0], .normal), ([0], .normal)]), []),
      (.call("l2", "", [([0, 4], .normal)]), []),
      (.call("mse", "", [([0], .normal), ([0], .normal)], [.word("none")]), [0]),
      (
        .call(
          "conv2d", "no images", [([0, 1, 3, 3], .normal), ([2, 1, 2, 2], .normal)],
          [.omitted, .integer(1), .word("same")]), [0, 2, 3, 3]
      ),
      (
        .call(
          "conv2d", "no filters", [([1, 1, 3, 3], .normal), ([0, 1, 2, 2], .normal)],
          [.omitted, .integer(1), .word("valid")]), [1, 0, 2, 2]
      ),
      (
        .call(
          "conv2d", "no channels", [([1, 0, 3, 3], .normal), ([2, 0, 2, 2], .normal)],
          [.omitted, .integer(1), .word("valid")]), [1, 2, 2, 2]
      ),
      (.call("maxpool2d", "", [([0, 2, 4, 4], .normal)], [.integer(2), .omitted]), [0, 2, 2, 2]),
      (.call("avgpool1d", "", [([2, 0, 4], .normal)], [.integer(2), .omitted]), [2, 0, 2]),
      (
        Case("add", "", [([0, 1], .normal), ([3], .normal)]) { graph, x in
          try graph.elementwise("add", x)
        }, [0, 3]
      ),
      (
        Case("exp", "", [([0], .normal)]) { graph, x in try graph.elementwise("exp", x) }, [0]
      ),
      (
        Case("multiply", "a number", [([0], .normal), ([], .normal)]) { graph, x in
          try graph.elementwise("multiply", x)
        }, [0]
      ),
      (
        Case("slice", "", [([3, 2], .normal)]) { graph, x in
          let none = AxisSlice.range(from: 2, to: 1, length: 3)
          return graph.slice(x[0], [none, .range(from: nil, to: nil, length: 2)])
        }, [0, 2]
      ),
    ]
  }()

  @Test("have values and gradients of the right shape, the same by both runners", arguments: cases)
  func values(_ test: GradientCase, shape: [Int]) throws {
    let comparison = try DerivativeComparison(test)
    #expect(comparison.resultShape == Shape(shape))
    #expect(try comparison.runnersAgree())
    #expect(try comparison.disagreement() == nil)
  }

  @Test(
    "reductions that need an entry refuse",
    arguments: ["mean", "max", "min", "var", "std", "argmax", "argmin"])
  func refusals(name: String) {
    var graph = Graph()
    let x = graph.leaf(Tensor(vector: []), role: .variable)
    #expect(throws: OperationError.empty(operation: name)) {
      try graph.call(name, [.node(x), .omitted, .boolean(false)])
    }
  }
}
