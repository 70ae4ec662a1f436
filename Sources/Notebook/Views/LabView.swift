import Networks
import Plots
import StyledText

/// An experiment of the lab as pictures and words.
struct LabView {
  let request: LabRequest
  let runs: [LabRun]
  /// The same with the gradients counted; empty unless they are shown.
  let detailed: [LabRun]
  /// Whether the numbers were kept as `lab.sd` and so on.
  let isKept: Bool

  var plot: any Plot {
    if request.experiment == .depth { return depth }
    var activations = multiples(
      title, request.scale.shown, columns: ["mean", "sd", ""], verdict: true
    ) { run, layer in
      let end = run.ends.exist ? layer.saturated : layer.dead
      return (
        [
          LabText.mean(layer.activations.mean), LabText.size(layer.activations.deviation),
          ShareText.percent(end),
        ],
        request.scale.counts(layer, withoutZeros: leavesOutZeros(run))
      )
    }
    if runs.contains(where: leavesOutZeros) {
      activations.notes.append("entries that are exactly 0 count in mean and sd only")
    }
    guard request.showsGradients else { return activations }
    let scale = SharedScale(gradientsOf: runs)
    let gradients = multiples(
      "gradients, back from \(LabText.size(InitialisationLab.upstreamScale))·randn", scale.shown,
      columns: ["sd ∂h", "sd ∂W"], verdict: false
    ) { _, layer in
      (
        [
          LabText.size(layer.gradients.deviation), LabText.size(layer.weightGradients.deviation),
        ],
        scale.folded(layer.weightGradientHistogram)
      )
    }
    return PlotColumn([activations, gradients])
  }

  /// Whether an activation makes so many zeros that nothing else could be seen beside them.
  private func leavesOutZeros(_ run: LabRun) -> Bool {
    run.layers.contains { $0.zeros > 0.1 }
  }

  /// `10 layers × 100 units, 1000 points, tanh, seed 0`
  private var title: String {
    let sizes = request.sizes
    let parts = [
      "\(EvaluatorDiagnostics.count(sizes.layers, "layer")) × "
        + EvaluatorDiagnostics.count(sizes.units, "unit"),
      EvaluatorDiagnostics.count(sizes.points, "point"), sharedActivation, "seed \(request.seed)",
    ]
    return parts.compactMap(\.self).joined(separator: ", ")
  }

  /// The activation, if all settings have the same.
  private var sharedActivation: String? {
    let names = Set(runs.map { activationName($0.setting) })
    return names.count == 1 ? names.first : nil
  }

  private func activationName(_ setting: LabSetting) -> String {
    let usual = Activation(setting.activation.name)
    guard setting.activation != usual else { return setting.activation.name }
    let numbers = setting.activation.numbers.map { NumberText.significant($0) }
    return "\(setting.activation.name)(\(numbers.joined(separator: ", ")))"
  }

  /// `small`, `small, relu`, `normal(0.05), batch norm`
  private func name(_ setting: LabSetting) -> String {
    var parts = [initialiserName(setting.initialiser)]
    if sharedActivation == nil { parts.append(activationName(setting)) }
    if setting.isNormalised { parts.append("batch norm") }
    return parts.joined(separator: ", ")
  }

  private func initialiserName(_ initialiser: Initialiser) -> String {
    initialiser.number.map { "\(initialiser.name)(\(NumberText.significant($0)))" }
      ?? initialiser.name
  }

  // MARK: - Small histograms

  private func multiples(
    _ title: String, _ scale: Multiples.BinScale, columns: [String], verdict: Bool,
    row: (LabRun, LayerRecord) -> ([String], Multiples.Counts)
  ) -> Multiples {
    let layers = shownLayers
    var panels: [Multiples.Panel] = []
    for (index, run) in (verdict || detailed.isEmpty ? runs : detailed).enumerated() {
      let rows = layers.map { layer in
        let (numbers, counts) = row(run, run.layers[layer])
        return Multiples.Row("\(layer + 1)", numbers: numbers, counts: counts)
      }
      let last = run.ends.exist ? "sat" : "dead"
      let formula = index == 0 || runs.count <= 4 ? ": \(run.setting.initialiser.formula)" : ""
      panels.append(
        Multiples.Panel(
          name(run.setting) + (verdict ? formula : ""),
          columns: columns.map { $0.isEmpty ? last : $0 },
          rows: rows, verdict: verdict ? LabWords(run).sentences : []))
    }
    var notes: [String] = []
    if layers.count < request.sizes.layers {
      notes.append("\(layers.count) of \(request.sizes.layers) layers are shown")
    }
    if verdict, !isKept { notes.append(LabView.notKept) }
    return Multiples(title, subject: "layer", scale: scale, panels, notes: notes)
  }

  private static let notKept = "lab is a name of yours, so the numbers are not kept"

  /// The layers from 0: all, or some evenly, the first and the last among them.
  private var shownLayers: [Int] {
    let count = request.sizes.layers
    guard count > request.mostRows else { return Array(0..<count) }
    let most = request.mostRows - 1
    return (0...most).map { ($0 * (count - 1) + most / 2) / most }
  }

  // MARK: - Over the layers

  private var depth: any Plot {
    let steps = (1...request.sizes.layers).map(Double.init)
    func chart(_ title: String, _ value: (LayerRecord) -> Double) -> Chart {
      Chart(
        title, x: Axis("layer", isWhole: true), y: Axis("sd", kind: .log),
        runs.map { .curve(Chart.Series(name($0.setting), x: steps, y: $0.layers.map(value))) })
    }
    let sentences = runs.flatMap { run in
      LabWords(run).sentences.map { "\(name(run.setting)): \($0)" }
    }
    return PlotColumn(
      [
        PlotRow([
          chart("activations") { $0.activations.deviation },
          chart("gradients of activations") { $0.gradients.deviation },
        ])
      ], title: title, notes: sentences + (isKept ? [] : [LabView.notKept]))
  }

  // MARK: - Machines

  var json: JSON {
    .list(
      runs.map { run in
        .object(
          [
            ("init", .text(initialiserName(run.setting.initialiser))),
            ("activation", .text(activationName(run.setting))),
            ("batchnorm", .number(run.setting.isNormalised ? 1 : 0)),
            ("verdict", .list(LabWords(run).sentences.map { .text($0) })),
          ]
            + LabNumbers.all.map { number in
              let values = number.values(run)
              return (
                number.name,
                number.isByLayer ? .list(values.map { .number($0) }) : .number(values[0])
              )
            })
      })
  }
}
