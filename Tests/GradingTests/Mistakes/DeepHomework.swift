extension Homework {
  /// Three layers (tanh, ReLU, a sigmoid at the output) with half the squared error: a mistake has
  /// a place.
  static let deep = Homework(
    "deep",
    setup: """
      n := 7; eta := 0.5
      X := randn(7, 3); T := rand(7, 2)
      W1 := randn(3, 5); b1 := randn(5); W2 := randn(5, 4); b2 := randn(4)
      W3 := randn(4, 2); b3 := randn(2)
      z1 = X @ W1 + b1
      h1 = tanh(z1)
      z2 = h1 @ W2 + b2
      h2 = relu(z2)
      z3 = h2 @ W3 + b3
      o = sigmoid(z3)
      J = half_mse(o, T)
      """,
    asks: [
      Asked("dz3", "grad(J, z3)"),
      Asked("dW3", "grad(J, W3)", from: "dz3"),
      Asked("db3", "grad(J, b3)", from: "dz3"),
      Asked("dz2", "grad(J, z2)", from: "dz3"),
      Asked("dW2", "grad(J, W2)", from: "dz2"),
      Asked("db2", "grad(J, b2)", from: "dz2"),
      Asked("dz1", "grad(J, z1)", from: "dz2"),
      Asked("dW1", "grad(J, W1)", from: "dz1"),
      Asked("db1", "grad(J, b1)", from: "dz1"),
    ],
    steps: """
      e = o - T
      do = e/n
      dz3 = do*o*(1 - o)
      dW3 = h2' @ dz3
      db3 = sum(dz3, axis=0)
      dh2 = dz3 @ W3'
      dz2 = dh2*(z2 > 0)
      dW2 = h1' @ dz2
      db2 = sum(dz2, axis=0)
      dh1 = dz2 @ W2'
      dz1 = dh1*(1 - h1^2)
      dW1 = X' @ dz1
      db1 = sum(dz1, axis=0)
      """,
    slips: [
      // Scale and output.
      HandSlip("sum-for-mean", replacing: ["do": "e"]),
      HandSlip("mean-over-entries", replacing: ["do": "e/(n*2)"]),
      HandSlip("mean-once-more", "dW3 only", replacing: ["dW3": "h2' @ dz3/n"]),
      HandSlip("factor-two", replacing: ["do": "2*e/n"]),
      HandSlip("factor-half", "from z2 on", replacing: ["dh2": "0.5*(dz3 @ W3')"]),
      HandSlip("factor-other", "dW2 only", reporting: ["dW2": "1.2*dW2"]),
      HandSlip("sign-flipped", replacing: ["e": "T - o"]),
      HandSlip("sign-flipped", "from z1 on", replacing: ["dh1": "-(dz2 @ W2')"]),
      HandSlip("sign-flipped", "dW2 only", reporting: ["dW2": "-dW2"]),
      HandSlip("target-missing", replacing: ["e": "o"]),
      HandSlip("output-differentiated", replacing: ["do": "ones(7, 2)"]),
      HandSlip("output-derivative-missing", replacing: ["dz3": "do"]),
      HandSlip("output-derivative-twice", replacing: ["dz3": "do*(o*(1 - o))^2"]),
      HandSlip(
        "derivative-at-activation", "of the output",
        replacing: [
          "dz3": "do*sigmoid(o)*(1 - sigmoid(o))"
        ]),
      HandSlip(
        "derivative-from-preactivation", "of the output", replacing: ["dz3": "do*z3*(1 - z3)"]),
      HandSlip(
        "derivative-of-error", "of the output",
        replacing: ["dz3": "do*sigmoid(e)*(1 - sigmoid(e))"]),
      HandSlip(
        "derivative-of-other-activation", "of the output", replacing: ["dz3": "do*(1 - o^2)"]),

      // Activation.
      HandSlip("activation-derivative-missing", "of the ReLU", replacing: ["dz2": "dh2"]),
      HandSlip("activation-derivative-missing", "of tanh", replacing: ["dz1": "dh1"]),
      HandSlip(
        "activation-derivative-missing", "of both", replacing: ["dz2": "dh2", "dz1": "dh1"]),
      HandSlip(
        "activation-derivative-missing", "everywhere",
        replacing: ["dz3": "do", "dz2": "dh2", "dz1": "dh1"]),
      HandSlip("mask-inverted", replacing: ["dz2": "dh2*(z2 < 0)"]),
      HandSlip("mask-by-upstream", replacing: ["dz2": "dh2*(dh2 > 0)"]),
      HandSlip("mask-of-other-layer", replacing: ["dz1": "dh1*(z1 > 0)"]),
      HandSlip("activation-for-derivative", "of the ReLU", replacing: ["dz2": "dh2*h2"]),
      HandSlip("activation-for-derivative", "of tanh", replacing: ["dz1": "dh1*h1"]),
      HandSlip("derivative-at-activation", "of tanh", replacing: ["dz1": "dh1*(1 - tanh(h1)^2)"]),
      HandSlip("derivative-from-preactivation", "of tanh", replacing: ["dz1": "dh1*(1 - z1^2)"]),
      HandSlip("activation-derivative-twice", "of tanh", replacing: ["dz1": "dh1*(1 - h1^2)^2"]),
      HandSlip("upstream-missing", "of the ReLU", replacing: ["dz2": "(z2 > 0)"]),

      // Linear.
      HandSlip("weights-left-out", "W3", replacing: ["dh2": "dz3 @ ones(2, 4)"]),
      HandSlip("weights-left-out", "W2", replacing: ["dh1": "dz2 @ ones(4, 5)"]),
      HandSlip(
        "weights-after-update",
        replacing: ["dh2": "dz3 @ (W3 - eta*dW3)'", "dh1": "dz2 @ (W2 - eta*dW2)'"]),
      HandSlip("weights-after-update", "W2", replacing: ["dh1": "dz2 @ (W2 - eta*dW2)'"]),
      HandSlip(
        "preactivation-for-activation", replacing: ["dW3": "z2' @ dz3", "dW2": "z1' @ dz2"]),
      HandSlip("preactivation-for-activation", "z1", replacing: ["dW2": "z1' @ dz2"]),
      HandSlip("input-of-other-layer", "X for h1", replacing: ["dW2": "X' @ dz2"]),
      HandSlip("layer-skipped", replacing: ["dh1": "dz3 @ W3' @ W2'"]),
      HandSlip("transposed", "dW2 only", reporting: ["dW2": "dW2'"]),
      HandSlip(
        "transposed", "all weights", reporting: ["dW1": "dW1'", "dW2": "dW2'", "dW3": "dW3'"]),
      HandSlip(
        "gradients-swapped", "first and last weights", reporting: ["dW1": "dW3", "dW3": "dW1"]),
      HandSlip("column-major", "dW2 only", reporting: ["dW2": "reshape(dW2', 5, 4)"]),

      // Batch, bias.
      HandSlip(
        "bias-averaged",
        replacing: [
          "db3": "mean(dz3, axis=0)", "db2": "mean(dz2, axis=0)", "db1": "mean(dz1, axis=0)",
        ]),
      HandSlip("bias-averaged", "db2 only", replacing: ["db2": "mean(dz2, axis=0)"]),
      HandSlip("bias-not-summed", "db2 only", replacing: ["db2": "dz2"]),
      HandSlip("bias-wrong-axis", "db3 only", replacing: ["db3": "sum(dz3, axis=1)"]),
      HandSlip(
        "one-sample-only", "the last",
        replacing: [
          "dW3": "outer(h2[6], dz3[6])", "db3": "dz3[6]", "dW2": "outer(h1[6], dz2[6])",
          "db2": "dz2[6]", "dW1": "outer(X[6], dz1[6])", "db1": "dz1[6]",
        ]),

      // Reporting.
      HandSlip(
        "step-for-gradient",
        reporting: ["dW3": "-eta*dW3", "dW2": "-eta*dW2", "dW1": "-eta*dW1"]),
      HandSlip("updated-for-gradient", "dW3 only", reporting: ["dW3": "W3 - eta*dW3"]),
      HandSlip(
        "zeros", "dz1, dW1 and db1",
        reporting: [
          "dz1": "zeros(7, 5)", "dW1": "zeros(3, 5)", "db1": "zeros(5)",
        ]),
      HandSlip("blank", "first layer", omitting: ["dz1", "dW1", "db1"]),
    ],
    pairs: [
      ("output-derivative-missing", "activation-derivative-missing, of the ReLU"),
      ("output-derivative-missing", "activation-derivative-missing, of tanh"),
      ("output-derivative-missing", "bias-averaged"),
      ("output-derivative-missing", "sum-for-mean"),
      ("output-derivative-missing", "sign-flipped"),
      ("sum-for-mean", "activation-derivative-missing, of tanh"),
      ("sum-for-mean", "weights-after-update, W2"),
      ("activation-derivative-missing, of the ReLU", "derivative-at-activation, of tanh"),
      ("mask-inverted", "derivative-from-preactivation, of tanh"),
      ("mask-by-upstream", "bias-averaged, db2 only"),
      ("derivative-at-activation, of the output", "activation-derivative-missing, of tanh"),
      ("derivative-at-activation, of the output", "derivative-at-activation, of tanh"),
      ("preactivation-for-activation, z1", "activation-derivative-missing, of tanh"),
      ("weights-after-update", "step-for-gradient"),
      ("target-missing", "activation-derivative-missing, of both"),
      ("sign-flipped", "transposed, all weights"),
      ("bias-averaged", "transposed, dW2 only"),
    ],
    rights: [
      "by the course": """
      dz3 = (o - T)/n * o*(1 - o)
      dW3 = h2' @ dz3
      db3 = sum(dz3, axis=0)
      dz2 = (dz3 @ W3') * (z2 > 0)
      dW2 = h1' @ dz2
      db2 = sum(dz2, axis=0)
      dz1 = (dz2 @ W2') * (1 - h1^2)
      dW1 = X' @ dz1
      db1 = sum(dz1, axis=0)
      """,
      "columns for examples": """
      D3 = ((o - T)*(o - o^2))'/7
      D2 = (W3 @ D3) * (h2' > 0)
      D1 = (W2 @ D2) * (1 - h1'^2)
      dz3 = D3'; dz2 = D2'; dz1 = D1'
      dW3 = (D3 @ h2)'; dW2 = (D2 @ h1)'; dW1 = (D1 @ X)'
      db3 = sum(D3, axis=1); db2 = sum(D2, axis=1); db1 = sum(D1, axis=1)
      """,
    ])
}
