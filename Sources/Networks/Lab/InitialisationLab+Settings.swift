package import Differentiation

extension InitialisationLab {
  /// Runs several settings; each network that some of them share is compiled once.
  /// - Returns: What they came to, in the order of the settings.
  package mutating func run(
    _ settings: [LabSetting], bins: Bins = .equal(50), gradientBins: Bins = .equal(50),
    budget: Budget = Budget()
  ) throws(EvaluationError) -> [LabRun] {
    var runs: [(place: Int, run: LabRun)] = []
    for place in settings.placesByNetwork {
      let run = try run(
        settings[place], bins: bins, gradientBins: gradientBins, budget: budget)
      runs.append((place, run))
    }
    return runs.sorted { $0.place < $1.place }.map(\.run)
  }
}

extension [LabSetting] {
  /// The places of the settings, those with the same network one after another.
  package var placesByNetwork: [Int] {
    let firsts = map { setting in firstIndex(where: setting.hasNetwork(of:)) ?? 0 }
    return indices.sorted { (firsts[$0], $0) < (firsts[$1], $1) }
  }
}
