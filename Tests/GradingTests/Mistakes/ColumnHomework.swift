extension Homework {
  /// Examples as columns, biases as columns, a hidden layer of tanh, a sigmoid at the output.
  static let columns = Homework(
    "columns",
    setup: """
      m := 7; eta := 0.5
      X := randn(3, 7); Y := [1, 0, 0, 1, 1, 0, 1; 0, 0, 1, 1, 0, 1, 0]
      W1 := randn(5, 3); b1 := randn(5, 1); W2 := randn(2, 5); b2 := randn(2, 1)
      Z1 = W1 @ X + b1
      A1 = tanh(Z1)
      Z2 = W2 @ A1 + b2
      A2 = sigmoid(Z2)
      J = -sum(Y*log(A2) + (1 - Y)*log(1 - A2))/m
      """,
    asks: [
      Asked("dZ2", "grad(J, Z2)"),
      Asked("dW2", "grad(J, W2)", from: "dZ2"),
      Asked("db2", "grad(J, b2)", from: "dZ2"),
      Asked("dZ1", "grad(J, Z1)", from: "dZ2"),
      Asked("dW1", "grad(J, W1)", from: "dZ1"),
      Asked("db1", "grad(J, b1)", from: "dZ1"),
    ],
    steps: """
      E = A2 - Y
      dZ2 = E/m
      dW2 = dZ2 @ A1'
      db2 = sum(dZ2, axis=1, keepdims=true)
      dA1 = W2' @ dZ2
      dZ1 = dA1*(1 - A1^2)
      dW1 = dZ1 @ X'
      db1 = sum(dZ1, axis=1, keepdims=true)
      """,
    slips: [
      HandSlip("sum-for-mean", replacing: ["dZ2": "E"]),
      HandSlip(
        "mean-taken-late",
        replacing: [
          "dZ2": "E", "dW2": "dZ2 @ A1'/m", "db2": "sum(dZ2, axis=1, keepdims=true)/m",
          "dW1": "dZ1 @ X'/m", "db1": "sum(dZ1, axis=1, keepdims=true)/m",
        ]),
      HandSlip(
        "mean-once-more", "below dZ2",
        replacing: [
          "dW2": "dZ2 @ A1'/m", "db2": "sum(dZ2, axis=1, keepdims=true)/m",
          "dW1": "dZ1 @ X'/m", "db1": "sum(dZ1, axis=1, keepdims=true)/m",
        ]),
      HandSlip("mean-over-entries", replacing: ["dZ2": "E/(m*2)"]),
      HandSlip("sign-flipped", replacing: ["E": "Y - A2"]),
      HandSlip("target-missing", replacing: ["E": "A2"]),
      HandSlip("labels-shifted", "0 for 1", replacing: ["E": "A2 - (1 - Y)"]),
      HandSlip("output-derivative-missing", replacing: ["dZ2": "E/(A2*(1 - A2))/m"]),
      HandSlip("output-derivative-extra", replacing: ["dZ2": "E/m * A2*(1 - A2)"]),
      HandSlip("activation-derivative-missing", replacing: ["dZ1": "dA1"]),
      HandSlip("derivative-at-activation", replacing: ["dZ1": "dA1*(1 - tanh(A1)^2)"]),
      HandSlip("derivative-from-preactivation", replacing: ["dZ1": "dA1*(1 - Z1^2)"]),
      HandSlip("derivative-of-other-activation", replacing: ["dZ1": "dA1*A1*(1 - A1)"]),
      HandSlip("preactivation-for-activation", replacing: ["dW2": "dZ2 @ Z1'"]),
      HandSlip("weights-after-update", replacing: ["dA1": "(W2 - eta*dW2)' @ dZ2"]),
      HandSlip("weights-left-out", replacing: ["dA1": "ones(5, 2) @ dZ2"]),
      HandSlip("transposed", "dW1 and dW2", reporting: ["dW1": "dW1'", "dW2": "dW2'"]),
      HandSlip("transposed", "dW1 only", reporting: ["dW1": "dW1'"]),
      HandSlip("bias-not-summed", replacing: ["db2": "dZ2", "db1": "dZ1"]),
      HandSlip(
        "bias-averaged",
        replacing: [
          "db2": "mean(dZ2, axis=1, keepdims=true)", "db1": "mean(dZ1, axis=1, keepdims=true)",
        ]),
      HandSlip(
        "bias-wrong-axis",
        replacing: [
          "db2": "sum(dZ2, axis=0, keepdims=true)", "db1": "sum(dZ1, axis=0, keepdims=true)",
        ]),
      HandSlip(
        "one-sample-only", "the first",
        replacing: [
          "dW2": "dZ2[:, :1] @ A1[:, :1]'", "db2": "dZ2[:, :1]", "dW1": "dZ1[:, :1] @ X[:, :1]'",
          "db1": "dZ1[:, :1]",
        ]),
      HandSlip(
        "updated-for-gradient",
        reporting: [
          "dW2": "W2 - eta*dW2", "db2": "b2 - eta*db2", "dW1": "W1 - eta*dW1",
          "db1": "b1 - eta*db1",
        ]),
    ],
    pairs: [
      ("sum-for-mean", "activation-derivative-missing"),
      ("sum-for-mean", "bias-averaged"),
      ("mean-taken-late", "activation-derivative-missing"),
      ("sign-flipped", "derivative-at-activation"),
      ("target-missing", "bias-not-summed"),
      ("activation-derivative-missing", "bias-averaged"),
      ("activation-derivative-missing", "transposed, dW1 only"),
      ("derivative-from-preactivation", "bias-wrong-axis"),
    ],
    rights: [
      "by the course": """
      dZ2 = (A2 - Y)/m
      dW2 = dZ2 @ A1'
      db2 = sum(dZ2, axis=1, keepdims=true)
      dZ1 = (W2' @ dZ2)*(1 - A1^2)
      dW1 = dZ1 @ X'
      db1 = sum(dZ1, axis=1, keepdims=true)
      """,
      "biases as vectors": """
      D = A2 - Y
      C = (W2' @ D)*(1 - tanh(Z1)^2)
      dZ2 = D/7
      dW2 = 1/m * D @ A1'
      db2 = mean(D, axis=1)
      dZ1 = C/7
      dW1 = (X @ C')'/7
      db1 = mean(C, axis=1)
      """,
    ])
}
