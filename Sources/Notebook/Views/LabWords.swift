import Networks
import Plots

/// What an experiment came to, in sentences.
struct LabWords {
  private let run: LabRun

  init(_ run: LabRun) { self.run = run }

  var sentences: [String] {
    let verdict = run.verdict
    if verdict.survives { return ["activations and gradients survive"] }
    var sentences: [String] = []
    if let share = verdict.saturated {
      sentences.append(
        "activations saturate: \(ShareText.percent(share)) of a layer are near the ends")
    }
    if let share = verdict.dead {
      sentences.append("units die: \(ShareText.percent(share)) of a layer are 0 for every point")
    }
    if sentences.isEmpty || verdict.activations.kind != .survive {
      sentences.insert(trend("activations", verdict.activations, "a layer"), at: 0)
    }
    return sentences + [trend("gradients", verdict.gradients, "a layer back")]
  }

  private func trend(_ what: String, _ trend: LabVerdict.Trend, _ step: String) -> String {
    switch trend.kind {
    case .survive: "\(what) survive"
    case .vanish where trend.factor == 0: "\(what) vanish: their sd is 0"
    case .vanish where trend.factor >= 1:
      "\(what) vanish: their sd is 0 after \(EvaluatorDiagnostics.count(trend.zero ?? 0, "layer"))"
    case .vanish: "\(what) vanish: sd falls by \(LabText.factor(1 / trend.factor)) \(step)"
    case .explode where trend.overflow != nil:
      "\(what) explode: not finite after \(EvaluatorDiagnostics.count(trend.overflow ?? 0, "layer"))"
    case .explode: "\(what) explode: sd grows by \(LabText.factor(trend.factor)) \(step)"
    }
  }
}
