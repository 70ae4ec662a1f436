import Diagnostics
import Language
import Networks
import Operations
import Plots
import StyledText
import Tensors

/// Small histograms of a network under one scale: what its layers give, what it learns, the gradients
/// of that.
struct NetworkHistograms {
  private let subject: Expression
  private let network: Network
  private let interruption: Interruption

  init(
    _ subject: Expression, in session: inout Session, _ source: SourceText
  ) throws(Diagnostic) {
    self.subject = subject
    network = try session.network(subject, in: source)
    interruption = session.context.interruption
  }

  // MARK: - What it learns

  /// A row for each tensor that the network learns, or for its gradient of a loss by size.
  func learnt(
    gradientsOf loss: Expression?, isLogarithmic: Bool, in session: inout Session,
    _ source: SourceText
  ) throws(Diagnostic) -> Multiples {
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
    let what = loss.map { "gradients of \($0.shortText) by \(subject.shortText)" }
    return try multiples(
      what ?? subject.shortText, columns: ["shape", "mean", "sd"], values,
      isLogarithmic: isLogarithmic
    ) { index, moments in (network.learnt[index].member, ["\(values[index].shape)"] + moments) }
  }

  // MARK: - What its layers give

  /// A row for each layer with the share of its entries that are saturated and of its units that are
  /// dead, where its function has such ends.
  /// - Parameter application: What applies the network: `net(X)`, a loss.
  func layers(
    in application: Expression, in session: inout Session, _ source: SourceText
  ) throws(Diagnostic) -> Multiples? {
    var recording = try session.record([application], in: source)
    let layers = recording.layers(of: subject.bareName ?? "")
    guard !layers.isEmpty else { return nil }
    recording.outputs = layers.flatMap { [$0.output] + $0.inputs }
    let values = try session.values(recording, application.range)
    var outputs: [(region: Region, input: Tensor, output: Tensor)] = []
    var next = 0
    for layer in layers {
      outputs.append((layer, values[next + min(layer.inputs.count, 1)], values[next]))
      next += 1 + layer.inputs.count
    }
    return try multiples(
      "\(subject.shortText), layer by layer in \(application.shortText)",
      columns: ["mean", "sd", "sat", "dead"], outputs.map(\.output), isLogarithmic: false
    ) { index, moments in
      let (region, input, output) = outputs[index]
      return (
        "\(index + 1) \(region.name)",
        moments + NetworkHistograms.ends(region.name, input, output)
      )
    }
  }

  /// The shares of saturated entries and of dead units; a dash where a layer can have none, or gave
  /// nothing.
  private static func ends(_ name: String, _ input: Tensor, _ output: Tensor) -> [String] {
    guard let activation = Activation(name), output.shape.count > 0 else { return ["-", "-"] }
    let ends = FlatEnds(of: activation)
    var tally = NumberTally(below: ends.low, above: ends.high)
    (ends.isOfInput ? input : output).values.withUnsafeBufferPointer { tally.count($0) }
    let (dead, units) = deadUnits(output)
    return [
      ends.exist ? ShareText.percent(tally.outside, of: output.shape.count) : "-",
      ShareText.percent(dead, of: units),
    ]
  }

  /// How many units are 0 for every example, and of how many: columns of a matrix, entries of a
  /// vector, channels of N×C×L and N×C×H×W, which are dead if all their places are.
  private static func deadUnits(_ output: Tensor) -> (dead: Int, units: Int) {
    let sizes = output.shape.dimensions
    let units = sizes.count > 1 ? sizes[1] : output.shape.count
    let places = sizes.dropFirst(2).reduce(1, *)
    let isAlive = stride(from: 0, to: output.shape.count, by: places).map { first in
      output.values[first..<first + places].contains { $0 != 0 } ? 1.0 : 0
    }
    return (isAlive.withUnsafeBufferPointer { $0.zeroColumns(width: units) }, units)
  }

  // MARK: - One scale

  private func multiples(
    _ title: String, columns: [String], _ values: [Tensor], isLogarithmic: Bool,
    row: (Int, _ meanAndDeviation: [String]) -> (name: String, numbers: [String])
  ) throws(Diagnostic) -> Multiples {
    do throws(Interrupted) {
      var sources: [HistogramSource] = []
      for value in values {
        let numbers = isLogarithmic ? value.values.map(\.magnitude) : value.values
        sources.append(try HistogramSource(numbers, interruption))
      }
      let scale = SharedScale(sources, isLogarithmic: isLogarithmic)
      var rows: [Multiples.Row] = []
      var notes = isLogarithmic ? ["counted are the sizes |x|, on a logarithmic scale"] : []
      for (index, source) in sources.enumerated() {
        // Sizes tell neither the mean nor the spread of the numbers themselves.
        let summary =
          isLogarithmic
          ? try TensorSummary(of: values[index], interruption: interruption) : source.summary
        let count = values[index].shape.count
        let record = NumberRecord(summary, of: count)
        let (name, numbers) = row(
          index,
          count == 0 ? ["-", "-"] : [LabText.mean(record.mean), LabText.size(record.deviation)])
        if record.nonFinite > 0 {
          notes.append("\(name): \(record.nonFinite) of \(count) numbers are nan or infinite")
        }
        let counts = Multiples.Counts(try source.counted(scale.edges))
        rows.append(Multiples.Row(name, numbers: numbers, counts: counts))
      }
      return Multiples(
        title, scale: scale.shown, [Multiples.Panel("", columns: columns, rows: rows)], notes: notes
      )
    } catch { throw EvaluatorDiagnostics.interrupted() }
  }
}

extension Recording {
  /// The outermost layers of the first application of a network.
  fileprivate func layers(of network: String) -> [Region] {
    guard
      let whole = graph.regions.first(where: { $0.kind == .function && $0.name == network })
    else { return [] }
    let layers = graph.regions.filter { region in
      region.kind == .layer && whole.nodes.contains(region.nodes.lowerBound)
    }
    return layers.filter { layer in
      !layers.contains {
        $0.nodes.count > layer.nodes.count && $0.nodes.contains(layer.nodes.lowerBound)
      }
    }.sorted { $0.nodes.lowerBound < $1.nodes.lowerBound }
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
