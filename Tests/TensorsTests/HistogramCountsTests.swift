import Tensors
import Testing

@Suite("Counting into bins")
struct HistogramCountsTests {
  /// Each number on its own, by comparison.
  private func counted(_ values: [Double], _ edges: [Double]) -> [Int] {
    var slots = Array(repeating: 0, count: edges.count + 4)
    for x in values {
      if x.isNaN {
        slots[edges.count + 3] += 1
      } else if x == -.infinity {
        slots[0] += 1
      } else if x == .infinity {
        slots[edges.count + 2] += 1
      } else if x < edges[0] {
        slots[1] += 1
      } else if x > edges[edges.count - 1] {
        slots[edges.count + 1] += 1
      } else {
        let bin = edges.lastIndex { $0 <= x } ?? 0
        slots[min(bin, edges.count - 2) + 2] += 1
      }
    }
    return slots
  }

  private func slots(_ histogram: HistogramCounts) -> [Int] {
    [histogram.negativeInfinities, histogram.below] + histogram.counts
      + [histogram.above, histogram.positiveInfinities, histogram.notNumbers]
  }

  static let awkward: [Double] = [
    .nan, -.nan, .infinity, -.infinity, 0, -0.0, 1, -1, 0.1, 0.2, 0.3, 0.6, 0.7, 1e-300, -1e-300,
    1e300, -1e300, .greatestFiniteMagnitude, -.greatestFiniteMagnitude, .leastNonzeroMagnitude,
    -.leastNonzeroMagnitude, .leastNormalMagnitude,
  ]

  static let edges: [[Double]] = [
    [0, 1], [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1],
    HistogramCounts.equalBins(50, over: -1...1), HistogramCounts.equalBins(7, over: 0...0.7),
    HistogramCounts.equalBins(1024, over: -3...2.5),
    HistogramCounts.equalBins(10, over: 1e-300...3e-300),
    HistogramCounts.equalBins(10, over: -1e300...1e300),
    HistogramCounts.equalBins(
      9, over: -Double.greatestFiniteMagnitude...Double.greatestFiniteMagnitude),
    HistogramCounts.equalBins(5, over: 0...Double.leastNonzeroMagnitude),
    HistogramCounts.equalBins(5, over: 1...1.0.nextUp),
    HistogramCounts.equalBins(3, over: 2...2), HistogramCounts.equalBins(3, over: 1e300...1e300),
    [-1e3, -10, -0.1, 0, 0.1, 10, 1e3], [0, 0, 0, 1], [5, 5],
  ]

  @Test("agrees with comparing each number, whatever the edges", arguments: edges)
  func comparing(edges: [Double]) throws {
    var random = RandomState(seed: 4)
    var values = HistogramCountsTests.awkward
    for edge in edges { values += [edge, edge.nextUp, edge.nextDown] }
    let (low, high) = (edges[0], edges[edges.count - 1])
    for _ in 0..<500 { values.append(low + (high - low) * random.uniform(-0.1, 1.1)) }
    for count in [0, 1, 63, 64, 65, values.count] {
      let some = Tensor(vector: Array(values.prefix(count)))
      let histogram = try HistogramCounts(of: some, edges: edges)
      #expect(slots(histogram) == counted(some.values, edges), "\(edges.prefix(3))")
      #expect(histogram.total == count)
    }
  }

  @Test("cuts equal bins as NumPy's linspace does")
  func equalBins() {
    #expect(HistogramCounts.equalBins(4, over: 0...2) == [0, 0.5, 1, 1.5, 2])
    #expect(HistogramCounts.equalBins(3, over: 0...1) == [0, 1.0 / 3, 2.0 / 3, 1])
    #expect(HistogramCounts.equalBins(2, over: 7...7) == [6.5, 7, 7.5])
    // Wider than the greatest number.
    let greatest = Double.greatestFiniteMagnitude
    for range in [-greatest...greatest, -1e308...greatest, -greatest...1.7e308] {
      let edges = HistogramCounts.equalBins(10, over: range)
      #expect(edges.first == range.lowerBound && edges.last == range.upperBound)
      #expect(zip(edges, edges.dropFirst()).allSatisfy(<))
    }
  }

  @Test("stops when asked")
  func stopping() {
    #expect(throws: Interrupted.self) {
      try HistogramCounts(
        of: Tensor(vector: [1]), edges: [0, 2], interruption: Interruption { true })
    }
  }
}
