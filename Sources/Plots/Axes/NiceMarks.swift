internal import Glibc

/// The marks of an axis after Talbot, Lin and Hanrahan, "An Extension of Wilkinson's Algorithm for
/// Positioning Tick Labels on Axes" (2010).
///
/// ```
/// score = 0.25 simplicity + 0.2 coverage + 0.5 density + 0.05 legibility
/// ```
/// Candidates step by `j q 10^z` with `q` among 1, 5, 2, 2.5, 4, 3; a search stops where no later
/// candidate could score better. Numbers of equal steps are legible alike.
struct NiceMarks {
  /// Nil where none are any good.
  let marks: MarkSeries?

  private static let steps: [Double] = [1, 5, 2, 2.5, 4, 3]

  /// - Parameters:
  ///   - least: The number of which all marks are multiples; 0 for any.
  ///   - bounds: What no mark may lie outside of.
  init(
    _ range: ClosedRange<Double>, count wanted: Int, least: Double = 0,
    within bounds: ClosedRange<Double>
  ) {
    let search = Search(
      low: range.lowerBound, high: range.upperBound, wanted: Double(wanted), least: least,
      bounds: bounds)
    marks = search.best
  }

  private struct Search {
    let low: Double
    let high: Double
    let wanted: Double
    let least: Double
    let bounds: ClosedRange<Double>

    /// The best-scored marks; the loops end early by the bounds of what is still possible.
    var best: MarkSeries? {
      var best: MarkSeries?
      var bestScore = -2.0
      for skip in 1...12 {
        for (place, step) in NiceMarks.steps.enumerated() {
          let simplest = simplicityBound(place, skip)
          if score(simplest, 1, 1) < bestScore { return best }
          for count in 2...max(Int(wanted) * 3, 4) {
            let densest = densityBound(Double(count))
            if score(simplest, 1, densest) < bestScore { break }
            let gap = (high - low) / Double(count + 1) / (Double(skip) * step)
            var power = Int(log10(gap).rounded(.up))
            while power < 40 {
              let width = Double(skip) * step * pow(10, Double(power))
              let span = width * Double(count - 1)
              if score(simplest, coverageBound(span), densest) < bestScore { break }
              let first = Int((high / width).rounded(.down)) * skip - (count - 1) * skip
              let last = Int((low / width).rounded(.up)) * skip
              if first <= last, allows(width / Double(skip)) {
                for start in first...min(last, first + 1000) {
                  let from = Double(start) * width / Double(skip)
                  let to = from + span
                  guard bounds.contains(from), bounds.contains(to) else { continue }
                  let total = score(
                    simplicity(place, skip, from, to, width), coverage(from, to),
                    density(Double(count), from, to))
                  if total > bestScore {
                    bestScore = total
                    best = MarkSeries(start: from, step: width, count: count)
                  }
                }
              }
              power += 1
            }
          }
        }
      }
      return best
    }

    /// Whether marks may start at multiples of this.
    private func allows(_ start: Double) -> Bool {
      let ratio = start / least
      return least == 0 || abs(ratio - ratio.rounded()) <= 1e-9 * ratio
    }

    private func score(_ simplicity: Double, _ coverage: Double, _ density: Double) -> Double {
      0.25 * simplicity + 0.2 * coverage + 0.5 * density + 0.05
    }

    private func simplicityBound(_ place: Int, _ skip: Int) -> Double {
      2 - Double(place) / Double(NiceMarks.steps.count - 1) - Double(skip)
    }

    private func simplicity(
      _ place: Int, _ skip: Int, _ from: Double, _ to: Double, _ width: Double
    ) -> Double {
      let rest = abs(from / width - (from / width).rounded())
      let hasZero = rest < 1e-9 && from <= 0 && to >= 0
      return simplicityBound(place, skip) - (hasZero ? 0 : 1)
    }

    private func coverage(_ from: Double, _ to: Double) -> Double {
      let tenth = 0.1 * (high - low)
      return 1 - 0.5 * ((high - to) * (high - to) + (low - from) * (low - from)) / (tenth * tenth)
    }

    private func coverageBound(_ span: Double) -> Double {
      guard span > high - low else { return 1 }
      let half = (span - (high - low)) / 2
      let tenth = 0.1 * (high - low)
      return 1 - half * half / (tenth * tenth)
    }

    private func density(_ count: Double, _ from: Double, _ to: Double) -> Double {
      let own = (count - 1) / (to - from)
      let ideal = (wanted - 1) / (max(to, high) - min(from, low))
      return 2 - max(own / ideal, ideal / own)
    }

    private func densityBound(_ count: Double) -> Double {
      count >= wanted ? 2 - (count - 1) / (wanted - 1) : 1
    }
  }
}

/// The marks of a short axis after Heckbert, "Nice Numbers for Graph Labels" (1990).
enum Heckbert {
  /// - Parameter least: The smallest step.
  static func marks(_ range: ClosedRange<Double>, count: Int, least: Double = 0) -> MarkSeries {
    let step = max(nice((range.upperBound - range.lowerBound) / Double(max(count - 1, 1))), least)
    let start = (range.lowerBound / step).rounded(.up) * step
    let end = (range.upperBound / step).rounded(.down) * step
    return MarkSeries(
      start: start, step: step, count: max(Int(((end - start) / step).rounded()) + 1, 1))
  }

  /// The nearest of 1, 2, 5 times a power of ten.
  private static func nice(_ length: Double) -> Double {
    let power = pow(10, log10(length).rounded(.down))
    let share = length / power
    return (share < 1.5 ? 1 : share < 3 ? 2 : share < 7 ? 5 : 10) * power
  }
}
