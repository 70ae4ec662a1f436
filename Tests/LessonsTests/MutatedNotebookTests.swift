import Diagnostics
import Foundation
import Lessons
import Testing

/// Notebooks with something wrong anywhere.
@Suite("A mutated notebook")
struct MutatedNotebookTests {
  private static let pieces = [
    "```", "````", "~~~", "\n", "\r\n", "---", "grad> ", "....> ", "task", "grad ", "{#a", "}", "=",
    "=>",
    ":", "hint: ", "accept: ", "choice: ", "predict: ", " ", "\t", "> ", "- ", "#", "|", "[", "]",
    "(", "*",
    "`", "é", "👩‍👩‍👧", "\u{FEFF}", "&amp;", "<!--", "1e999", "tol=", "plot=cells:",
  ]

  @Test("is read to its end", arguments: 0..<8)
  func reading(seed: Int) throws {
    let file = try #require(
      Bundle.module.url(forResource: "chain-rule", withExtension: "md", subdirectory: "Fixtures"))
    let whole = Array(try String(contentsOf: file, encoding: .utf8))
    var random = Dice(seed: UInt64(seed))
    for _ in 0..<100 {
      var text = whole
      for _ in 0..<random.below(6) + 1 {
        let place = random.below(text.count)
        let end = min(place + random.below(40), text.count)
        switch random.below(3) {
        case 0: text.removeSubrange(place..<end)
        case 1: text.insert(contentsOf: text[place..<end], at: random.below(text.count))
        default: text.insert(contentsOf: Self.pieces[random.below(Self.pieces.count)], at: place)
        }
      }
      let source = SourceText(name: "a.md", text: String(text))
      let notebook = NotebookFile(source)
      let lineCount = source.text.utf8.count { $0 == UInt8(ascii: "\n") } + 1
      #expect(
        zip(notebook.blocks, notebook.blocks.dropFirst()).allSatisfy {
          $0.lines.upperBound < $1.lines.lowerBound
        }, "\(notebook.blocks.map(\.lines)) \(source.text.debugDescription)")
      #expect(notebook.blocks.allSatisfy { $0.lines.upperBound <= lineCount })
      for problem in notebook.problems {
        let range = try #require(problem.range)
        #expect(range.lowerBound >= 0 && range.upperBound <= source.text.utf8.count + 1)
      }
      for entry in notebook.cells.flatMap(\.entries) {
        #expect(entry.outputLines.map(source.line) == entry.expected)
      }
    }
  }
}

/// Numbers that are the same in every run.
struct Dice {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

  mutating func below(_ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return bound > 0 ? Int((state >> 33) % UInt64(bound)) : 0
  }
}
