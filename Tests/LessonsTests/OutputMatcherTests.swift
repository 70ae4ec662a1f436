import Diagnostics
import StyledText
import Testing

@testable import Lessons

/// What printed output may differ in.
@Suite("Expected output")
struct OutputMatcherTests {
  private func attributes(_ text: String) -> CellAttributes {
    let fence = NotebookFile(.init(name: "", text: "```grad \(text)\ngrad> 1\n```\n"))
    return fence.cells[0].attributes
  }

  private func matches(_ want: String, _ got: String, _ attributes: String = "") -> Bool {
    func lines(_ text: String) -> [String] {
      text.isEmpty
        ? [] : text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }
    return OutputMatcher(self.attributes(attributes)).matches(lines(want), lines(got))
  }

  @Test(
    "allows what means the same",
    arguments: [
      ("", ""), ("a", "a"), ("f = 2.16395", "f = 2.16395"),
      // The last written place may be rounded the other way.
      ("0.23", "0.2349"), ("0.23", "0.235"), ("0.23", "0.225"), ("2.0", "2"), ("1e3", "1400"),
      ("1.5e-7", "1.54e-7"), ("-80.39", "-80.3931"), ("0.0", "-0.0"), ("-0.0", "0"), ("0", "-0"),
      ("nan", "nan"), ("inf", "inf"), ("-inf", "-inf"), ("[nan, 1.0]", "[nan, 1]"),
      // A number of another width moves its neighbours.
      ("[ 1.0, -2.5]", "[1.0, -2.5]"), ("x   3.5  = y", "x 3.52 = y"), ("  0.5", "0.5"),
      ("a ", "a"), ("a", "a   "),
      ("...", ""), ("...", "a\nb"), ("a\n...\nz", "a\nz"), ("a\n...\nz", "a\nb\nz\nz"),
      ("...\nb\n...", "a\nb\nb\nc"), ("  ...", "x"),
      ("took [..] ms", "took 1.25 ms"), ("took [..] ms", "took so long ms"), ("[..]", "a"),
      ("a [..]b[..] c", "a 1b2 c"), ("x[..]", "x12"), ("[..]5", "a 5"),
      ("[..]1[..]2[..]", "1 1 2 2"), ("2×[..]", "2×300"),
    ])
  func same(want: String, got: String) {
    #expect(matches(want, got))
  }

  @Test(
    "refuses what does not",
    arguments: [
      ("", "a"), ("a", ""), ("a", "b"), ("a\nb", "a"), ("a", "a\nb"), ("f = 1.5", "g = 1.5"),
      ("0.23", "0.24"), ("0.23", "0.236"), ("2.16395", "2.16397"), ("3", "4"), ("200", "200.5"),
      ("1.5e-7", "1.6e-7"), ("80.39", "-80.39"), ("nan", "1.0"), ("1.0", "nan"), ("inf", "-inf"),
      ("1.0", "inf"), ("W1", "W2"), ("2×3", "3×2"), ("a b", "a  b"), ("ab", "a b"), ("  a", "a"),
      ("a\n...\nz", "a\nb"), ("...\nb", "b\nc"), ("a...", "ab"), ("...a", "ba"),
      ("[..]5", "15"), ("[..]5", "1.5"), ("1[..]", "15"), ("1[..]", "1.5"), ("a[..]b", "a1c"),
      ("x [..] = 1", "x = 2"), ("infinity", "inf"), ("nano", "nan"),
    ])
  func different(want: String, got: String) {
    #expect(!matches(want, got))
  }

  @Test(
    "is compared as the cell says",
    arguments: [
      ("tol=0.1", "0.50", "0.58", true), ("tol=0.1", "0.50", "0.62", false),
      ("rtol=1e-2", "200.0", "201.9", true), ("rtol=1e-2", "200.0", "202.1", false),
      ("tol=2", "5", "6", false), ("tol=2", "5", "5.5", true), ("rtol=0.1", "1", "1.05", true),
      ("exact", "0.23", "0.230", false), ("exact", "x  1", "x 1", false),
      ("exact", "a [..] b", "a 12 b", true), ("exact", "a [..]b", "ab", false),
      ("plot=exact", "│⣀⡀", "│⣀⡄", false), ("plot=skip", "│⣀⡀ 0.5", "│⠉   0.5", true),
      ("plot=skip", "│⣀⡀ 0.5", "│⣀⡀ 0.9", false), ("plot=skip", "a ▁▂▃", "b ▁▂▃", false),
      ("plot=cells:25%", "│⣀⡀⣀⣀", "│⣀⡄⣀⣀", true), ("plot=cells:25%", "│⣀⡀⣀⣀", "│⣀⡄⡄⣀", false),
      ("plot=cells:25%", "│⣀⡀⣀⣀", "│⣀⡀⣀", true), ("plot=cells:25%", "│⣀⡀⣀⣀", "┤⣀⡀⣀⣀", false),
      ("plot=cells:50%", "1.0 │⣀⣀\n0.5 │⣀⣀", "1 │⣀⡀\n0.52 │⡀⣀", true),
    ])
  func attributes(attributes: String, want: String, got: String, expected: Bool) {
    #expect(matches(want, got, attributes) == expected)
  }

  @Test("takes no longer for hostile patterns than for the product of the lengths")
  func hostile() {
    let stars = String(repeating: "[..]a", count: 2_000)
    #expect(!matches(stars + "b", String(repeating: "a", count: 4_000)))
    let lines = String(repeating: "...\na\n", count: 1_000)
    #expect(!matches(lines + "b", String(repeating: "a\n", count: 2_000)))
  }

  // MARK: - Corrections

  @Test(
    "is corrected only where it is stale",
    arguments: [
      ("a = 1.0\nb = 2.0", "a = 1\nb = 3", "a = 1.0\nb = 3"),
      ("a\n...\nz = 1", "a\nb\nc\nz = 2", "a\n...\nz = 2"),
      ("...", "a", "..."), ("a\nb\nc", "a\nc", "a\nc"), ("a\nc", "a\nb\nc", "a\nb\nc"),
      ("", "a\nb", "a\nb"), ("a", "", ""),
      ("took [..] ms, 3 steps", "took 1.5 ms, 4 steps", "took [..] ms, 4 steps"),
      ("[..] ms, loss 0.5 of 20", "7 ms, loss 0.25 of 20", "[..] ms, loss 0.25 of 20"),
      // Of this line nothing holds any more.
      ("took [..] ms", "error[name]: there is no x", "error[name]: there is no x"),
    ])
  func corrected(want: String, got: String, expected: String) {
    func lines(_ text: String) -> [String] { text.isEmpty ? [] : text.components() }
    let difference = OutputDifference(OutputMatcher(), expected: lines(want), printed: lines(got))
    #expect(difference.corrected == lines(expected))
    // What is corrected once holds.
    #expect(OutputMatcher().matches(difference.corrected, lines(got)))
  }

  @Test("holds once it is corrected, whatever it was", arguments: 0..<8)
  func correctedHolds(seed: Int) {
    let pieces = ["a", "b", "1.5", "1.52", "2", "-", " ", "  ", "[..]", "⣀", "W1", "."]
    var random = Dice(seed: UInt64(seed))
    func lines(_ isExpected: Bool) -> [String] {
      (0..<random.below(5)).map { _ in
        if isExpected, random.below(5) == 0 { return "..." }
        let line = (0..<random.below(7)).map { _ in pieces[random.below(pieces.count)] }.joined()
        return isExpected ? line : line.replacing("[..]", with: "c")
      }
    }
    for attributes in ["", "exact", "plot=skip", "plot=cells:10%", "tol=0.1"] {
      let matcher = OutputMatcher(self.attributes(attributes))
      for _ in 0..<200 {
        let (want, got) = (lines(true), lines(false))
        let difference = OutputDifference(matcher, expected: want, printed: got)
        #expect(matcher.matches(difference.corrected, got), "\(want) \(got)")
        if matcher.matches(want, got), attributes != "plot=cells:10%" {
          #expect(difference.corrected == want, "\(want) \(got)")
        }
        #expect(matcher.matches(got, got), "\(got)")
      }
    }
  }

  @Test("says by how much a number is off")
  func numbers() {
    let difference = OutputDifference(
      OutputMatcher(), expected: ["f = 0.23", "g"], printed: ["f = 0.24", "g", "h"])
    #expect(
      difference.text().plain
        == "- f = 0.23\n+ f = 0.24\n  want 0.23 got 0.24 |Δ| = 0.01\n+ h")
  }

  @Test("is not shown endlessly")
  func longDifference() {
    let difference = OutputDifference(
      OutputMatcher(), expected: [], printed: (0..<100).map { "line \($0)" })
    #expect(difference.text().lines.count == 21)
    #expect(difference.text().plain.hasSuffix("and 80 more lines"))
  }
}

extension String {
  fileprivate func components() -> [String] {
    split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }
}
