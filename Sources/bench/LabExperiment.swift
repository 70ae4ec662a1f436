internal import Networks
internal import Tensors

/// The initialisation lab as `benchmarks/peers/init_lab.py` does it: 10 layers of 100 units on 1000
/// points, all numbers drawn anew, forth and back, and a histogram of 50 bins for the activations and
/// for the weight gradients of each layer.
struct LabExperiment {
  /// Median milliseconds of processor time of an experiment.
  let milliseconds: Double
  /// The standard deviation of the last layer's activations.
  let deviation: Double

  init(activation name: String, runs: Int) throws {
    guard let activation = Activation(name), let xavier = Initialiser.named("xavier") else {
      throw Interrupted()
    }
    var lab = try InitialisationLab(LabSizes(), seed: 0)
    let setting = LabSetting(xavier, activation)
    var (times, deviation): ([Double], Double) = ([], 0)
    for _ in 0...runs {
      let start = processorSeconds()
      try lab.draw(seed: 0)
      deviation = try lab.run(setting).layers[9].activations.deviation
      times.append((processorSeconds() - start) * 1e3)
    }
    // The first compiles the network.
    milliseconds = times.dropFirst().sorted()[runs / 2]
    self.deviation = deviation
  }
}
