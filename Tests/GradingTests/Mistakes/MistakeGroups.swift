/// A group of the catalogue with the mistakes that the homework here shows.
struct MistakeGroup: Sendable {
  let name: String
  let mistakes: [String]
}

/// Every mistake by its group.
let mistakeGroups: [MistakeGroup] = [
  MistakeGroup(
    name: "scale",
    mistakes: [
      "sum-for-mean", "mean-over-entries", "mean-over-rows", "mean-over-n-minus-one",
      "mean-once-more", "mean-taken-late",
      "factor-two", "factor-half", "factor-other", "sign-flipped", "decimal-shift",
    ]),
  MistakeGroup(
    name: "output",
    mistakes: [
      "one-hot-missing", "softmax-diagonal-only", "output-activation-missing",
      "output-derivative-extra",
      "output-derivative-missing", "labels-shifted", "output-differentiated", "target-missing",
      "hinge-correct-row-missing", "hinge-correct-row-once", "hinge-correct-row-sign",
      "hinge-wrong-rows-missing", "hinge-margin-ignored", "output-derivative-twice",
    ]),
  MistakeGroup(
    name: "activation",
    mistakes: [
      "activation-derivative-missing", "activation-derivative-twice", "derivative-at-activation",
      "derivative-from-preactivation", "derivative-from-dropped", "derivative-of-error",
      "derivative-of-other-activation",
      "upstream-missing",
      "mask-inverted", "mask-by-upstream", "activation-for-derivative",
    ]),
  MistakeGroup(
    name: "linear",
    mistakes: [
      "transposed", "weights-not-transposed", "elementwise-for-product",
      "preactivation-for-activation", "input-of-other-layer", "output-for-input",
      "weights-left-out",
      "weights-after-update", "weights-of-other-layer", "gradients-swapped", "column-major",
    ]),
  MistakeGroup(
    name: "batch",
    mistakes: [
      "bias-not-summed", "bias-averaged", "bias-wrong-axis", "bias-summed-over-all",
      "one-sample-only",
    ]),
  MistakeGroup(
    name: "regulariser",
    mistakes: [
      "penalty-missing", "penalty-doubled", "penalty-halved", "penalty-over-n", "penalty-sign",
      "penalty-without-lambda", "penalty-on-bias",
    ]),
  MistakeGroup(
    name: "graph",
    mistakes: [
      "path-missing", "path-twice", "paths-averaged", "paths-multiplied",
      "batchnorm-mean-path-missing",
      "batchnorm-variance-path-missing", "batchnorm-constant-statistics", "power-not-lowered",
      "epsilon-missing", "variance-for-deviation",
      "dropout-without-mask", "dropout-without-scale", "dropout-left-out", "dropout-scaled-twice",
      "dropout-scale-inverted", "input-before-dropout",
      "gradient-not-zeroed", "pool-everywhere", "pool-averaged", "pool-ties-both", "pool-losers",
      "pool-first-always", "filter-flipped",
      "padding-shifted",
    ]),
  MistakeGroup(
    name: "reporting",
    mistakes: [
      "step-for-gradient", "updated-for-gradient", "value-for-gradient", "zeros", "blank",
    ]),
]
