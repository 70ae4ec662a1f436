extension Homework {
  /// A value that takes two paths: on its own, and through a layer of ReLU.
  static let residual = Homework(
    "residual",
    setup: """
      n := 7; eta := 0.5
      X := randn(7, 3); T := randn(7, 4)
      W0 := randn(3, 4); b0 := randn(4); W1 := randn(4, 5); b1 := randn(5); W2 := randn(5, 4)
      h = tanh(X @ W0 + b0)
      z1 = h @ W1 + b1
      u = relu(z1)
      r = h + u @ W2
      J = half_mse(r, T)
      """,
    asks: [
      Asked("dr", "grad(J, r)"),
      Asked("dW2", "grad(J, W2)", from: "dr"),
      Asked("dz1", "grad(J, z1)", from: "dr"),
      Asked("dW1", "grad(J, W1)", from: "dz1"),
      Asked("db1", "grad(J, b1)", from: "dz1"),
      Asked("dh", "grad(J, h)", from: "dr, dz1"),
      Asked("dW0", "grad(J, W0)", from: "dh"),
      Asked("db0", "grad(J, b0)", from: "dh"),
    ],
    steps: """
      dr = (r - T)/n
      dW2 = u' @ dr
      du = dr @ W2'
      dz1 = du * (z1 > 0)
      dW1 = h' @ dz1
      db1 = sum(dz1, axis=0)
      dh = dr + dz1 @ W1'
      dz0 = dh * (1 - h^2)
      dW0 = X' @ dz0
      db0 = sum(dz0, axis=0)
      """,
    slips: [
      // Graph.
      HandSlip("path-missing", "on its own", replacing: ["dh": "dz1 @ W1'"]),
      HandSlip("path-missing", "through the layer", replacing: ["dh": "dr"]),
      HandSlip("path-twice", "on its own", replacing: ["dh": "2*dr + dz1 @ W1'"]),
      HandSlip("path-twice", "through the layer", replacing: ["dh": "dr + 2*(dz1 @ W1')"]),
      HandSlip("paths-averaged", replacing: ["dh": "(dr + dz1 @ W1')/2"]),
      HandSlip("paths-multiplied", replacing: ["dh": "dr * (dz1 @ W1')"]),
      HandSlip("sign-flipped", "of one path", replacing: ["dh": "dr - dz1 @ W1'"]),

      // Scale and output.
      HandSlip("sum-for-mean", replacing: ["dr": "r - T"]),
      HandSlip("mean-over-entries", replacing: ["dr": "(r - T)/(n*4)"]),
      HandSlip("factor-two", replacing: ["dr": "2*(r - T)/n"]),
      HandSlip("sign-flipped", replacing: ["dr": "(T - r)/n"]),
      HandSlip("target-missing", replacing: ["dr": "r/n"]),

      // Activation.
      HandSlip("activation-derivative-missing", "of the ReLU", replacing: ["dz1": "du"]),
      HandSlip("activation-derivative-missing", "of tanh", replacing: ["dz0": "dh"]),
      HandSlip(
        "activation-derivative-missing", "of both", replacing: ["dz1": "du", "dz0": "dh"]),
      HandSlip("mask-inverted", replacing: ["dz1": "du * (z1 < 0)"]),
      HandSlip("mask-by-upstream", replacing: ["dz1": "du * (du > 0)"]),
      HandSlip("derivative-at-activation", replacing: ["dz0": "dh * (1 - tanh(h)^2)"]),
      HandSlip("derivative-of-other-activation", replacing: ["dz0": "dh * h*(1 - h)"]),

      // Linear, batch, bias.
      HandSlip("preactivation-for-activation", replacing: ["dW2": "z1' @ dr"]),
      HandSlip("output-for-input", "r for h", replacing: ["dW1": "r' @ dz1"]),
      HandSlip("weights-after-update", "W2", replacing: ["du": "dr @ (W2 - eta*dW2)'"]),
      HandSlip("weights-after-update", "W1", replacing: ["dh": "dr + dz1 @ (W1 - eta*dW1)'"]),
      HandSlip("weights-left-out", "W1", replacing: ["dh": "dr + dz1 @ ones(5, 4)"]),
      HandSlip("gradients-swapped", "dW1 and dW2", reporting: ["dW1": "dW2", "dW2": "dW1"]),
      HandSlip("transposed", "dW1 only", reporting: ["dW1": "dW1'"]),
      HandSlip(
        "bias-averaged", replacing: ["db1": "mean(dz1, axis=0)", "db0": "mean(dz0, axis=0)"]),
      HandSlip("bias-not-summed", replacing: ["db1": "dz1", "db0": "dz0"]),
      HandSlip("zeros", "dW0 only", reporting: ["dW0": "zeros(3, 4)"]),
      HandSlip("blank", "dh only", omitting: ["dh"]),
    ],
    pairs: [
      ("path-missing, on its own", "sum-for-mean"),
      ("path-missing, through the layer", "sum-for-mean"),
      ("path-missing, on its own", "activation-derivative-missing, of the ReLU"),
      ("path-missing, on its own", "activation-derivative-missing, of tanh"),
      ("path-missing, through the layer", "bias-averaged"),
      ("path-missing, on its own", "bias-averaged"),
      ("path-twice, on its own", "activation-derivative-missing, of tanh"),
      ("path-missing, on its own", "mask-inverted"),
      ("path-missing, on its own", "target-missing"),
    ],
    rights: [
      "by the course": """
      dr = (r - T)/n
      dW2 = u' @ dr
      dz1 = (dr @ W2') * (z1 > 0)
      dW1 = h' @ dz1
      db1 = sum(dz1, axis=0)
      dh = dr + dz1 @ W1'
      dz0 = dh * (1 - h^2)
      dW0 = X' @ dz0
      db0 = sum(dz0, axis=0)
      """,
      "paths added in the other order, averaged at the end": """
      D = r - T
      D1 = (D @ W2') * (u > 0)
      D0 = (D1 @ W1' + D) - (D1 @ W1' + D)*h^2
      dr = D/7
      dW2 = u' @ D/7
      dz1 = D1/7
      dW1 = h' @ D1/7
      db1 = mean(D1, axis=0)
      dh = (D1 @ W1' + D)/7
      dW0 = X' @ D0/7
      db0 = mean(D0, axis=0)
      """,
    ])

  /// A value that is multiplied by a function of itself, and a gradient that adds up over two
  /// batches.
  static let accumulated = Homework(
    "accumulated",
    setup: """
      n := 6; eta := 0.5
      XA := randn(6, 3); TA := randn(6, 2); XB := randn(8, 3); TB := randn(8, 2)
      W := randn(3, 4); V := randn(4, 2)
      za = XA @ W
      ha = za*sigmoid(za)
      JA = half_mse(ha @ V, TA)
      hb = XB @ W
      JB = half_mse((hb*sigmoid(hb)) @ V, TB)
      """,
    asks: [
      Asked("dVA", "grad(JA, V)"),
      Asked("dha", "grad(JA, ha)"),
      Asked("dza", "grad(JA, za)", from: "dha"),
      Asked("dWA", "grad(JA, W)", from: "dza"),
      Asked("dWB", "grad(JB, W)"),
      Asked("dVB", "grad(JB, V)"),
    ],
    steps: """
      ea = (ha @ V - TA)/6
      dVA = ha' @ ea
      dha = ea @ V'
      ga = sigmoid(za)
      dza = dha*(ga + za*ga*(1 - ga))
      dWA = XA' @ dza
      gb = sigmoid(hb)
      eb = ((hb*gb) @ V - TB)/8
      dVB = (hb*gb)' @ eb
      dWB = XB' @ ((eb @ V')*(gb + hb*gb*(1 - gb)))
      """,
    slips: [
      HandSlip(
        "gradient-not-zeroed",
        reporting: ["dWB": "dWA + dWB", "dVB": "dVA + dVB"]),
      HandSlip("gradient-not-zeroed", "of V only", reporting: ["dVB": "dVA + dVB"]),
      HandSlip(
        "gradients-swapped", "batches", reporting: ["dWA": "dWB", "dWB": "dWA"]),
      HandSlip(
        "path-missing", "through the factor", replacing: ["dza": "dha*za*ga*(1 - ga)"]),
      HandSlip("path-missing", "through the sigmoid", replacing: ["dza": "dha*ga"]),
      HandSlip(
        "path-twice", "through the factor", replacing: ["dza": "dha*(2*ga + za*ga*(1 - ga))"]),
      HandSlip("activation-derivative-missing", replacing: ["dza": "dha*(ga + za)"]),
      HandSlip(
        "local-derivative-missing", "of the product",
        replacing: ["dza": "dha*(1 + za*ga*(1 - ga))"]),
      HandSlip("paths-multiplied", replacing: ["dza": "dha*ga*ga*(1 - ga)"]),
      HandSlip("sum-for-mean", "first batch", replacing: ["ea": "ha @ V - TA"]),
      HandSlip("sum-for-mean", "second batch", replacing: ["eb": "(hb*gb) @ V - TB"]),
    ],
    pairs: [
      ("gradient-not-zeroed", "path-missing, through the sigmoid"),
      ("gradient-not-zeroed", "sum-for-mean, first batch"),
    ])
}
