import Networks
import Operations
import StyledText
import Tensors

/// What `summary` knows of a network.
struct NetworkSummary {
  struct Row {
    let layer: String
    let output: Shape?
    /// `W1 2×100`, `b1 100`
    let parameters: [String]
    let count: Int
  }

  let name: String
  let input: Shape?
  let rows: [Row]
  /// One number of neurons a layer that has some.
  let neurons: [Int]
  /// `(2 + 1)·100`, by layer that learns.
  let counts: [String]
  let total: Int
  let uses: [LossUse]

  init(_ network: Network, name: String, shapes: [Shape]?, uses: [LossUse]) {
    self.name = name
    self.uses = uses
    input = shapes?.first
    var parameters = network.parameters[...]
    var seen: Set<String> = []
    rows = network.layers.enumerated().map { index, layer in
      let own = parameters.prefix(Network([layer]).parameters.count)
      parameters = parameters.dropFirst(own.count)
      let learnt = own.filter { $0.weight.kind != .statistic }
      let fresh = learnt.filter { seen.insert($0.name).inserted }
      return Row(
        layer: layer.text, output: shapes.map { $0[index + 1] },
        parameters: learnt.map { "\($0.member) \(NetworkSummary.shape($0.weight))" },
        count: fresh.reduce(0) { $0 + $1.weight.shape.reduce(1, *) })
    }
    let layers = network.allLayers
    neurons = layers.filter { $0.name == LayerEntry.affineName }.compactMap { layer in
      layer.weights.first?.shape.last
    }
    counts = layers.compactMap { NetworkSummary.count($0.weights) }
    total = network.parameterCount
  }

  private static func shape(_ weight: LayerEntry.Weight) -> String {
    weight.shape.map(String.init).joined(separator: "×")
  }

  /// `(2 + 1)·100`, `4·1·3·3 + 4`, `2·4`
  private static func count(_ weights: [LayerEntry.Weight]) -> String? {
    let learnt = weights.filter { $0.kind != .statistic }
    guard let first = learnt.first else { return nil }
    let product = first.shape.map(String.init).joined(separator: "·")
    guard learnt.count > 1 else { return product }
    if learnt[1].shape == first.shape { return "\(learnt.count)·\(product)" }
    if first.shape.count == 2 { return "(\(first.shape[0]) + 1)·\(first.shape[1])" }
    return "\(product) + \(learnt[1].shape.reduce(1, *))"
  }

  var json: JSON {
    .object([
      (
        "layers",
        .list(
          rows.map { row in
            .object([
              ("layer", .text(row.layer)),
              (
                "output",
                row.output.map { .list($0.dimensions.map { .number(Double($0)) }) } ?? .null
              ),
              ("parameters", .number(Double(row.count))),
            ])
          })
      ),
      ("neurons", .number(Double(neurons.reduce(0, +)))),
      ("parameters", .number(Double(total))),
      (
        "losses",
        .list(
          uses.map { use in
            .object([
              ("fact", .text(use.fact)), ("loss", .text(use.rule.loss)),
              ("fits", .number(use.fits ? 1 : 0)),
            ])
          })
      ),
    ])
  }
}

/// A network's summary as the shell prints it.
struct SummaryView {
  let model: NetworkSummary
  let settings: Settings

  init(_ model: NetworkSummary, settings: Settings) {
    self.model = model
    self.settings = settings
  }

  func text() -> StyledText {
    var lines = layers()
    lines.append("")
    lines += counts()
    if !model.uses.isEmpty {
      lines.append("")
      lines += losses()
    }
    return lines.joined()
  }

  private func layers() -> [StyledText] {
    var table = TextTable(
      columns: [
        TextTable.Column(StyledText("layer", .faint), overflow: .wrap),
        TextTable.Column(StyledText("output", .faint)),
        TextTable.Column(StyledText("parameters", .faint), overflow: .wrap),
        TextTable.Column("", .trailing),
      ], indent: 2)
    table.append([StyledText("input", .faint), shape(model.input), "", ""])
    for row in model.rows {
      table.append([
        StyledText(row.layer), shape(row.output),
        StyledText(row.parameters.joined(separator: ", ")),
        row.count > 0 ? StyledText("\(row.count)", .number) : "",
      ])
    }
    return table.lines(width: settings.width)
  }

  /// One example's shape.
  private func shape(_ shape: Shape?) -> StyledText {
    guard let shape else { return StyledText("-", .faint) }
    return StyledText(shape.rank == 0 ? "1" : "\(shape)")
  }

  /// `neurons     103 = 100 + 3`
  private func counts() -> [StyledText] {
    var table = TextTable(
      columns: [
        TextTable.Column(), TextTable.Column("", .trailing), TextTable.Column("", overflow: .wrap),
      ], indent: 2)
    func row(_ name: String, _ total: Int, _ parts: [String]) {
      let sum = parts.count > 1 || parts.first.map { $0 != "\(total)" } ?? false
      table.append([
        StyledText(name), StyledText("\(total)", .number),
        sum ? StyledText("= " + parts.joined(separator: " + "), .faint) : "",
      ])
    }
    if !model.neurons.isEmpty {
      row("neurons", model.neurons.reduce(0, +), model.neurons.map(String.init))
    }
    row("parameters", model.total, model.counts)
    return table.lines(width: settings.width)
  }

  private func losses() -> [StyledText] {
    var table = TextTable(
      columns: [
        TextTable.Column(StyledText("in", .faint)), TextTable.Column(StyledText("loss", .faint)),
        TextTable.Column(StyledText("targets", .faint)),
        TextTable.Column(StyledText("last layer", .faint), overflow: .wrap),
      ], indent: 2)
    for use in model.uses {
      table.append([
        StyledText(use.fact, .name), StyledText(use.rule.loss, .function),
        StyledText(use.rule.distribution ?? "-"),
        StyledText(SummaryView.verdict(use), use.fits ? nil : .warning),
      ])
    }
    return table.lines(width: settings.width)
  }

  /// Whether the last layer is what the loss expects, and if not, what to do.
  static func verdict(_ use: LossUse) -> String {
    let last = use.lastFunction
    switch (use.rule.wanted, use.fits) {
    case (.scores(let function), true):
      return "raw scores, as it expects: it applies \(function) itself"
    case (.scores(let function), false):
      return "\(last ?? "") comes before it, but it applies \(function) itself: leave it out"
    case (.probabilities, true): return "probabilities from \(last ?? ""), as it expects"
    case (.probabilities(let functions), false):
      return "it expects probabilities: put \(functions[0]) last"
    case (.anything, _): return last.map { "\($0): fits" } ?? "a plain value: fits"
    }
  }
}
