/// What a loss expects of the last layer: the table of final layers.
package struct LossRule: Sendable, Equatable {
  package enum Wanted: Sendable, Equatable {
    /// Scores as an affine layer gives them: the loss applies this function itself.
    case scores(applies: String)
    /// Probabilities, which one of these functions gives.
    case probabilities(from: [String])
    case anything
  }

  package let loss: String
  /// The distribution of the targets whose likelihood it measures.
  package let distribution: String?
  package let wanted: Wanted

  /// TUM lecture 7, final layers and losses.
  package static let all: [LossRule] = [
    LossRule("cross_entropy", "categorical", .scores(applies: "softmax")),
    LossRule("logistic_loss", "Bernoulli", .scores(applies: "sigmoid")),
    LossRule("bce", "Bernoulli", .probabilities(from: ["sigmoid", "softmax"])),
    LossRule("kl", "categorical", .probabilities(from: ["softmax"])),
    LossRule("wasserstein", nil, .probabilities(from: ["softmax"])),
    LossRule("mse", "Gaussian", .anything), LossRule("half_mse", "Gaussian", .anything),
    LossRule("sse", "Gaussian", .anything), LossRule("mae", "Laplace", .anything),
    LossRule("huber", nil, .anything), LossRule("logcosh", nil, .anything),
  ]

  private init(_ loss: String, _ distribution: String?, _ wanted: Wanted) {
    self.loss = loss
    self.distribution = distribution
    self.wanted = wanted
  }

  package static func named(_ loss: String) -> LossRule? { all.first { $0.loss == loss } }

  /// Functions whose values are probabilities or their logarithms.
  private static let squashing: Set<String> = ["softmax", "log_softmax", "sigmoid"]

  /// Whether the loss fits behind a last function.
  package func fits(behind function: String) -> Bool {
    switch wanted {
    case .scores: !LossRule.squashing.contains(function)
    case .probabilities(let functions): functions.contains(function)
    case .anything: true
    }
  }
}
