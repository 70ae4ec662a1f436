import Networks
import Testing

@Suite("Flat ends")
struct FlatEndsTests {
  static let ends: [(String, Double, Double)] = [
    // √(1 - 0.05), and the roots of y (1 - y) = 0.05/4.
    ("tanh", -0.974679434480896, 0.974679434480896),
    ("sigmoid", 0.012660282759552, 0.987339717240448),
    ("elu", -0.95, .infinity), ("softplus", 0.051293294387551, .infinity),
  ]

  @Test("lie where the slope is below a twentieth of the steepest", arguments: ends)
  func places(name: String, low: Double, high: Double) throws {
    let ends = FlatEnds(of: try #require(Activation(name)))
    for (own, wanted) in [(ends.low, low), (ends.high, high)] {
      #expect(own == wanted || abs(own - wanted) < 1e-5, "\(name)")
    }
  }

  @Test("are told by the input where an output can come from two", arguments: ["gelu", "swish"])
  func ofInputs(name: String) throws {
    let ends = FlatEnds(of: try #require(Activation(name)))
    #expect(ends.isOfInput && ends.high == .infinity)
    #expect((-7.0 ... -1.5).contains(ends.low))
  }

  @Test(
    "are not the straight pieces, however flat beside the others",
    arguments: [0.01, 0.3, 30, -0.01, 1e-12])
  func straight(slope: Double) throws {
    let leaky = try #require(Activation("leaky_relu", numbers: [slope]))
    #expect(!FlatEnds(of: leaky).exist, "\(FlatEnds(of: leaky))")
  }

  @Test("of an elu remain beside a straight piece that is flat")
  func besideStraight() throws {
    // f′ = 30 eˣ below 0 and 1 above, of which 1.5 is the twentieth.
    let ends = FlatEnds(of: try #require(Activation("elu", numbers: [30])))
    #expect(abs(ends.low - -28.5) < 1e-3 && ends.high == .infinity, "\(ends)")
  }

  @Test("belong to these activations of the table")
  func all() throws {
    let ended = try Activation.names.filter { FlatEnds(of: try #require(Activation($0))).exist }
    #expect(Set(ended) == ["tanh", "sigmoid", "elu", "softplus", "gelu", "swish"])
  }
}

@Suite("An activation")
struct ActivationTests {
  @Test("is found by its names, with as many numbers as it takes")
  func names() {
    #expect(Activation.names.contains("silu") == false && Activation.names.contains("tanh"))
    #expect(Activation("silu")?.name == "swish")
    #expect(Activation("leaky_relu", numbers: [0.3])?.numbers == [0.3])
    #expect(Activation("relu", numbers: [1]) == nil && Activation("matmul") == nil)
  }
}
