import Diagnostics
import Plots
import Tensors
import Testing

@testable import Notebook

/// Pictures of numbers at the ends of what a number can be: each is drawn or refused, none traps.
@Suite("Hostile pictures")
struct HostilePictureTests {
  @Test(
    "an axis that cannot be is refused with a place",
    arguments: [
      "plot x*x x=-5..-1 log=x", "plot x*x x=-1..0 log=x", "plot x*x x=-1..1 log=xy",
      "plot x*x x=1..2 ylim=-3..-1 log=y", "plot [1, 2] ylim=0..1 log=xy",
      "plot x*x x=-5e-324..5e-324 log=x", "plot x*x x=-1.7e308..-1.6e308 log=x",
    ])
  func refused(line: String) throws {
    var notebook = Notebook()
    let diagnostic = try notebook.failure(line)
    #expect(diagnostic.code == "plot")
    #expect(diagnostic.range != nil)
  }

  /// Numbers and vectors of them at the ends of what there is.
  private static let vectors = [
    "[]", "[0]", "[5e-324]", "[1e-308]", "[1.7e308]", "[2, 2, 2]", "[0, 5e-324]", "[0, -5e-324]",
    "[-5e-324, 5e-324]", "[5e-324, 1e-323]", "[1, 1.0000000000000002]",
    "[1000.0000000000001, 1]", "[1.7e308, 1]", "[-1.7e308, 1.7e308]", "[5e-324, 1.7e308]",
    "[1.6e308, 1.7976931348623157e308]", "[nan, inf, -inf]", "[nan, 1]",
    "[1.7976931348623157e308, -1.7976931348623157e308, nan, 5e-324]",
  ]

  private static let ranges = [
    "0..5e-324", "-5e-324..0", "-5e-324..5e-324", "5e-324..1e-323", "1e-308..1.7e308",
    "5e-324..1.7976931348623157e308", "-1.7e308..1.7e308", "1..1.0000000000000002",
    "1.6e308..1.79e308", "-1.79e308..-1.6e308", "-5..-1",
  ]

  private static let small = "width=10 height=2"

  /// What draws a vector `v`.
  private static let ofVectors =
    [
      "plot v", "plot v log=x", "plot v log=y", "plot v log=xy \(small)", "plot v over v",
      "plot v over v log=xy", "hist v", "hist v bins=24", "hist v \(small)", "hist v log=true",
      "hist v bins=1 log=true", "hist v bins=24 log=true", "hist v log=true \(small)", "heatmap v",
      "heatmap v numbers=true \(small)", "heatmap stack(v, v)' numbers=false",
      "scatter stack(v, v)'", "scatter stack(v, -v)' zeros(v) \(small)",
      "boundary stack(v, v)' @ [1, 2], stack(v, v)', zeros(v)",
    ] + ranges.map { "heatmap v range=\($0)" }

  @Test("vectors at the ends are drawn", arguments: vectors)
  func vector(_ vector: String) throws {
    let lines = HostilePictureTests.ofVectors
    #expect(try drawn(["v := \(vector)"], lines) > lines.count / 2)
  }

  @Test("a histogram counts every number", arguments: vectors)
  func histogram(vector: String) throws {
    var notebook = Notebook()
    try notebook.run("v := \(vector)")
    let count = try notebook.value("v").values.count
    for line in HostilePictureTests.ofVectors where line.hasPrefix("hist") {
      try notebook.run(line)
      let plot = try #require(notebook.outcomes.last?.plot as? Histogram)
      let counts = plot.bins.map(\.count) + plot.others.map(\.count)
      #expect(counts.reduce(0, +) == count, "\(line)")
    }
  }

  @Test(
    "the end of a scale is written as a power of ten only where it is one",
    arguments: [
      (1e-4, "1e-4"), (0.1, "0.1"), (1000, "1000"), (1e5, "1e5"), (1e-300, "1e-300"),
      (2e5, "200000"), (0, "0"), (-1e9, "-1000000000"), (.infinity, "inf"), (-.infinity, "-inf"),
      (.nan, "nan"), (.leastNonzeroMagnitude, "4.94066e-324"),
      (.greatestFiniteMagnitude, "1.79769e308"),
    ] as [(Double, String)])
  func power(number: Double, text: String) {
    #expect(LabText.power(number) == text)
  }

  /// What draws over a range `x`.
  private static let ofRanges = [
    "plot x*x x=R points=9", "plot 1/x x=R points=9 log=x", "plot x x=R points=9 ylim=R",
    "plot x x=R points=9 log=xy ylim=R", "plot x x=R points=2 log=y \(small)",
    "contour x+y x=R y=R points=4", "contour x*y x=R y=0..1 points=4 \(small)",
    "contour x/y x=-1..1 y=R points=4 descend=2 start=5e-324,1.7e308",
  ]

  @Test("ranges at the ends are gone through", arguments: ranges)
  func range(_ range: String) throws {
    let lines = HostilePictureTests.ofRanges.map { $0.replacing("R", with: range) }
    let isNarrow = HostilePictureTests.narrow.contains(range)
    let drawn = try drawn([], lines)
    #expect(isNarrow ? drawn == 0 : drawn >= lines.count / 2)
  }

  /// Those whose ends differ by rounding alone.
  private static let narrow = [
    "0..5e-324", "-5e-324..0", "-5e-324..5e-324", "1..1.0000000000000002",
  ]

  @Test(
    "networks of numbers at the ends are drawn",
    arguments: [
      "0", "5e-324", "-5e-324", "1e-308", "1.7e308", "-1.7976931348623157e308", "nan", "inf",
      "1000.0000000000001",
    ])
  func network(_ number: String) throws {
    let setup = [
      "net = affine(2, 2)", "net.W1 := [\(number), 1; -1, \(number)]",
      "J = sum(net([\(number), \(number)]))",
    ]
    let lines = [
      "hist net", "hist net log=true", "hist net over [\(number), 1]", "hist net gradients=J",
      "hist net log=true \(HostilePictureTests.small)",
    ]
    #expect(try drawn(setup, lines) == lines.count)
  }

  /// Draws, tells and saves what each line shows; a line may be refused, with a place.
  private func drawn(_ setup: [String], _ lines: [String]) throws -> Int {
    let folder = try Scratch()
    var notebook = Notebook()
    for line in setup { try notebook.run(line) }
    var count = 0
    for line in lines {
      notebook.enter(line)
      let outcome = try #require(notebook.outcomes.last)
      guard let plot = outcome.plot else {
        #expect(outcome.diagnostic?.range != nil, "\(line)")
        continue
      }
      count += 1
      #expect(!plot.words.isEmpty, "\(line)")
      let file = "picture-\(count).svg"
      try notebook.run("save plot \"\(folder.path)/\(file)\"")
      let saved = try folder.read(file)
      #expect(saved.contains("</svg>"), "\(line)")
      for wrong in ["=\"nan", "=\"inf", "=\"-inf"] {
        #expect(!saved.contains(wrong), "\(line)")
      }
    }
    return count
  }
}
