import Plots
import Testing

@Suite("The bins of a histogram")
struct HistogramBinsTests {
  private func sample(
    _ least: Double, _ greatest: Double, count: Int = 1000, interquartile: Double? = nil,
    isWhole: Bool = false
  ) -> HistogramBins.Sample {
    HistogramBins.Sample(
      count: count, least: least, greatest: greatest,
      interquartile: interquartile ?? (greatest / 2 - least / 2), isWhole: isWhole)
  }

  @Test("end at the numbers a reader would write")
  func niceEdges() {
    #expect(
      HistogramBins.edges(sample(0.02, 0.98), most: 10)
        == [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1])
    #expect(HistogramBins.edges(sample(-2.9, 3.1), most: 8) == [-3, -2, -1, 0, 1, 2, 3, 4])
    #expect(
      HistogramBins.edges(sample(0, 7, isWhole: true), most: 16) == Array(0...8).map(Double.init))
    #expect(HistogramBins.edges(sample(0, 1, count: 4), most: 16) == [0, 0.5, 1])
  }

  @Test("hold all numbers, however large, small or alike they are")
  func extremes() {
    let most = Double.greatestFiniteMagnitude
    let ranges: [(Double, Double)] = [
      (0, 1), (-1e300, 1e300), (-most, most), (1e-300, 3e-300), (0, .leastNonzeroMagnitude),
      (-.leastNonzeroMagnitude, .leastNonzeroMagnitude), (1, 1.0.nextUp), (1e300, 1e300.nextUp),
      (5, 5), (0, 0), (most, most), (-most, -most), (1e9, 1e9 + 1e-3), (-3e-9, 1e12), (0.1, 0.7),
    ]
    for (least, greatest) in ranges {
      for rows in [1, 2, 5, 16, 200] {
        for count in [1, 2, 1_000_000] {
          let edges = HistogramBins.edges(sample(least, greatest, count: count), most: rows)
          #expect(edges.count >= 2 && edges.count - 1 <= max(rows, 2), "\(least) \(greatest)")
          #expect(edges[0] <= least && greatest <= edges[edges.count - 1])
          #expect(zip(edges, edges.dropFirst()).allSatisfy(<), "\(edges)")
        }
      }
    }
    #expect(HistogramBins.edges(sample(0, 0, count: 0), most: 8) == [0, 1])
  }

  @Test("are few where numbers are few, and finer where most of them lie close together")
  func rule() {
    let few = HistogramBins.edges(sample(0, 100, count: 10), most: 100).count
    let many = HistogramBins.edges(sample(0, 100, count: 10_000), most: 100).count
    let close = HistogramBins.edges(sample(0, 100, count: 10_000, interquartile: 4), most: 200)
      .count
    #expect(few < many && many < close)
  }

  @Test("of decades are alike on both sides of zero")
  func decades() {
    #expect(
      HistogramBins.decades(2e-4...5, hasNegative: true, hasPositive: true, most: 16)
        == [-10, -1, -0.1, -0.01, -1e-3, -1e-4, 1e-4, 1e-3, 0.01, 0.1, 1, 10])
    #expect(
      HistogramBins.decades(1...50, hasNegative: false, hasPositive: true, most: 16)
        == [0, 1, 10, 100])
    for most in [3, 5, 9, 16] {
      let edges = HistogramBins.decades(
        1e-300...1e300, hasNegative: true, hasPositive: true, most: most)
      #expect(edges.count - 1 <= most && zip(edges, edges.dropFirst()).allSatisfy(<))
    }
  }

  @Test(
    "of decades enclose the sizes, however little these pass a power of ten",
    arguments: [
      1...1000.0.nextUp, 1000.0.nextDown...1000, 1e-5.nextDown...1e-5.nextUp, 1e23.nextDown...1e23,
      Double.leastNonzeroMagnitude...Double.leastNonzeroMagnitude,
      Double.leastNonzeroMagnitude...Double.greatestFiniteMagnitude, 1...1.7e308,
      Double.greatestFiniteMagnitude...Double.greatestFiniteMagnitude, 7...7,
    ], [2, 3, 16, 1000])
  func enclosing(sizes: ClosedRange<Double>, most: Int) {
    for (hasNegative, hasPositive) in [(true, false), (false, true), (true, true)] {
      let edges = HistogramBins.decades(
        sizes, hasNegative: hasNegative, hasPositive: hasPositive, most: most)
      #expect(zip(edges, edges.dropFirst()).allSatisfy(<), "\(edges)")
      #expect(edges.count - 1 <= max(most, 3))
      #expect(edges[0] <= (hasNegative ? -sizes.upperBound : 0))
      #expect(edges[edges.count - 1] >= (hasPositive ? sizes.upperBound : 0))
      // What is told apart from 0 lies outside the bin around it.
      let inner = edges.map(\.magnitude).filter { $0 > 0 }.min() ?? .infinity
      #expect(inner <= sizes.lowerBound)
    }
  }
}
