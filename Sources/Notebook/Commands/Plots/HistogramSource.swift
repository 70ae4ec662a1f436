import Plots
import Tensors

/// Numbers that are to be drawn as a histogram.
struct HistogramSource {
  let values: [Double]
  let summary: TensorSummary
  private let interruption: Interruption

  init(_ values: [Double], _ interruption: Interruption) throws(Interrupted) {
    self.values = values
    self.interruption = interruption
    summary = try values.withUnsafeBufferPointer { values throws(Interrupted) in
      try TensorSummary(of: values, interruption: interruption)
    }
  }

  /// Numbers whose order is looked at: as many tell where the quarters are.
  private static let mostSorted = 100_000

  /// The histogram with a bin for each row.
  /// - Parameters:
  ///   - count: About how many bins, where that was asked for.
  ///   - isLogarithmic: Whether bins are decades.
  func histogram(
    _ title: String, facts: String, most: Int, count: Int?, isLogarithmic: Bool
  ) throws(Interrupted) -> Histogram {
    let isWhole = !isLogarithmic && values.allSatisfy { $0 == $0.rounded() || !$0.isFinite }
    let edges =
      isLogarithmic
      ? decades(most: count ?? most)
      : HistogramBins.edges(sample(isWhole: isWhole), most: most, count: count)
    let counts = try counted(edges)
    let filled = summary.count == 0 ? [] : counts.counts
    let bins = filled.enumerated().map { index, count in
      Histogram.Bin(low: edges[index], high: edges[index + 1], count: count)
    }
    return Histogram(
      title, facts: facts, bins: bins,
      isOfWholeNumbers: isWhole && zip(edges, edges.dropFirst()).allSatisfy { $1 - $0 == 1 },
      others: [
        ("-inf", counts.negativeInfinities), ("below", counts.below), ("above", counts.above),
        ("inf", counts.positiveInfinities), ("nan", counts.notNumbers),
      ])
  }

  func counted(_ edges: [Double]) throws(Interrupted) -> HistogramCounts {
    try values.withUnsafeBufferPointer { values throws(Interrupted) in
      try HistogramCounts(of: values, edges: edges, interruption: interruption)
    }
  }

  private func sample(isWhole: Bool) -> HistogramBins.Sample {
    let stride = max(values.count / HistogramSource.mostSorted, 1)
    let some = Swift.stride(from: 0, to: values.count, by: stride).map { values[$0] }
      .filter(\.isFinite).sorted()
    let quarter = some.count / 4
    let interquartile = some.isEmpty ? 0 : some[some.count - 1 - quarter] - some[quarter]
    return HistogramBins.Sample(
      count: summary.count, least: summary.smallest, greatest: summary.largest,
      interquartile: interquartile.isFinite ? interquartile : .greatestFiniteMagnitude,
      isWhole: isWhole)
  }

  /// The decades of all sizes but 0.
  private func decades(most: Int) -> [Double] {
    let sizes = values.lazy.map(\.magnitude).filter { $0 > 0 && $0.isFinite }
    guard let largest = sizes.max(), let smallest = sizes.min() else { return [0, 1] }
    return HistogramBins.decades(
      smallest...largest, hasNegative: summary.smallest < 0, hasPositive: summary.largest > 0,
      most: most)
  }
}
