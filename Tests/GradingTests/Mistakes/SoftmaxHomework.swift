extension Homework {
  /// Two layers with ReLU, averaged cross entropy, a penalty on the weights.
  static let softmax = Homework(
    "softmax",
    setup: """
      n := 7; lambda := 0.1; eta := 0.5
      X := randn(7, 4); y := [0, 1, 2, 0, 1, 2, 1]
      W1 := randn(4, 5); b1 := randn(5); W2 := randn(5, 3); b2 := randn(3)
      z1 = X @ W1 + b1
      h = relu(z1)
      s = h @ W2 + b2
      J = cross_entropy(s, y) + 0.5*lambda*(sum(W1^2) + sum(W2^2))
      """,
    asks: [
      Asked("ds", "grad(J, s)"),
      Asked("dW2", "grad(J, W2)", from: "ds"),
      Asked("db2", "grad(J, b2)", from: "ds"),
      Asked("dh", "grad(J, h)", from: "ds"),
      Asked("dW1", "grad(J, W1)", from: "dh"),
      Asked("db1", "grad(J, b1)", from: "dh"),
    ],
    steps: """
      P = softmax(s)
      Y = onehot(y, 3)
      ds = (P - Y)/n
      dW2 = h' @ ds + lambda*W2
      db2 = sum(ds, axis=0)
      dh = ds @ W2'
      dz1 = dh * (z1 > 0)
      dW1 = X' @ dz1 + lambda*W1
      db1 = sum(dz1, axis=0)
      """,
    slips: softmaxSlips,
    pairs: [
      ("sum-for-mean", "activation-derivative-missing"),
      ("sum-for-mean", "bias-averaged"),
      ("sum-for-mean", "penalty-missing"),
      ("sum-for-mean", "transposed, dW2 only"),
      ("sum-for-mean", "mean-once-more, below ds"),
      ("sum-for-mean", "one-hot-missing, beside the sum"),
      ("mean-over-entries", "penalty-missing"),
      ("sign-flipped", "penalty-sign"),
      ("sign-flipped", "activation-derivative-missing"),
      ("one-hot-missing", "activation-derivative-missing"),
      ("one-hot-missing", "penalty-missing"),
      ("one-hot-missing", "bias-not-summed"),
      ("labels-shifted", "penalty-doubled"),
      ("factor-two", "penalty-doubled"),
      ("factor-half", "mask-inverted"),
      ("softmax-diagonal-only", "penalty-missing"),
      ("softmax-diagonal-only", "activation-derivative-missing"),
      ("output-derivative-extra", "mask-by-upstream"),
      ("activation-derivative-missing", "penalty-missing"),
      ("activation-derivative-missing", "penalty-over-n"),
      ("activation-derivative-missing", "bias-averaged"),
      ("activation-derivative-missing", "bias-wrong-axis"),
      ("activation-for-derivative", "penalty-missing"),
      ("mask-inverted", "penalty-sign"),
      ("mask-by-upstream", "penalty-on-bias, b2 only"),
      ("weights-after-update", "penalty-missing"),
      ("weights-left-out", "bias-averaged"),
      ("penalty-missing", "bias-averaged"),
      ("penalty-missing", "bias-not-summed, db2 only"),
      ("penalty-doubled", "bias-averaged"),
      ("penalty-missing", "zeros, db1 only"),
      ("activation-derivative-missing", "step-for-gradient"),
      ("penalty-missing", "updated-for-gradient"),
      ("sum-for-mean", "blank, dh only"),
    ],
    coinciding: [["mean-taken-late", "sum-for-mean + mean-once-more, below ds"]],
    rights: [
      "by the course": """
      P = softmax(s); Y = onehot(y, 3)
      ds = (P - Y)/n
      dW2 = h' @ ds + lambda*W2
      db2 = sum(ds, axis=0)
      dh = ds @ W2'
      dz1 = dh * (z1 > 0)
      dW1 = X' @ dz1 + lambda*W1
      db1 = sum(dz1, axis=0)
      """,
      "exponentials written out": """
      e = exp(s)
      ds = (e / sum(e, axis=1, keepdims=true) - onehot(y, 3)) / 7
      dW2 = h' @ ds + 0.1*W2
      db2 = sum(ds, axis=0)
      dh = ds @ W2'
      dW1 = X' @ (dh * (h > 0)) + 0.1*W1
      db1 = sum(dh * (h > 0), axis=0)
      """,
      "exponentials after subtracting the largest": """
      m = max(s, axis=1, keepdims=true)
      e = exp(s - m)
      P = e / sum(e, axis=1, keepdims=true)
      ds = 1/n * P - 1/n * onehot(y, 3)
      dW2 = lambda*W2 + h' @ ds
      db2 = ones(n) @ ds
      dh = ds @ W2'
      mask = z1 > 0
      dW1 = lambda*W1 + X' @ (mask * dh)
      db1 = ones(n) @ (mask * dh)
      """,
      "probabilities from their logarithm": """
      P = exp(log_softmax(s))
      ds = (P - onehot(y, 3))/n
      dW2 = (ds' @ h)' + lambda*W2
      db2 = ds' @ ones(n)
      dh = (W2 @ ds')'
      dz1 = where(z1 > 0, dh, 0)
      dW1 = (dz1' @ X)' + lambda*W1
      db1 = dz1' @ ones(n)
      """,
      "averaged at the end": """
      D = softmax(s) - onehot(y, 3)
      ds = D/n
      dW2 = (h' @ D)/n + lambda*W2
      db2 = mean(D, axis=0)
      dh = (D @ W2')/n
      D1 = (D @ W2') * (z1 > 0)
      dW1 = (X' @ D1)/n + lambda*W1
      db1 = mean(D1, axis=0)
      """,
      "minus signs": """
      ds = -(onehot(y, 3) - softmax(s))/n
      dW2 = -(h' @ (-ds)) + lambda*W2
      db2 = -sum(-ds, axis=0)
      dh = -((-ds) @ W2')
      dW1 = X' @ (dh * (z1 > 0)) - (-lambda)*W1
      db1 = sum(dh * (z1 > 0), axis=0)
      """,
      "through the whole softmax Jacobian": """
      P = softmax(s)
      dP = -(onehot(y, 3) / P)/n
      ds = P * (dP - sum(P * dP, axis=1, keepdims=true))
      dW2 = h' @ ds + lambda*W2
      db2 = sum(ds, axis=0)
      dh = ds @ W2'
      dz1 = dh * (z1 > 0)
      dW1 = X' @ dz1 + lambda*W1
      db1 = sum(dz1, axis=0)
      """,
      "masks from the sign": """
      ds = (softmax(s) - onehot(y, 3))/n
      dW2 = h' @ ds + lambda*W2
      db2 = sum(ds, axis=0)
      dh = ds @ W2'
      dz1 = 0.5 * dh * (1 + sign(z1))
      dW1 = X' @ dz1 + lambda*W1
      db1 = sum(dz1, axis=0)
      """,
      "masks by dividing": """
      ds = (softmax(s) - onehot(y, 3))/n
      dW2 = h' @ ds + lambda*W2
      db2 = sum(ds, axis=0)
      dh = ds @ W2'
      dz1 = dh * h / z1
      dW1 = X' @ dz1 + lambda*W1
      db1 = sum(dz1, axis=0)
      """,
      "masks by not being negative": """
      ds = (softmax(s) - onehot(y, 3))/n
      dW2 = h' @ ds + lambda*W2
      db2 = sum(ds, axis=0)
      dh = ds @ W2'
      dz1 = dh - dh * (z1 <= 0)
      dW1 = X' @ dz1 + lambda*W1
      db1 = sum(dz1, axis=0)
      """,
      "the penalty as half of twice": """
      ds = (softmax(s) - onehot(y, 3))/n
      dW2 = h' @ ds + 0.5*lambda*2*W2
      db2 = sum(ds, axis=0)
      dh = ds @ W2'
      dz1 = dh * (z1 > 0)
      dW1 = X' @ dz1 + lambda*(W1 + W1)/2
      db1 = sum(dz1, axis=0)
      """,
      "example by example": """
      ds = (softmax(s) - onehot(y, 3))/n
      dW2 = outer(h[0], ds[0]) + outer(h[1], ds[1]) + outer(h[2], ds[2]) + outer(h[3], ds[3]) + \\
        outer(h[4], ds[4]) + outer(h[5], ds[5]) + outer(h[6], ds[6]) + lambda*W2
      db2 = ds[0] + ds[1] + ds[2] + ds[3] + ds[4] + ds[5] + ds[6]
      dh = ds @ W2'
      d = dh * (z1 > 0)
      dW1 = outer(X[0], d[0]) + outer(X[1], d[1]) + outer(X[2], d[2]) + outer(X[3], d[3]) + \\
        outer(X[4], d[4]) + outer(X[5], d[5]) + outer(X[6], d[6]) + lambda*W1
      db1 = d[0] + d[1] + d[2] + d[3] + d[4] + d[5] + d[6]
      """,
      "by an affine layer with a column of ones": """
      ds = (softmax(s) - onehot(y, 3))/n
      H = concat(h, ones(n, 1), axis=1)
      V2 = H' @ ds
      dW2 = V2[:5] + lambda*W2
      db2 = V2[5]
      dh = ds @ W2'
      V1 = concat(X, ones(n, 1), axis=1)' @ (dh * (z1 > 0))
      dW1 = V1[:4] + lambda*W1
      db1 = V1[4]
      """,
      "everything in one line each": """
      ds = (softmax(relu(X @ W1 + b1) @ W2 + b2) - onehot(y, 3))/n
      dW2 = relu(X @ W1 + b1)' @ (softmax(s) - onehot(y, 3))/n + lambda*W2
      db2 = sum(softmax(s) - onehot(y, 3), axis=0)/n
      dh = (softmax(s) - onehot(y, 3)) @ W2' / n
      dW1 = X' @ (((softmax(s) - onehot(y, 3)) @ W2') * (z1 > 0))/n + lambda*W1
      db1 = sum(((softmax(s) - onehot(y, 3)) @ W2') * (z1 > 0), axis=0)/n
      """,
      "labels taken by comparing": """
      Y = reshape(y, n, 1) == arange(3)
      ds = (softmax(s) - Y)/n
      dW2 = h' @ ds + lambda*W2
      db2 = sum(ds, axis=0)
      dh = ds @ W2'
      dz1 = (not (z1 <= 0)) * dh
      dW1 = X' @ dz1 + lambda*W1
      db1 = sum(dz1, axis=0)
      """,
      "biases as rows": """
      ds = (softmax(s) - onehot(y, 3))/n
      dW2 = h' @ ds + lambda*W2
      db2 = sum(ds, axis=0, keepdims=true)
      dh = ds @ W2'
      dz1 = dh * (z1 > 0)
      dW1 = X' @ dz1 + lambda*W1
      db1 = ones(1, n) @ dz1
      """,
    ])
}

/// Slips of a step at a time; what is computed from it goes wrong with it.
private let softmaxSlips: [HandSlip] = [
  // Scale.
  HandSlip("sum-for-mean", replacing: ["ds": "P - Y"]),
  HandSlip("mean-over-entries", replacing: ["ds": "(P - Y)/(n*3)"]),
  HandSlip(
    "mean-once-more", "below ds",
    replacing: [
      "dW2": "h' @ ds/n + lambda*W2", "db2": "sum(ds, axis=0)/n",
      "dW1": "X' @ dz1/n + lambda*W1", "db1": "sum(dz1, axis=0)/n",
    ]),
  HandSlip("mean-once-more", "at ds", replacing: ["ds": "(P - Y)/n/n"]),
  HandSlip(
    "mean-once-more", "dW2 and dW1",
    replacing: ["dW2": "h' @ ds/n + lambda*W2", "dW1": "X' @ dz1/n + lambda*W1"]),
  HandSlip("mean-once-more", "dW2 only", replacing: ["dW2": "(h' @ ds)/n + lambda*W2"]),
  HandSlip(
    "mean-taken-late",
    replacing: [
      "ds": "P - Y", "dW2": "h' @ ds/n + lambda*W2", "db2": "sum(ds, axis=0)/n",
      "dW1": "X' @ dz1/n + lambda*W1", "db1": "sum(dz1, axis=0)/n",
    ]),
  HandSlip("factor-two", replacing: ["ds": "2*(P - Y)/n"]),
  HandSlip("factor-two", "dW2 only", reporting: ["dW2": "2*dW2"]),
  HandSlip("factor-half", replacing: ["ds": "0.5*(P - Y)/n"]),
  HandSlip("factor-half", "db1 only", reporting: ["db1": "db1/2"]),
  HandSlip("factor-other", replacing: ["ds": "3.7*(P - Y)/n"]),
  HandSlip("factor-other", "dW1 only", reporting: ["dW1": "1.3*dW1"]),
  HandSlip("sign-flipped", replacing: ["ds": "(Y - P)/n"]),
  HandSlip("sign-flipped", "dh and below", replacing: ["dh": "-ds @ W2'"]),
  HandSlip("sign-flipped", "dW2 only", reporting: ["dW2": "-dW2"]),
  HandSlip("sign-flipped", "db2 only", reporting: ["db2": "-db2"]),
  HandSlip("sign-flipped", "dW1 only", reporting: ["dW1": "-dW1"]),
  HandSlip("decimal-shift", "dW2 only", reporting: ["dW2": "10*dW2"]),
  HandSlip("decimal-shift", "db1 only", reporting: ["db1": "db1/100"]),
  HandSlip("decimal-shift", "dh only", reporting: ["dh": "dh/10"]),

  // Output.
  HandSlip("one-hot-missing", replacing: ["ds": "P/n"]),
  HandSlip("one-hot-added", replacing: ["ds": "(P + Y)/n"]),
  HandSlip("one-hot-missing", "beside the sum", replacing: ["Y": "zeros(7, 3)"]),
  HandSlip("softmax-diagonal-only", replacing: ["ds": "-(Y/P)/n * P*(1 - P)"]),
  HandSlip("output-derivative-extra", replacing: ["ds": "(P - Y)/n * P*(1 - P)"]),
  HandSlip("output-derivative-missing", replacing: ["ds": "-(Y/P)/n"]),
  HandSlip("labels-shifted", replacing: ["Y": "onehot([2, 0, 1, 2, 0, 1, 0], 3)"]),
  HandSlip("labels-shifted", "the other way", replacing: ["Y": "onehot([1, 2, 0, 1, 2, 0, 2], 3)"]),
  HandSlip("output-differentiated", replacing: ["ds": "ones(7, 3)"]),
  HandSlip("output-activation-missing", replacing: ["ds": "(s - Y)/n"]),

  // Activation.
  HandSlip("activation-derivative-missing", replacing: ["dz1": "dh"]),
  HandSlip(
    "activation-derivative-missing", "dW1 only", replacing: ["dW1": "X' @ dh + lambda*W1"]),
  HandSlip("activation-derivative-missing", "db1 only", replacing: ["db1": "sum(dh, axis=0)"]),
  HandSlip("mask-inverted", replacing: ["dz1": "dh * (z1 < 0)"]),
  HandSlip("mask-by-upstream", replacing: ["dz1": "dh * (dh > 0)"]),
  HandSlip("mask-by-upstream", "and by z", replacing: ["dz1": "dh * (z1 > 0) * (dh > 0)"]),
  HandSlip("activation-for-derivative", replacing: ["dz1": "dh * h"]),
  HandSlip("derivative-of-error", replacing: ["dz1": "(dh > 0)"]),
  HandSlip("upstream-missing", replacing: ["dz1": "(z1 > 0)"]),

  // Linear.
  HandSlip("transposed", "dW2 only", reporting: ["dW2": "dW2'"]),
  HandSlip("transposed", "dW1 only", reporting: ["dW1": "dW1'"]),
  HandSlip("transposed", "dW1 and dW2", reporting: ["dW1": "dW1'", "dW2": "dW2'"]),
  HandSlip("transposed", "dh only", reporting: ["dh": "dh'"]),
  HandSlip("preactivation-for-activation", replacing: ["dW2": "z1' @ ds + lambda*W2"]),
  HandSlip("weights-left-out", replacing: ["dh": "ds @ ones(3, 5)"]),
  HandSlip("weights-after-update", replacing: ["dh": "ds @ (W2 - eta*dW2)'"]),
  HandSlip("gradients-swapped", "weights", reporting: ["dW1": "dW2", "dW2": "dW1"]),
  HandSlip("gradients-swapped", "biases", reporting: ["db1": "db2", "db2": "db1"]),
  HandSlip("column-major", "dW2 only", reporting: ["dW2": "reshape(dW2', 5, 3)"]),
  HandSlip("column-major", "dW1 only", reporting: ["dW1": "reshape(dW1', 4, 5)"]),
  HandSlip(
    "column-major", "everywhere",
    reporting: [
      "ds": "reshape(ds', 7, 3)", "dW2": "reshape(dW2', 5, 3)", "dh": "reshape(dh', 7, 5)",
      "dW1": "reshape(dW1', 4, 5)",
    ]),

  // Batch, bias.
  HandSlip("bias-not-summed", replacing: ["db2": "ds", "db1": "dz1"]),
  HandSlip("bias-not-summed", "db2 only", replacing: ["db2": "ds"]),
  HandSlip("bias-not-summed", "db1 only", replacing: ["db1": "dz1"]),
  HandSlip("bias-averaged", replacing: ["db2": "mean(ds, axis=0)", "db1": "mean(dz1, axis=0)"]),
  HandSlip("bias-averaged", "db2 only", replacing: ["db2": "mean(ds, axis=0)"]),
  HandSlip("bias-averaged", "db1 only", replacing: ["db1": "mean(dz1, axis=0)"]),
  HandSlip("bias-wrong-axis", replacing: ["db2": "sum(ds, axis=1)", "db1": "sum(dz1, axis=1)"]),
  HandSlip("bias-wrong-axis", "db1 only", replacing: ["db1": "sum(dz1, axis=1)"]),
  HandSlip("bias-summed-over-all", replacing: ["db2": "sum(ds)", "db1": "sum(dz1)"]),
  HandSlip(
    "one-sample-only", "the first",
    replacing: [
      "dW2": "outer(h[0], ds[0]) + lambda*W2", "db2": "ds[0]",
      "dW1": "outer(X[0], dz1[0]) + lambda*W1", "db1": "dz1[0]",
    ]),
  HandSlip(
    "one-sample-only", "the last",
    replacing: [
      "dW2": "outer(h[6], ds[6]) + lambda*W2", "db2": "ds[6]",
      "dW1": "outer(X[6], dz1[6]) + lambda*W1", "db1": "dz1[6]",
    ]),
  HandSlip("one-sample-only", "biases, the first", replacing: ["db2": "ds[0]", "db1": "dz1[0]"]),

  // Regulariser.
  HandSlip("penalty-missing", replacing: ["dW2": "h' @ ds", "dW1": "X' @ dz1"]),
  HandSlip("penalty-missing", "dW2 only", replacing: ["dW2": "h' @ ds"]),
  HandSlip("penalty-missing", "dW1 only", replacing: ["dW1": "X' @ dz1"]),
  HandSlip(
    "penalty-doubled",
    replacing: ["dW2": "h' @ ds + 2*lambda*W2", "dW1": "X' @ dz1 + 2*lambda*W1"]),
  HandSlip(
    "penalty-over-n",
    replacing: ["dW2": "h' @ ds + lambda/n*W2", "dW1": "X' @ dz1 + lambda/n*W1"]),
  HandSlip(
    "penalty-sign", replacing: ["dW2": "h' @ ds - lambda*W2", "dW1": "X' @ dz1 - lambda*W1"]),
  HandSlip(
    "penalty-without-lambda", replacing: ["dW2": "h' @ ds + W2", "dW1": "X' @ dz1 + W1"]),
  HandSlip(
    "penalty-halved",
    replacing: ["dW2": "h' @ ds + 0.5*lambda*W2", "dW1": "X' @ dz1 + 0.5*lambda*W1"]),
  HandSlip(
    "penalty-on-bias",
    replacing: ["db2": "sum(ds, axis=0) + lambda*b2", "db1": "sum(dz1, axis=0) + lambda*b1"]),
  HandSlip("penalty-on-bias", "b2 only", replacing: ["db2": "sum(ds, axis=0) + lambda*b2"]),

  // Reporting.
  HandSlip(
    "step-for-gradient",
    reporting: [
      "dW2": "-eta*dW2", "db2": "-eta*db2", "dW1": "-eta*dW1", "db1": "-eta*db1",
    ]),
  HandSlip(
    "updated-for-gradient",
    reporting: [
      "dW2": "W2 - eta*dW2", "db2": "b2 - eta*db2", "dW1": "W1 - eta*dW1", "db1": "b1 - eta*db1",
    ]),
  HandSlip("updated-for-gradient", "dW2 only", reporting: ["dW2": "W2 - eta*dW2"]),
  HandSlip("value-for-gradient", "dW1 only", reporting: ["dW1": "W1"]),
  HandSlip("zeros", "db1 only", reporting: ["db1": "zeros(5)"]),
  HandSlip("zeros", "dW1 and db1", reporting: ["dW1": "zeros(4, 5)", "db1": "zeros(5)"]),
  HandSlip("blank", "dh only", omitting: ["dh"]),
  HandSlip("blank", "dW1 and db1", omitting: ["dW1", "db1"]),
]
