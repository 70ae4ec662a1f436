import Diagnostics
import Testing

@testable import Language

@Suite("Whatever the text, the answer is statements or diagnostics")
struct RobustnessTests {
  private static let seeds = [
    "x := -4.499; f = 2 / sin(exp(-x))", "g(t) = log(1 + exp(t))", "trace f wrt x by=ops",
    "W, b := W - 0.1*grad(J, W), b", "repeat 20 { W := W - 0.1 * W; l := concat(l, J) }",
    "X[0, 1:3]' @ [1, 2; 3, 4]", "plot f, g x=-5..5", "lab init init=small,he", "?help",
    "net = affine(2, 3) -> relu", "not a == b and c", "load \"a\\\"b.csv\"", "time y = x^2^-1",
    "θ̂ₒ − Wᵀ·x ⊙ y → z", "a = \\\n b # c",
  ]

  private static let pieces = [
    "(", ")", "[", "]", "{", "}", ",", ";", ":", ":=", "=", "==", "'", "\"", "\\", "\n", "\r\n",
    ".",
    "..", "^", "-", "not ", "repeat ", "time ", "help ", "1e", "2x", "?", "#", "\0", "\u{FFFD}",
    "ᵀ",
    "²", "\u{301}", "\u{FEFF}", "👩‍👩‍👧", "**", "+=",
  ]

  @Test("a hundred thousand mutated programs", arguments: 0..<4)
  func mutations(part: Int) {
    var random = TestRandom(state: UInt64(part))
    for _ in 0..<20_000 {
      var bytes = Array(RobustnessTests.seeds[Int.random(in: 0..<15, using: &random)].utf8)
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        RobustnessTests.mutate(&bytes, &random)
      }
      RobustnessTests.check(String(decoding: bytes, as: UTF8.self))
    }
    for _ in 0..<5_000 {
      let bytes = (0..<Int.random(in: 0..<24, using: &random)).map { _ in
        UInt8.random(in: 0...255, using: &random)
      }
      RobustnessTests.check(String(decoding: bytes, as: UTF8.self))
    }
  }

  private static func mutate(_ bytes: inout [UInt8], _ random: inout TestRandom) {
    let place = Int.random(in: 0...bytes.count, using: &random)
    switch Int.random(in: 0..<4, using: &random) {
    case 0:
      bytes.insert(
        contentsOf: pieces[Int.random(in: 0..<pieces.count, using: &random)].utf8, at: place)
    case 1 where place < bytes.count: bytes.remove(at: place)
    case 2 where place < bytes.count: bytes[place] = UInt8.random(in: 0...255, using: &random)
    default: bytes.removeLast(min(bytes.count, place / 2))
    }
  }

  /// Everything that comes back lies within the text, and something comes back for anything said.
  private static func check(_ text: String) {
    let source = SourceText(name: "", text: text)
    let result = Reading.parse(text)
    let count = text.utf8.count
    var isWithin = true
    for statement in result.statements {
      isWithin = isWithin && statement.range.upperBound <= count
    }
    for diagnostic in result.diagnostics {
      isWithin =
        isWithin && diagnostic.source == source && (diagnostic.range?.upperBound ?? 0) <= count
      isWithin = isWithin && !diagnostic.message.isEmpty
    }
    if !isWithin { Issue.record("a place outside of \(text.debugDescription)") }
  }

  @Test("diagnostics of mutated programs can be shown at any width")
  func rendering() {
    var random = TestRandom(state: 99)
    for _ in 0..<3_000 {
      var bytes = Array(RobustnessTests.seeds[Int.random(in: 0..<15, using: &random)].utf8)
      for _ in 0..<3 { RobustnessTests.mutate(&bytes, &random) }
      let width = Int.random(in: 20...60, using: &random)
      for diagnostic in Reading.parse(String(decoding: bytes, as: UTF8.self)).diagnostics {
        let lines = diagnostic.plain(width: width).split(separator: "\n")
        #expect(lines.allSatisfy { $0.count <= width })
      }
    }
  }

  @Test(
    "nesting without end is refused at the 201st level",
    arguments: [
      ("(", "x", ")"), ("[", "x", "]"), ("f(", "x", ")"), ("x[", "0", "]"), ("-", "x", ""),
      ("not ", "x", ""), ("x^", "x", ""), ("", "x", "'"), ("", "x", ".a"), ("", "x", "(1)"),
      ("", "x", "[0]"), ("repeat 1 {", "x", "}"), ("time ", "x", ""),
      ("+", "x", ""), ("[1; ", "x", "]"),
    ])
  func nesting(opening: String, inner: String, closing: String) {
    func text(_ count: Int) -> String {
      String(repeating: opening, count: count) + inner + String(repeating: closing, count: count)
    }
    #expect(Reading.parse(text(100)).diagnostics.isEmpty)
    for count in [201, 20_000] {
      let diagnostics = Reading.parse(text(count)).diagnostics
      #expect(diagnostics.first?.message == "this is nested more than 200 levels deep")
    }
  }

  @Test("wrong comparisons within each other are refused as well", arguments: [300, 100_000])
  func nestedErrors(count: Int) {
    let text = String(repeating: "a<b<(", count: count)
    #expect(Reading.parse(text).diagnostics.first?.message == "comparisons cannot be chained")
    let mixed = String(repeating: "2 * -(", count: count)
    #expect(Reading.parse(mixed).diagnostics.first?.message.contains("nested") == true)
  }

  @Test("two hundred brackets are read, two hundred and one refused")
  func limit() {
    func text(_ count: Int) -> String {
      String(repeating: "(", count: count) + "x" + String(repeating: ")", count: count)
    }
    #expect(Reading.parse(text(200)).diagnostics.isEmpty)
    #expect(Reading.parse(text(201)).diagnostics.count == 1)
  }

  @Test("calls within calls do not multiply in depth")
  func products() {
    let calls = String(repeating: "(1)", count: 150)
    var text = "x"
    for _ in 0..<20 { text = "f(\(text))\(calls)" }
    #expect(Reading.parse(text).diagnostics.first?.message.contains("nested") == true)
  }

  @Test(
    "a hundred thousand unclosed brackets", arguments: ["(", "[", "{", "f(", "a[", "repeat 1 {"])
  func unclosed(opening: String) {
    let text = String(repeating: opening, count: 100_000)
    #expect(!Reading.parse(text).diagnostics.isEmpty)
    #expect(Completeness.needsMore(text))
  }

  @Test("a sum of a hundred thousand terms is one flat chain")
  func longSum() throws {
    let text = Array(repeating: "x", count: 100_000).joined(separator: " + ")
    let expression = try Reading.expression(text)
    guard case .chain(_, let links) = expression.kind else {
      Issue.record("no chain")
      return
    }
    #expect(links.count == 99_999)
    #expect(expression.description == text)
  }

  @Test("a line of five megabytes")
  func longLine() throws {
    let filler = String(repeating: "a b ", count: 1_250_000)
    #expect(Reading.statements("x := \"\(filler)\"")?.count == 1)
    #expect(Reading.statements("x # \(filler)")?.count == 1)
    #expect(Reading.statements("help \(String(repeating: "ab", count: 2_500_000))")?.count == 1)
    let wrong = Reading.parse("x := \"\(filler)\" + ) + \"\(filler)\"")
    let shown = try #require(wrong.diagnostics.first).plain(width: 80)
    #expect(shown.split(separator: "\n").allSatisfy { $0.count <= 80 })
    #expect(shown.contains("^"))
  }

  @Test("a number of a million digits")
  func longNumber() {
    let digits = String(repeating: "1", count: 1_000_000)
    #expect(Reading.statements("0.\(digits)")?.count == 1)
    #expect(Reading.parse(digits).diagnostics.first?.code == "number")
  }
}
