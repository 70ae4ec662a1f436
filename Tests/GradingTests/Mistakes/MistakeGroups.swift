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
      "sum-for-mean", "mean-over-entries", "mean-over-rows", "mean-once-more", "mean-taken-late",
      "factor-two", "factor-half", "factor-other", "sign-flipped", "decimal-shift",
    ]),
  MistakeGroup(
    name: "output",
    mistakes: [
      "one-hot-missing", "one-hot-added", "target-missing", "softmax-diagonal-only",
      "output-activation-missing",
      "output-derivative-extra", "output-derivative-missing", "output-derivative-twice",
      "labels-shifted", "output-differentiated", "hinge-correct-row-missing",
      "hinge-correct-row-sign", "hinge-wrong-rows-missing",
    ]),
  MistakeGroup(
    name: "activation",
    mistakes: [
      "activation-derivative-missing", "activation-derivative-twice", "derivative-at-activation",
      "derivative-from-preactivation", "derivative-of-error", "derivative-of-other-activation",
      "upstream-missing", "mask-inverted", "mask-by-upstream", "activation-for-derivative",
    ]),
  MistakeGroup(
    name: "linear",
    mistakes: [
      "transposed", "weights-not-transposed", "elementwise-for-product",
      "preactivation-for-activation", "input-of-other-layer", "output-for-input",
      "weights-left-out", "weights-after-update", "layer-skipped", "gradients-swapped",
      "column-major",
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
      "path-missing", "one-path-only", "path-twice", "paths-averaged", "local-derivative-missing",
      "batchnorm-mean-path-missing",
      "batchnorm-variance-path-missing", "batchnorm-constant-statistics", "dropout-without-mask",
      "dropout-without-scale", "dropout-left-out", "dropout-scaled-twice",
      "dropout-scale-inverted", "input-before-dropout", "gradient-not-zeroed",
      "pool-everywhere", "pool-averaged", "pool-ties-both", "filter-flipped", "padding-shifted",
    ]),
  MistakeGroup(
    name: "reporting",
    mistakes: [
      "step-for-gradient", "updated-for-gradient", "value-for-gradient", "zeros", "blank",
    ]),
  // Seldom made and in no catalogue: better left without an explanation than with a wrong one.
  MistakeGroup(
    name: "uncatalogued",
    mistakes: [
      "mean-over-n-minus-one", "hinge-correct-row-once", "hinge-margin-ignored",
      "derivative-from-dropped", "mask-of-other-layer", "weights-of-other-layer",
      "paths-multiplied", "power-not-lowered", "epsilon-missing", "variance-for-deviation",
      "pool-losers", "pool-first-always",
    ]),
]

/// What else a mistake may rightly be called: other sets of mistakes that say the same of it.
let otherNames: [String: [Set<String>]] = [
  "mean-taken-late": [["sum-for-mean", "mean-once-more"]],
  "mean-over-n-minus-one": [["factor-other"]],
  "one-hot-missing": [["target-missing"]],
  "target-missing": [["one-hot-missing"]],
  "output-derivative-missing": [["activation-derivative-missing"]],
  "output-derivative-twice": [["activation-derivative-twice"], ["output-derivative-extra"]],
  "output-for-input": [["input-of-other-layer"]],
  "preactivation-for-activation": [["input-of-other-layer"]],
  "input-before-dropout": [["input-of-other-layer"]],
  "layer-skipped": [["activation-derivative-missing"]],
  "paths-averaged": [["factor-half"]],
  "batchnorm-mean-path-missing": [["path-missing"]],
  "batchnorm-variance-path-missing": [["path-missing"]],
  "batchnorm-constant-statistics": [
    ["batchnorm-mean-path-missing", "batchnorm-variance-path-missing"], ["path-missing"],
    ["one-path-only"],
  ],
  "dropout-left-out": [
    ["dropout-without-mask", "dropout-without-scale"], ["dropout-without-mask"],
  ],
  "dropout-scale-inverted": [["factor-other"], ["dropout-without-scale", "factor-other"]],
  "hinge-correct-row-missing": [["path-missing"]],
  "hinge-correct-row-sign": [["sign-flipped"]],
  "hinge-wrong-rows-missing": [["path-missing"]],
]
