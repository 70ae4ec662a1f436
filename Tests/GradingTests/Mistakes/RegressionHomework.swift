extension Homework {
  /// Linear regression with the mean squared error over all entries, and a penalty without a half.
  static let linear = Homework(
    "linear",
    setup: """
      n := 9; lambda := 0.1; eta := 0.5
      X := randn(9, 3); T := randn(9, 4)
      W := randn(3, 4); b := randn(4)
      p = X @ W + b
      J = mse(p, T) + lambda*sum(W^2)
      """,
    asks: [Asked("dW", "grad(J, W)"), Asked("db", "grad(J, b)")],
    steps: """
      e = p - T
      dp = 2*e/(n*4)
      dW = X' @ dp + 2*lambda*W
      db = sum(dp, axis=0)
      """,
    slips: [
      // Scale.
      HandSlip("sum-for-mean", replacing: ["dp": "2*e"]),
      HandSlip("mean-over-rows", replacing: ["dp": "2*e/n"]),
      HandSlip(
        "mean-once-more", "below dp",
        replacing: [
          "dW": "X' @ dp/n + 2*lambda*W", "db": "sum(dp, axis=0)/n",
        ]),
      HandSlip("factor-half", replacing: ["dp": "e/(n*4)"]),
      HandSlip("factor-two", replacing: ["dp": "4*e/(n*4)"]),
      HandSlip("factor-other", replacing: ["dp": "1.7*2*e/(n*4)"]),
      HandSlip("sign-flipped", replacing: ["e": "T - p"]),
      HandSlip("sign-flipped", "dW only", reporting: ["dW": "-dW"]),
      HandSlip("sign-flipped", "db only", reporting: ["db": "-db"]),
      HandSlip("decimal-shift", "dW only", reporting: ["dW": "10*dW"]),

      // Output.
      HandSlip("target-missing", replacing: ["e": "p"]),
      HandSlip("output-differentiated", replacing: ["dp": "ones(9, 4)"]),

      // Linear.
      HandSlip("transposed", "dW only", reporting: ["dW": "dW'"]),
      HandSlip("column-major", "dW only", reporting: ["dW": "reshape(dW', 3, 4)"]),

      // Batch, bias.
      HandSlip("bias-not-summed", replacing: ["db": "dp"]),
      HandSlip("bias-averaged", replacing: ["db": "mean(dp, axis=0)"]),
      HandSlip("bias-wrong-axis", replacing: ["db": "sum(dp, axis=1)"]),
      HandSlip("bias-summed-over-all", replacing: ["db": "sum(dp)"]),
      HandSlip(
        "one-sample-only", "the first",
        replacing: ["dW": "outer(X[0], dp[0]) + 2*lambda*W", "db": "dp[0]"]),
      HandSlip(
        "one-sample-only", "the last",
        replacing: ["dW": "outer(X[8], dp[8]) + 2*lambda*W", "db": "dp[8]"]),

      // Regulariser.
      HandSlip("penalty-missing", replacing: ["dW": "X' @ dp"]),
      HandSlip("penalty-halved", replacing: ["dW": "X' @ dp + lambda*W"]),
      HandSlip("penalty-doubled", replacing: ["dW": "X' @ dp + 4*lambda*W"]),
      HandSlip("penalty-over-n", replacing: ["dW": "X' @ dp + 2*lambda/n*W"]),
      HandSlip("penalty-sign", replacing: ["dW": "X' @ dp - 2*lambda*W"]),
      HandSlip("penalty-without-lambda", replacing: ["dW": "X' @ dp + 2*W"]),
      HandSlip("penalty-on-bias", replacing: ["db": "sum(dp, axis=0) + 2*lambda*b"]),

      // Reporting.
      HandSlip("step-for-gradient", reporting: ["dW": "-eta*dW", "db": "-eta*db"]),
      HandSlip("updated-for-gradient", reporting: ["dW": "W - eta*dW", "db": "b - eta*db"]),
      HandSlip("value-for-gradient", "dW only", reporting: ["dW": "W"]),
      HandSlip("zeros", "db only", reporting: ["db": "zeros(4)"]),
      HandSlip("blank", "db only", omitting: ["db"]),
    ],
    pairs: [
      ("sum-for-mean", "penalty-missing"),
      ("sum-for-mean", "target-missing"),
      ("factor-half", "penalty-halved"),
      ("factor-half", "penalty-missing"),
      ("factor-half", "bias-averaged"),
      ("mean-over-rows", "penalty-missing"),
      ("mean-over-rows", "penalty-over-n"),
      ("mean-over-rows", "bias-averaged"),
      ("sign-flipped", "penalty-sign"),
      ("sign-flipped", "bias-averaged"),
      ("target-missing", "penalty-missing"),
      ("penalty-missing", "bias-not-summed"),
      ("penalty-missing", "transposed, dW only"),
      ("penalty-missing", "bias-averaged"),
    ],
    rights: [
      "by the course": """
      dp = 2*(p - T)/36
      dW = X' @ dp + 2*lambda*W
      db = sum(dp, axis=0)
      """,
      "normal equations": """
      dW = (X' @ X @ W + outer(sum(X, axis=0), b) - X' @ T)/18 + 0.2*W
      db = (sum(X, axis=0) @ W + n*b - sum(T, axis=0))/18
      """,
      "means": """
      e = T - (X @ W + b)
      dW = -(e' @ X)'/(n*4)*2 + lambda*(W + W)
      db = -2*mean(e, axis=0)/4
      """,
    ])

  /// A hidden layer of tanh, a linear output, the mean squared error over all entries.
  static let tanhRegression = Homework(
    "tanh-regression",
    setup: """
      n := 8; eta := 0.5
      X := randn(8, 3); T := randn(8, 4)
      W1 := randn(3, 5); b1 := randn(5); W2 := randn(5, 4); b2 := randn(4)
      z1 = X @ W1 + b1
      h = tanh(z1)
      p = h @ W2 + b2
      J = mse(p, T)
      """,
    asks: [
      Asked("dp", "grad(J, p)"),
      Asked("dW2", "grad(J, W2)", from: "dp"),
      Asked("db2", "grad(J, b2)", from: "dp"),
      Asked("dz1", "grad(J, z1)", from: "dp"),
      Asked("dW1", "grad(J, W1)", from: "dz1"),
      Asked("db1", "grad(J, b1)", from: "dz1"),
    ],
    steps: """
      e = p - T
      dp = 2*e/(n*4)
      dW2 = h' @ dp
      db2 = sum(dp, axis=0)
      dh = dp @ W2'
      dz1 = dh * (1 - h^2)
      dW1 = X' @ dz1
      db1 = sum(dz1, axis=0)
      """,
    slips: [
      // Scale.
      HandSlip("sum-for-mean", replacing: ["dp": "2*e"]),
      HandSlip("mean-over-rows", replacing: ["dp": "2*e/n"]),
      HandSlip(
        "mean-once-more", "below dp",
        replacing: [
          "dW2": "h' @ dp/n", "db2": "sum(dp, axis=0)/n", "dW1": "X' @ dz1/n",
          "db1": "sum(dz1, axis=0)/n",
        ]),
      HandSlip("factor-half", replacing: ["dp": "e/(n*4)"]),
      HandSlip("factor-two", replacing: ["dp": "4*e/(n*4)"]),
      HandSlip("sign-flipped", replacing: ["e": "T - p"]),
      HandSlip("sign-flipped", "dz1 and below", replacing: ["dh": "-(dp @ W2')"]),

      // Output.
      HandSlip("target-missing", replacing: ["e": "p"]),
      HandSlip("output-differentiated", replacing: ["dp": "ones(8, 4)"]),
      HandSlip(
        "output-derivative-extra", "of tanh", replacing: ["dp": "2*e/(n*4) * (1 - tanh(p)^2)"]),
      HandSlip(
        "output-derivative-extra", "of a sigmoid, from the output",
        replacing: ["dp": "2*e/(n*4) * p*(1 - p)"]),

      // Activation.
      HandSlip("activation-derivative-missing", replacing: ["dz1": "dh"]),
      HandSlip("activation-derivative-twice", replacing: ["dz1": "dh * (1 - h^2)^2"]),
      HandSlip("derivative-at-activation", replacing: ["dz1": "dh * (1 - tanh(h)^2)"]),
      HandSlip("derivative-from-preactivation", replacing: ["dz1": "dh * (1 - z1^2)"]),
      HandSlip("derivative-of-error", replacing: ["dz1": "dh * (1 - tanh(dh)^2)"]),
      HandSlip("derivative-of-error", "by its square", replacing: ["dz1": "dh * (1 - dh^2)"]),
      HandSlip("derivative-of-other-activation", replacing: ["dz1": "dh * h*(1 - h)"]),
      HandSlip("activation-for-derivative", replacing: ["dz1": "dh * h"]),

      // Linear.
      HandSlip("preactivation-for-activation", replacing: ["dW2": "z1' @ dp"]),
      HandSlip("weights-left-out", replacing: ["dh": "dp @ ones(4, 5)"]),
      HandSlip("weights-after-update", replacing: ["dh": "dp @ (W2 - eta*dW2)'"]),
      HandSlip("transposed", "dW1 and dW2", reporting: ["dW1": "dW1'", "dW2": "dW2'"]),
      HandSlip("column-major", "dW2 only", reporting: ["dW2": "reshape(dW2', 5, 4)"]),

      // Batch, bias.
      HandSlip(
        "bias-averaged", replacing: ["db2": "mean(dp, axis=0)", "db1": "mean(dz1, axis=0)"]),
      HandSlip("bias-not-summed", replacing: ["db2": "dp", "db1": "dz1"]),
      HandSlip(
        "bias-wrong-axis", replacing: ["db2": "sum(dp, axis=1)", "db1": "sum(dz1, axis=1)"]),
      HandSlip(
        "one-sample-only", "the last",
        replacing: [
          "dW2": "outer(h[7], dp[7])", "db2": "dp[7]", "dW1": "outer(X[7], dz1[7])",
          "db1": "dz1[7]",
        ]),

      // Reporting.
      HandSlip(
        "step-for-gradient",
        reporting: ["dW2": "-eta*dW2", "db2": "-eta*db2", "dW1": "-eta*dW1", "db1": "-eta*db1"]),
      HandSlip("updated-for-gradient", "dW2 only", reporting: ["dW2": "W2 - eta*dW2"]),
      HandSlip("zeros", "dW1 only", reporting: ["dW1": "zeros(3, 5)"]),
      HandSlip("blank", "dz1 only", omitting: ["dz1"]),
    ],
    pairs: [
      ("sum-for-mean", "activation-derivative-missing"),
      ("mean-over-rows", "activation-derivative-missing"),
      ("mean-over-rows", "sign-flipped"),
      ("factor-half", "derivative-at-activation"),
      ("factor-half", "activation-derivative-missing"),
      ("factor-half", "bias-averaged"),
      ("target-missing", "derivative-from-preactivation"),
      ("sign-flipped", "activation-derivative-missing"),
      ("sign-flipped", "derivative-of-other-activation"),
      ("activation-derivative-missing", "preactivation-for-activation"),
      ("weights-after-update", "bias-averaged"),
    ],
    rights: [
      "by the course": """
      dp = (p - T)/16
      dW2 = h' @ dp
      db2 = sum(dp, axis=0)
      dz1 = (dp @ W2') * (1 - h^2)
      dW1 = X' @ dz1
      db1 = sum(dz1, axis=0)
      """,
      "from the averages": """
      dp = 2*(p - T)/32
      dW2 = h' @ (p - T)/16
      db2 = mean(p - T, axis=0)/2
      d = ((p - T) @ W2') * (1 - tanh(X @ W1 + b1)^2)
      dz1 = d/16
      dW1 = (d' @ X)'/16
      db1 = mean(d, axis=0)/2
      """,
    ])
}
