import Tensors

/// The test losses so far, and when there have been enough.
struct EarlyStopping {
  let patience: Int?
  private(set) var losses: [Double] = []
  private(set) var bestStep = 0
  /// The parameters of the smallest test loss, kept if there is patience to run out of.
  private(set) var best: [Tensor]?
  private(set) var bestStatistics: [Tensor]?
  private var smallest = Double.infinity
  private var looksSince = 0

  init(patience: Int?) { self.patience = patience }

  var isOver: Bool { patience.map { looksSince >= $0 } ?? false }

  mutating func note(
    _ loss: Double, after step: Int, _ parameters: () -> [Tensor], _ statistics: () -> [Tensor]
  ) {
    losses.append(loss)
    guard patience != nil else { return }
    if loss < smallest {
      (smallest, bestStep, looksSince) = (loss, step, 0)
      (best, bestStatistics) = (parameters(), statistics())
    } else {
      looksSince += 1
    }
  }
}
