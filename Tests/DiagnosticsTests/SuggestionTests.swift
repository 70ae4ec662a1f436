import Testing

@testable import Diagnostics

@Suite("Did you mean")
struct SuggestionTests {
  private let names = [
    "mse", "mae", "exp", "log", "leaky_relu", "relu", "softmax", "cross_entropy", "W1", "W2", "sin",
  ]

  @Test(
    "the nearest name, if any is near",
    arguments: [
      ("mze", "mse"), ("MSE", "mse"), ("sotfmax", "softmax"), ("relu_leaky", "leaky_relu"),
      ("w2", "W2"), ("entropy_cross", "cross_entropy"), ("crossentropy", "cross_entropy"),
      ("xyz", nil), ("", nil), ("x", nil), ("W3", "W1"), ("softmaxx", "softmax"), ("zz", nil),
    ] as [(String, String?)])
  func nearest(word: String, name: String?) {
    #expect(Suggestion.nearest(to: word, among: names) == name)
  }

  @Test("several names come nearest first, then those with as many vowels, then by alphabet")
  func several() {
    #expect(Suggestion.several(to: "mxe", among: names) == ["mse", "mae"])
    #expect(Suggestion.several(to: "exq", among: ["exr", "exp", "expm"]) == ["exp", "exr"])
    #expect(Suggestion.several(to: "W3", among: names, limit: 1) == ["W1"])
    #expect(Suggestion.several(to: "W3", among: names, limit: 0).isEmpty)
    #expect(Suggestion.several(to: "Exp", among: names + ["Ex"]) == ["exp", "Ex"])
    #expect(Suggestion.several(to: "mse", among: ["mse", "mse"]).isEmpty)
  }

  @Test(
    "the distance counts swaps of neighbours as one",
    arguments: [
      ("", "", 0), ("a", "", 1), ("ab", "ba", 1), ("sotfmax", "softmax", 1),
      ("kitten", "sitting", 3),
      ("abc", "abc", 0), ("θx", "x", 1),
    ])
  func distance(first: String, second: String, distance: Int) {
    #expect(Suggestion.distance(Array(first), Array(second)) == distance)
    #expect(Suggestion.distance(Array(second), Array(first)) == distance)
  }

  @Test("endless words are close to nothing")
  func endless() {
    let word = String(repeating: "x", count: 1_000_000)
    #expect(Suggestion.nearest(to: word, among: [word + "y", "x"]) == nil)
    #expect(Suggestion.nearest(to: "mze", among: [word, "mse"]) == "mse")
  }
}
