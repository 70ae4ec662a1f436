extension Homework {
  /// Dropout of a hidden layer of tanh, with a mask that is given.
  static let dropout = Homework(
    "dropout",
    setup: """
      n := 6; keep := 0.6; eta := 0.5
      X := randn(6, 3); y := [0, 1, 2, 3, 2, 0]
      M := [1, 0, 1, 1, 0; 0, 1, 1, 0, 1; 1, 1, 0, 1, 0; 1, 0, 1, 0, 1; 0, 1, 1, 1, 0; 1, 1, 0, 0, 1]
      W1 := randn(3, 5); b1 := randn(5); W2 := randn(5, 4); b2 := randn(4)
      z1 = X @ W1 + b1
      h = tanh(z1)
      d = h*M/keep
      s = d @ W2 + b2
      J = cross_entropy(s, y)
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
      Y = onehot(y, 4)
      ds = (P - Y)/n
      dW2 = d' @ ds
      db2 = sum(ds, axis=0)
      dd = ds @ W2'
      dh = dd*M/keep
      dz1 = dh * (1 - h^2)
      dW1 = X' @ dz1
      db1 = sum(dz1, axis=0)
      """,
    slips: [
      // Dropout.
      HandSlip("dropout-without-mask", replacing: ["dh": "dd/keep"]),
      HandSlip("dropout-without-scale", replacing: ["dh": "dd*M"]),
      HandSlip("dropout-left-out", replacing: ["dh": "dd"]),
      HandSlip("dropout-scaled-twice", replacing: ["dh": "dd*M/keep^2"]),
      HandSlip("dropout-scale-inverted", replacing: ["dh": "dd*M*keep"]),
      HandSlip("mask-inverted", replacing: ["dh": "dd*(1 - M)/keep"]),
      HandSlip("input-before-dropout", replacing: ["dW2": "h' @ ds"]),
      HandSlip("input-before-dropout", "with the mask only", replacing: ["dW2": "(h*M)' @ ds"]),

      // Scale and output.
      HandSlip("sum-for-mean", replacing: ["ds": "P - Y"]),
      HandSlip("mean-over-entries", replacing: ["ds": "(P - Y)/(n*4)"]),
      HandSlip("sign-flipped", replacing: ["ds": "(Y - P)/n"]),
      HandSlip("one-hot-missing", replacing: ["ds": "P/n"]),
      HandSlip("labels-shifted", replacing: ["Y": "onehot([3, 0, 1, 2, 1, 3], 4)"]),
      HandSlip("softmax-diagonal-only", replacing: ["ds": "-Y*(1 - P)/n"]),

      // Activation.
      HandSlip("activation-derivative-missing", replacing: ["dz1": "dh"]),
      HandSlip("derivative-at-activation", replacing: ["dz1": "dh * (1 - tanh(h)^2)"]),
      HandSlip("derivative-from-dropped", replacing: ["dz1": "dh * (1 - d^2)"]),
      HandSlip("derivative-from-preactivation", replacing: ["dz1": "dh * (1 - z1^2)"]),
      HandSlip("activation-for-derivative", replacing: ["dz1": "dh * h"]),

      // Linear, batch, bias.
      HandSlip("preactivation-for-activation", replacing: ["dW2": "(z1*M/keep)' @ ds"]),
      HandSlip("weights-after-update", replacing: ["dd": "ds @ (W2 - eta*dW2)'"]),
      HandSlip("weights-left-out", replacing: ["dd": "ds @ ones(4, 5)"]),
      HandSlip("transposed", "dW2 only", reporting: ["dW2": "dW2'"]),
      HandSlip(
        "bias-averaged", replacing: ["db2": "mean(ds, axis=0)", "db1": "mean(dz1, axis=0)"]),
      HandSlip("bias-not-summed", replacing: ["db2": "ds", "db1": "dz1"]),
      HandSlip("step-for-gradient", "dW1 only", reporting: ["dW1": "-eta*dW1"]),
      HandSlip("blank", "dh only", omitting: ["dh"]),
    ],
    pairs: [
      ("dropout-without-mask", "input-before-dropout"),
      ("dropout-without-scale", "input-before-dropout, with the mask only"),
      ("dropout-left-out", "input-before-dropout"),
      ("dropout-without-mask", "activation-derivative-missing"),
      ("dropout-without-scale", "activation-derivative-missing"),
      ("dropout-without-scale", "sum-for-mean"),
      ("dropout-without-mask", "bias-averaged"),
      ("dropout-left-out", "sum-for-mean"),
      ("mask-inverted", "sign-flipped"),
    ],
    rights: [
      "by the course": """
      ds = (softmax(s) - onehot(y, 4))/n
      dW2 = d' @ ds
      db2 = sum(ds, axis=0)
      dh = (ds @ W2') * M/keep
      dz1 = dh * (1 - h^2)
      dW1 = X' @ dz1
      db1 = sum(dz1, axis=0)
      """,
      "rows of weights left out": """
      ds = (softmax(s) - onehot(y, 4))/6
      dW2 = ((h*M)' @ ds)/0.6
      db2 = ones(6) @ ds
      dh = where(M > 0, ds @ (W2/keep)', 0)
      dW1 = X' @ (dh - dh*tanh(z1)^2)
      db1 = sum(dh * (1 - h)*(1 + h), axis=0)
      """,
    ])
}
