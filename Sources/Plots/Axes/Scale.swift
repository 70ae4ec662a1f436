internal import Glibc

/// How numbers become places along an axis.
package struct Scale: Sendable, Equatable {
  package enum Kind: Sendable {
    case linear
    /// Equal ratios are equal lengths; numbers that are not positive have no place.
    case log
  }

  package let kind: Kind
  package let range: ClosedRange<Double>

  /// A scale over a range; a range of one number is widened, so that the number stands in the middle.
  /// - Parameter range: One that `isShown`.
  package init(_ kind: Kind, _ range: ClosedRange<Double>) {
    precondition(Scale.isShown(range, kind), "a range whose ends have a place on the scale")
    self.kind = kind
    self.range = Scale.widened(range, kind)
  }

  /// The scale that shows all these numbers; those without a place on it do not matter.
  ///
  /// Without any it goes from 0 to 1, or from 0.1 to 10 where it is logarithmic.
  package init(_ kind: Kind, showing numbers: some Sequence<Double>) {
    var range: ClosedRange<Double>?
    for number in numbers where Scale.hasPlace(number, kind) {
      range =
        range.map { min($0.lowerBound, number)...max($0.upperBound, number) }
        ?? number...number
    }
    self.init(kind, range ?? (kind == .log ? 0.1...10 : 0...1))
  }

  /// Whether a number can be shown at all.
  package static func hasPlace(_ number: Double, _ kind: Kind) -> Bool {
    number.isFinite && (kind == .linear || number > 0)
  }

  /// Whether a range can be shown: finite ends, and positive ones where it is logarithmic.
  package static func isShown(_ range: ClosedRange<Double>, _ kind: Kind) -> Bool {
    hasPlace(range.lowerBound, kind) && hasPlace(range.upperBound, kind)
  }

  /// The place of a number, 0 at the lower end and 1 at the upper; nil if it has none.
  package func place(of number: Double) -> Double? {
    guard Scale.hasPlace(number, kind) else { return nil }
    return switch kind {
    case .linear: range.place(of: number)
    case .log: powers.place(of: log10(number))
    }
  }

  /// The powers of ten between which a logarithmic scale goes.
  private var powers: ClosedRange<Double> { log10(range.lowerBound)...log10(range.upperBound) }

  /// The number at a place.
  package func number(at place: Double) -> Double {
    switch kind {
    case .linear: range.number(at: place)
    case .log: pow(10, powers.number(at: place))
    }
  }

  private static func widened(_ range: ClosedRange<Double>, _ kind: Kind) -> ClosedRange<Double> {
    let (low, high) = (range.lowerBound, range.upperBound)
    switch kind {
    case .log:
      guard high / low < 1.0001 else { return range }
      return max(low / 10, .leastNonzeroMagnitude)...min(high * 10, .greatestFiniteMagnitude)
    case .linear:
      let size = max(low.magnitude, high.magnitude)
      // What differs by rounding alone is drawn as one constant.
      guard high / 2 - low / 2 <= size * 1e-13 else { return range }
      let room = size == 0 ? 1 : max(size / 2, .leastNormalMagnitude)
      let most = Double.greatestFiniteMagnitude
      return max(low - room, -most)...min(high + room, most)
    }
  }
}
