/// One direction of a chart: what it measures, and how numbers become places.
package struct Axis: Sendable, Equatable {
  /// What is measured, with its unit if it has one.
  package var label: String
  package var kind: Scale.Kind
  /// The numbers to show; nil for all there are.
  package var range: ClosedRange<Double>?
  /// Whether it counts: between two whole numbers there is nothing to mark.
  package var isWhole: Bool

  package init(
    _ label: String = "", kind: Scale.Kind = .linear, range: ClosedRange<Double>? = nil,
    isWhole: Bool = false
  ) {
    self.label = label
    self.kind = kind
    self.range = range
    self.isWhole = isWhole
  }
}

/// A number marked on an axis, with its text.
package struct Tick: Sendable, Equatable {
  package let number: Double
  package let text: String
}
