import Diagnostics
import Language
import Networks
import Plots
import StyledText
import Tensors

/// A small histogram of each tensor that a network learns, or of its gradient.
struct NetworkHistograms {
  let plot: Multiples

  private static let bins = 60

  init(
    _ subject: Expression, gradientsOf loss: Expression?, isLogarithmic: Bool,
    in session: inout Session, _ source: SourceText
  ) throws(Diagnostic) {
    let network = try session.network(subject, in: source)
    guard !network.learnt.isEmpty else {
      throw PlotDiagnostics.nothingLearnt(subject.shortText, at: subject.range)
    }
    let expressions = network.learnt.map { parameter in
      let own = Expression(dotted: parameter.name, at: subject.range)
      guard let loss else { return own }
      let gradient = Expression(.name("grad"), at: loss.range)
      return Expression(.call(gradient, [Argument(loss), Argument(own)]), at: loss.range)
    }
    let values = try session.evaluate(expressions, in: source, subject.range)
    do throws(Interrupted) {
      var sources: [HistogramSource] = []
      for value in values {
        let numbers = isLogarithmic ? value.values.map(\.magnitude) : value.values
        sources.append(try HistogramSource(numbers, session.context.interruption))
      }
      let range = NetworkHistograms.range(sources, isLogarithmic)
      let edges =
        isLogarithmic
        ? HistogramBins.logarithmic(range, count: NetworkHistograms.bins)
        : HistogramCounts.equalBins(NetworkHistograms.bins, over: range)
      var rows: [Multiples.Row] = []
      for ((parameter, value), numbers) in zip(zip(network.learnt, values), sources) {
        let summary = try TensorSummary(of: value, interruption: session.context.interruption)
        rows.append(
          Multiples.Row(
            parameter.member,
            numbers: [
              "\(value.shape)", LabText.mean(summary.mean), LabText.size(summary.deviation),
            ],
            counts: Multiples.Counts(try numbers.counted(edges))))
      }
      let what = loss.map { "gradients of \($0.shortText) by \(subject.shortText)" }
      let text = isLogarithmic ? LabText.power : { NumberText.significant($0) }
      plot = Multiples(
        what ?? subject.shortText,
        scale: Multiples.BinScale(
          isLogarithmic ? "size" : "value", bins: NetworkHistograms.bins,
          low: text(range.lowerBound),
          middle: range.lowerBound == -range.upperBound ? "0" : "",
          high: text(range.upperBound)),
        [Multiples.Panel("", columns: ["shape", "mean", "sd"], rows: rows)],
        notes: (isLogarithmic ? ["histograms of the sizes |x|, on a logarithmic scale"] : [])
          + LabText.outside(rows))
    } catch { throw EvaluatorDiagnostics.interrupted() }
  }

  /// What all histograms are drawn over: around zero, or the decades of the sizes.
  private static func range(
    _ sources: [HistogramSource], _ isLogarithmic: Bool
  ) -> ClosedRange<Double> {
    let largest =
      sources.filter { $0.summary.count > 0 }
      .map { max(abs($0.summary.smallest), abs($0.summary.largest)) }.max() ?? 0
    guard isLogarithmic else {
      let end = LabText.roundedUp(largest)
      return -end...end
    }
    let sizes = sources.flatMap { source in source.values.filter { $0 > 0 && $0.isFinite } }
    return LabText.decades(sizes.min() ?? 0.1, sizes.max() ?? 1)
  }
}

extension Multiples.Counts {
  /// What was counted; infinities lie beside the scale.
  init(_ counts: HistogramCounts) {
    self.init(
      bins: counts.counts, below: counts.below + counts.negativeInfinities,
      above: counts.above + counts.positiveInfinities)
  }
}

extension Expression {
  /// `net.W1`
  fileprivate init(dotted name: String, at range: SourceRange) {
    let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
    let base = Expression(.name(parts[0]), at: range)
    self = parts.count > 1 ? Expression(.member(base, parts[1]), at: range) : base
  }
}
