/// Where an activation saturates: the ends it approaches and hardly changes any more, so that next to
/// no gradient passes.
///
/// Flat means a slope below `share` of the steepest: |tanh| above 0.975, a sigmoid below 0.013 or above
/// 0.987, an elu below -0.95. An end is approached only where the slope goes on falling: a
/// straight piece, as of relu and leaky_relu, is none, however flat it is.
package struct FlatEnds: Sendable, Equatable {
  package static let share = 0.05

  /// Entries below or above are saturated; infinite where there is no such end.
  package let low: Double
  package let high: Double
  /// Whether the ends are told by the activation's input, where an output can come from two of them.
  package let isOfInput: Bool

  /// Where the activation is sampled: from -40 to 40.
  private static let range = 40
  private static let pointsInOne = 32

  package init(of activation: Activation) {
    let range = Double(FlatEnds.range)
    let points = (0...2 * FlatEnds.range * FlatEnds.pointsInOne).map {
      Double($0) / Double(FlatEnds.pointsInOne) - range
    }
    let samples = activation.sampled(at: points)
    let steepest = samples.map { abs($0.slope) }.max() ?? 0
    let isSteep = samples.map { abs($0.slope) >= FlatEnds.share * steepest }
    let falls = zip(samples, samples.dropFirst()).contains { $0.output > $1.output }

    /// Where the slope becomes steep between two neighbours, from the flat one on; nil if it is no
    /// flatter at the outermost point.
    func end(_ outermost: Int, _ flat: Int, _ steep: Int) -> Double? {
      let (from, to) = (points[flat], points[steep])
      let finer = activation.sampled(at: (0...1024).map { from + (to - from) * Double($0) / 1024 })
      guard let last = finer.last(where: { abs($0.slope) < FlatEnds.share * steepest }),
        abs(samples[outermost].slope) < abs(last.slope)
      else { return nil }
      return falls ? last.input : last.output
    }
    var (low, high) = (-Double.infinity, Double.infinity)
    if let first = isSteep.firstIndex(of: true), let last = isSteep.lastIndex(of: true) {
      let most = samples.count - 1
      if first > 0 { low = end(0, first - 1, first) ?? low }
      if last < most { high = end(most, last + 1, last) ?? high }
    }
    (self.low, self.high, isOfInput) = (low, high, falls)
  }

  /// Whether there is an end at all.
  package var exist: Bool { low.isFinite || high.isFinite }
}
