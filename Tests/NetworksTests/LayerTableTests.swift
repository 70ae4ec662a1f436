import Networks
import Operations
import Testing

@Suite("The table of layers")
struct LayerTableTests {
  @Test("every entry says what help needs", arguments: LayerEntry.all.map(\.name))
  func entries(name: String) throws {
    let entry = try #require(LayerEntry.named(name))
    for text in [entry.summary, entry.formula, entry.shapes, entry.example] {
      #expect(!text.isEmpty)
    }
    #expect(entry.call.hasPrefix(name))
    #expect(Set(entry.parameters.map(\.name)).count == entry.parameters.count)
  }

  @Test("names stand once")
  func unique() {
    let names = LayerEntry.all.map(\.name) + LayerEntry.functions
    #expect(Set(names).count == names.count)
  }

  @Test(
    "functions of one value are layers, functions of several are not",
    arguments: [
      ("relu", true), ("softmax", true), ("exp", true), ("leaky_relu", true), ("maximum", false),
      ("mse", false), ("randn", false), ("sum", false), ("matmul", false),
    ])
  func functions(name: String, isLayer: Bool) {
    #expect((LayerEntry.named(name) != nil) == isLayer)
  }

  @Test(
    "a loss fits behind the right last layer",
    arguments: [
      ("cross_entropy", "", true), ("cross_entropy", "softmax", false),
      ("cross_entropy", "log_softmax", false), ("cross_entropy", "relu", true),
      ("logistic_loss", "sigmoid", false), ("logistic_loss", "", true), ("bce", "sigmoid", true),
      ("bce", "", false), ("kl", "softmax", true), ("kl", "relu", false), ("mse", "sigmoid", true),
    ])
  func lossRules(loss: String, function: String, fits: Bool) throws {
    #expect(try #require(LossRule.named(loss)).fits(behind: function) == fits)
  }

  @Test("every loss of the operation table has a rule")
  func losses() {
    let losses = Operation.all.filter { $0.category == .loss }.map(\.name)
    #expect(Set(LossRule.all.map(\.loss)).isSuperset(of: losses))
  }
}
