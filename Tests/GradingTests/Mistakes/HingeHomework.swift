extension Homework {
  /// Linear scores, the hinge loss over all wrong classes, a penalty on the weights.
  static let hinge = Homework(
    "hinge",
    setup: """
      n := 9; lambda := 0.1; eta := 0.5
      X := randn(9, 3); y := [0, 1, 2, 3, 0, 1, 2, 3, 1]
      W := randn(3, 4); b := randn(4)
      s = X @ W + b
      Y = onehot(y, 4)
      right = sum(s*Y, axis=1, keepdims=true)
      m = (s - right + 1)*(1 - Y)
      J = sum(relu(m))/n + 0.5*lambda*sum(W^2)
      """,
    asks: [
      Asked("ds", "grad(J, s)"),
      Asked("dW", "grad(J, W)", from: "ds"),
      Asked("db", "grad(J, b)", from: "ds"),
    ],
    steps: """
      A = (m > 0)
      ds = (A - Y*sum(A, axis=1, keepdims=true))/n
      dW = X' @ ds + lambda*W
      db = sum(ds, axis=0)
      """,
    slips: [
      // Scale.
      HandSlip("sum-for-mean", replacing: ["ds": "A - Y*sum(A, axis=1, keepdims=true)"]),
      HandSlip(
        "mean-over-entries", replacing: ["ds": "(A - Y*sum(A, axis=1, keepdims=true))/(n*4)"]),
      HandSlip(
        "mean-once-more", "below ds",
        replacing: ["dW": "X' @ ds/n + lambda*W", "db": "sum(ds, axis=0)/n"]),
      HandSlip("factor-two", replacing: ["ds": "2*(A - Y*sum(A, axis=1, keepdims=true))/n"]),
      HandSlip("sign-flipped", replacing: ["ds": "(Y*sum(A, axis=1, keepdims=true) - A)/n"]),
      HandSlip("sign-flipped", "dW only", reporting: ["dW": "-dW"]),

      // Output.
      HandSlip("hinge-correct-row-missing", replacing: ["ds": "A/n"]),
      HandSlip("hinge-correct-row-once", replacing: ["ds": "(A - Y)/n"]),
      HandSlip(
        "hinge-correct-row-once", "where a margin is missed",
        replacing: ["ds": "(A - Y*(sum(A, axis=1, keepdims=true) > 0))/n"]),
      HandSlip(
        "hinge-correct-row-sign", replacing: ["ds": "(A + Y*sum(A, axis=1, keepdims=true))/n"]),
      HandSlip(
        "hinge-wrong-rows-missing", replacing: ["ds": "-Y*sum(A, axis=1, keepdims=true)/n"]),
      HandSlip("hinge-margin-ignored", replacing: ["A": "(s > right)"]),
      HandSlip("activation-for-derivative", replacing: ["A": "relu(m)"]),
      HandSlip("activation-derivative-missing", replacing: ["A": "1 - Y"]),
      HandSlip("mask-inverted", replacing: ["A": "(m <= 0)*(1 - Y)"]),
      HandSlip("output-differentiated", replacing: ["ds": "ones(9, 4)"]),

      // Linear, batch, bias.
      HandSlip("transposed", "dW only", reporting: ["dW": "dW'"]),
      HandSlip("column-major", "dW only", reporting: ["dW": "reshape(dW', 3, 4)"]),
      HandSlip("bias-averaged", replacing: ["db": "mean(ds, axis=0)"]),
      HandSlip("bias-not-summed", replacing: ["db": "ds"]),
      HandSlip("bias-wrong-axis", replacing: ["db": "sum(ds, axis=1)"]),
      HandSlip(
        "one-sample-only", "the last",
        replacing: ["dW": "outer(X[8], ds[8]) + lambda*W", "db": "ds[8]"]),

      // Regulariser.
      HandSlip("penalty-missing", replacing: ["dW": "X' @ ds"]),
      HandSlip("penalty-doubled", replacing: ["dW": "X' @ ds + 2*lambda*W"]),
      HandSlip("penalty-over-n", replacing: ["dW": "X' @ ds + lambda/n*W"]),
      HandSlip("penalty-sign", replacing: ["dW": "X' @ ds - lambda*W"]),
      HandSlip("penalty-on-bias", replacing: ["db": "sum(ds, axis=0) + lambda*b"]),

      // Reporting.
      HandSlip("step-for-gradient", reporting: ["dW": "-eta*dW", "db": "-eta*db"]),
      HandSlip("updated-for-gradient", reporting: ["dW": "W - eta*dW", "db": "b - eta*db"]),
      HandSlip("zeros", "dW only", reporting: ["dW": "zeros(3, 4)"]),
      HandSlip("blank", "db only", omitting: ["db"]),
    ],
    pairs: [
      ("sum-for-mean", "penalty-missing"),
      ("sum-for-mean", "activation-for-derivative"),
      ("sum-for-mean", "bias-averaged"),
      ("hinge-correct-row-missing", "penalty-missing"),
      ("hinge-correct-row-missing", "hinge-margin-ignored"),
      ("hinge-correct-row-once", "penalty-missing"),
      ("hinge-correct-row-once", "bias-averaged"),
      ("hinge-margin-ignored", "penalty-doubled"),
      ("sign-flipped", "penalty-missing"),
    ],
    rights: [
      "by the course": """
      A = m > 0
      ds = (A - Y*sum(A, axis=1, keepdims=true))/n
      dW = X' @ ds + lambda*W
      db = sum(ds, axis=0)
      """,
      "the correct class counted and taken away": """
      A = s - right + 1 > 0
      ds = (A - sum(A, axis=1, keepdims=true)*Y)/9
      dW = (ds' @ X)' + 0.1*W
      db = ones(9) @ ds
      """,
      "averaged at the end": """
      A = where(m > 0, 1, 0)
      D = where(Y == 1, -sum(A, axis=1, keepdims=true), A)
      ds = D/n
      dW = X' @ D/n + lambda*W
      db = mean(D, axis=0)
      """,
    ])
}
