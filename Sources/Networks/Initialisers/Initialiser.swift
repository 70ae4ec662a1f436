package import Tensors

/// One way to choose the numbers a weight starts from.
package struct Initialiser: Sendable {
  package let name: String
  package let summary: String
  package let formula: String
  package let source: String?
  /// What the number in brackets means: the `sd` of `normal(sd)`; nil where there is none.
  package let parameter: String?
  /// Whether the weights are scaled afterwards, layer by layer, until the data has variance 1.
  package let followsData: Bool
  /// The number in brackets, where the initialiser takes one.
  package var number: Double?
  private let drawing: Drawing

  enum Drawing: Sendable {
    /// The same number everywhere.
    case constant(Double)
    /// Normal numbers of mean 0, with this standard deviation.
    case normal(@Sendable (Fans, Double?) -> Double)
    /// Numbers evenly from -limit to limit.
    case uniform(@Sendable (Fans) -> Double)
    case orthogonal
  }

  init(
    _ name: String, _ summary: String, formula: String, source: String?,
    parameter: String? = nil, followsData: Bool = false, drawing: Drawing
  ) {
    self.name = name
    self.summary = summary
    self.formula = formula
    self.source = source
    self.parameter = parameter
    self.followsData = followsData
    self.drawing = drawing
  }

  /// `normal(sd)`, `he`
  package var call: String { parameter.map { "\(name)(\($0))" } ?? name }

  /// Draws a weight: the numbers `RandomState.randn` or `uniform` of NumPy would draw for the shape,
  /// scaled.
  ///
  /// An interrupted call leaves the generator as it was before.
  package func draw(
    _ shape: Shape, _ random: inout RandomState, interruption: Interruption = .never
  ) throws(Interrupted) -> Tensor {
    switch drawing {
    case .constant(let value):
      return Tensor(repeating: value, shape: shape)
    case .normal(let deviation):
      var tensor = try random.tensor(shape, from: .normal, interruption: interruption)
      let scale = deviation(Fans(of: shape), number)
      for index in tensor.values.indices { tensor.values[index] *= scale }
      return tensor
    case .uniform(let bound):
      let limit = bound(Fans(of: shape))
      return try random.tensor(
        shape, from: .uniform(-limit, limit), interruption: interruption)
    case .orthogonal:
      var state = random
      let tensor = try OrthogonalMatrix.draw(shape, &state, interruption: interruption)
      random = state
      return tensor
    }
  }
}

extension Initialiser {
  package static func named(_ name: String) -> Initialiser? {
    all.first { $0.name == name }
  }

  /// The same number everywhere: what biases and scales of networks start from.
  package static func constant(_ value: Double) -> Initialiser {
    Initialiser(
      "constant", "The same number everywhere.", formula: "W = c", source: nil,
      drawing: .constant(value))
  }

  /// Every initialiser, in the order of the lectures.
  package static let all: [Initialiser] = [
    Initialiser(
      "zeros", "Every weight 0: all units of a layer stay alike.", formula: "W = 0",
      source: "UCLA C147 lecture 6", drawing: .constant(0)),
    Initialiser(
      "small", "Small normal numbers: activations shrink from layer to layer.",
      formula: "W ~ 0.01·N(0, 1)", source: "UCLA C147 lecture 6",
      drawing: .normal { _, _ in 0.01 }),
    Initialiser(
      "large", "Large normal numbers: activations grow or saturate.",
      formula: "W ~ N(0, 1)", source: "UCLA C147 lecture 6", drawing: .normal { _, _ in 1 }),
    Initialiser(
      "normal", "Normal numbers of a standard deviation of your choice.",
      formula: "W ~ sd·N(0, 1)", source: nil, parameter: "sd",
      drawing: .normal { _, deviation in deviation ?? 1 }),
    Initialiser(
      "lecun", "Normal numbers that keep the variance of a linear layer.",
      formula: "Var W = 1/n_in", source: "LeCun et al. 1998, Efficient BackProp",
      drawing: .normal { fans, _ in (1 / Double(fans.input)).squareRoot() }),
    Initialiser(
      "xavier", "Normal numbers that keep the variance forwards and backwards.",
      formula: "Var W = 2/(n_in + n_out)", source: "Glorot and Bengio 2010",
      drawing: .normal { fans, _ in (2 / Double(fans.input + fans.output)).squareRoot() }),
    Initialiser(
      "xavier_uniform", "As xavier, evenly from an interval.",
      formula: "W ~ U(-a, a), a = √(6/(n_in + n_out))", source: "Glorot and Bengio 2010",
      drawing: .uniform { fans in (6 / Double(fans.input + fans.output)).squareRoot() }),
    Initialiser(
      "he", "Normal numbers for relu, which passes half of the variance.",
      formula: "Var W = 2/n_in", source: "He et al. 2015",
      drawing: .normal { fans, _ in (2 / Double(fans.input)).squareRoot() }),
    Initialiser(
      "orthogonal", "The orthogonal factor of a normal matrix: lengths are kept.",
      formula: "W = Q of randn = QR, QᵀQ = I", source: "Saxe et al. 2014",
      drawing: .orthogonal),
    Initialiser(
      "lsuv", "Orthogonal, then each layer scaled until its output on data has variance 1.",
      formula: "W = Q, then W ← W/√Var(layer)", source: "Mishkin and Matas 2016",
      followsData: true, drawing: .orthogonal),
  ]
}

extension Initialiser {
  /// The initialiser a text names: `he`, `normal(0.1)`.
  package static func reading(_ text: String) -> Initialiser? {
    guard let open = text.firstIndex(of: "(") else { return named(text) }
    var initialiser = named(String(text[..<open]))
    initialiser?.number = Double(String(text[text.index(after: open)...].dropLast()))
    return initialiser
  }
}
