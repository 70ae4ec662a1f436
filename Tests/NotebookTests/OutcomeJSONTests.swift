import Diagnostics
import Notebook
import Testing

@Suite("Outcomes as JSON")
struct OutcomeJSONTests {
  /// The object of the last statement of a text.
  private func object(_ text: String) -> String {
    var session = Session()
    var last = ""
    session.execute(SourceText(name: "", text: text), keepGoing: true) { last = $0.json.line }
    return last
  }

  @Test(
    "What is not a tensor has neither shape nor value, what has no name no name",
    arguments: [
      ("3", #"{"cell": 1, "input": "3", "kind": "value", "shape": [], "value": 3, "text": "3"}"#),
      (
        "x = 0.1",
        #"{"cell": 1, "input": "x = 0.1", "kind": "fact", "name": "x", "shape": [], "#
          + #""value": 0.1, "text": "x = 0.1"}"#
      ),
      (
        "f = 2 * y",
        #"{"cell": 1, "input": "f = 2 * y", "kind": "fact", "name": "f", "#
          + #""text": "f waits for y"}"#
      ),
      (
        "g(t) = t^2",
        #"{"cell": 1, "input": "g(t) = t^2", "kind": "function", "name": "g", "text": ""}"#
      ),
      (
        "\n1; 2",
        #"{"cell": 2, "input": "2", "kind": "value", "shape": [], "value": 2, "text": "2"}"#
      ),
    ])
  func members(text: String, expected: String) {
    #expect(object(text) == expected)
  }

  @Test(
    "Numbers round-trip, and those JSON does not know are texts",
    arguments: [
      ("1/3", "0.3333333333333333"), ("1e300 * 10", "1e+301"), ("-1/inf", "-0"), ("1e-9", "1e-09"),
      ("2^53", "9007199254740992"), ("[nan, inf, -inf]", #"["NaN", "Infinity", "-Infinity"]"#),
      ("[1, 2; 3, 4]", "[[1, 2], [3, 4]]"), ("zeros(2, 0)", "[[], []]"), ("zeros(0, 2)", "[]"),
      ("reshape(arange(4), 1, 2, 2)", "[[[0, 1], [2, 3]]]"),
    ])
  func values(text: String, value: String) {
    #expect(object(text).contains("\"value\": \(value), "))
  }

  @Test("A quiet statement keeps its value to itself", arguments: ["x := 3;", "x = 3;", "3;"])
  func quiet(text: String) {
    #expect(object(text).contains("\"shape\": [], \"text\": \"\""))
  }

  @Test("An error tells its place, of the line with it if it cannot be read")
  func errors() {
    #expect(
      object("a := 1\n  b := a +\n")
        == #"{"cell": 2, "input": "  b := a +", "kind": "error", "text": "error[syntax]: a value "#
        + #"is missing after +\n    b := a +\n            ^", "code": "syntax", "#
        + #""message": "a value is missing after +", "line": 2, "column": 11}"#)
  }

  @Test("Texts are quoted", arguments: [("\"\\", "\\\"\\\\"), ("\u{1}\t", "\\u0001\\t")])
  func quoting(text: String, quoted: String) {
    #expect(JSON.text(text).line == "\"\(quoted)\"")
  }
}
