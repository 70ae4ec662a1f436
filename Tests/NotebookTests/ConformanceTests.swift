import Diagnostics
import Notebook
import Tensors
import Testing

/// A program in the language and what PyTorch computes for it in float64.
struct TorchProgram: Decodable, Sendable, CustomTestStringConvertible {
  struct Expectation: Decodable, Sendable {
    let expr: String
    let value: NestedNumbers
  }

  let name: String
  let program: [String]
  let expect: [Expectation]

  var testDescription: String { name }

  static let all: [TorchProgram] = (try? Fixture.load("torch", as: [TorchProgram].self)) ?? []
}

@Suite("Agreement with PyTorch and NumPy")
struct ConformanceTests {
  @Test("all programs are there")
  func completeness() { #expect(TorchProgram.all.count == 160) }

  @Test("values and gradients are PyTorch's", arguments: TorchProgram.all)
  func torch(_ test: TorchProgram) throws {
    var notebook = Notebook()
    for line in test.program { try notebook.run(line + ";") }
    for expected in test.expect {
      let found = try notebook.value(expected.expr)
      try #require(found.shape.dimensions == expected.value.shape, "shape of \(expected.expr)")
      let largest = expected.value.values.reduce(0) { max($0, $1.magnitude) }
      for (x, y) in zip(found.values, expected.value.values) {
        let tolerance = 1e-12 + 1e-9 * max(y.magnitude, 1e-3 * largest)
        #expect((x - y).magnitude <= tolerance, "\(expected.expr): \(x), not \(y)")
      }
    }
  }

  /// What NumPy draws from one seed, in the order of the properties.
  struct Draws: Decodable, Sendable {
    let seed: UInt32
    let randn5, rand3, randn2x3, permutation10, randint, uniform: NestedNumbers

    enum CodingKeys: String, CodingKey {
      case seed, randn5, rand3, randn2x3, permutation10
      case randint = "randint_0_10_size6"
      case uniform = "uniform_-2_2_size4"
    }
  }

  @Test("random functions draw NumPy's numbers to the last bit")
  func random() throws {
    let recordings = try Fixture.load("numpy_random", as: [Draws].self)
    #expect(recordings.count == 4)
    for draws in recordings {
      var notebook = Notebook()
      try notebook.run("seed \(draws.seed)")
      for (call, expected) in [
        ("randn(5)", draws.randn5), ("rand(3)", draws.rand3), ("randn(2, 3)", draws.randn2x3),
        ("permutation(10)", draws.permutation10), ("randint(0, 10, 6)", draws.randint),
        ("uniform(-2, 2, 4)", draws.uniform),
      ] {
        let found = try notebook.value(call)
        #expect(found.shape.dimensions == expected.shape, "\(call), seed \(draws.seed)")
        #expect(found.values == expected.values, "\(call), seed \(draws.seed)")
      }
    }
  }

  @Test("single numbers come from the same stream as tensors")
  func scalarDraws() throws {
    var one = Notebook()
    var many = Notebook()
    let tensor = try many.value("randn(6)")
    for expected in tensor.values { #expect(try one.number("randn()") == expected) }
    #expect(try one.number("rand()") == many.number("rand()"))
  }
}
