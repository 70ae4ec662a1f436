/// What is compared in the experiment: how weights are drawn, and what layers do with what they get.
package struct LabSetting: Sendable {
  package let initialiser: Initialiser
  package let activation: Activation
  /// Whether each layer normalises over the examples before its activation.
  package let isNormalised: Bool

  package init(_ initialiser: Initialiser, _ activation: Activation, isNormalised: Bool = false) {
    self.initialiser = initialiser
    self.activation = activation
    self.isNormalised = isNormalised
  }

  /// Whether another setting differs in how weights are drawn at most.
  func hasNetwork(of other: LabSetting) -> Bool {
    activation == other.activation && isNormalised == other.isNormalised
  }
}
