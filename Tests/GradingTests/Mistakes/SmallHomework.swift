extension Homework {
  /// The network with two inputs, two hidden units and two outputs that is worked out on the web:
  /// a column of inputs, sigmoids, half the squared error.
  static let twoByTwo = Homework(
    "two-by-two",
    setup: """
      x := [0.05, 0.10]; t := [0.01, 0.99]; eta := 0.5
      W1 := [0.15, 0.20; 0.25, 0.30]; b1 := 0.35
      W2 := [0.40, 0.45; 0.50, 0.55]; b2 := 0.60
      z1 = W1 @ x + b1
      h = sigmoid(z1)
      z2 = W2 @ h + b2
      o = sigmoid(z2)
      E = 0.5*sum((t - o)^2)
      """,
    asks: [
      Asked("dz2", "grad(E, z2)"),
      Asked("dW2", "grad(E, W2)", from: "dz2"),
      Asked("dh", "grad(E, h)", from: "dz2"),
      Asked("dW1", "grad(E, W1)", from: "dh"),
    ],
    steps: """
      do = o - t
      dz2 = do*o*(1 - o)
      dW2 = outer(dz2, h)
      dh = W2' @ dz2
      dz1 = dh*h*(1 - h)
      dW1 = outer(dz1, x)
      """,
    slips: [
      HandSlip("weights-after-update", replacing: ["dh": "(W2 - eta*dW2)' @ dz2"]),
      HandSlip("weights-not-transposed", replacing: ["dh": "W2 @ dz2"]),
      HandSlip("weights-left-out", replacing: ["dh": "ones(2, 2) @ dz2"]),
      HandSlip("weights-left-out", "each to its own", replacing: ["dh": "dz2"]),
      HandSlip("elementwise-for-product", "of the diagonal", replacing: ["dh": "diag(W2)*dz2"]),
      HandSlip(
        "elementwise-for-product", "for the outer product",
        replacing: ["dW2": "dz2*h", "dW1": "dz1*x"]),
      HandSlip("transposed", "dW2 only", reporting: ["dW2": "dW2'"]),
      HandSlip("transposed", "dW1 only", reporting: ["dW1": "dW1'"]),
      HandSlip("transposed", "dW1 and dW2", reporting: ["dW1": "dW1'", "dW2": "dW2'"]),
      HandSlip("gradients-swapped", "weights", reporting: ["dW1": "dW2", "dW2": "dW1"]),
      HandSlip("preactivation-for-activation", replacing: ["dW2": "outer(dz2, z1)"]),
      HandSlip("input-of-other-layer", "x for h", replacing: ["dW2": "outer(dz2, x)"]),
      HandSlip("output-for-input", "o for h", replacing: ["dW2": "outer(dz2, o)"]),
      HandSlip("sign-flipped", replacing: ["do": "t - o"]),
      HandSlip("factor-two", replacing: ["do": "2*(o - t)"]),
      HandSlip("factor-half", replacing: ["do": "0.5*(o - t)"]),
      HandSlip("mean-over-entries", replacing: ["do": "(o - t)/2"]),
      HandSlip("target-missing", replacing: ["do": "o"]),
      HandSlip("output-differentiated", replacing: ["do": "1"]),
      HandSlip("output-derivative-missing", replacing: ["dz2": "do"]),
      HandSlip("output-derivative-twice", replacing: ["dz2": "do*(o*(1 - o))^2"]),
      HandSlip("activation-derivative-missing", replacing: ["dz1": "dh"]),
      HandSlip("activation-derivative-twice", replacing: ["dz1": "dh*(h*(1 - h))^2"]),
      HandSlip("derivative-at-activation", replacing: ["dz1": "dh*sigmoid(h)*(1 - sigmoid(h))"]),
      HandSlip("derivative-from-preactivation", replacing: ["dz1": "dh*z1*(1 - z1)"]),
      HandSlip("derivative-of-error", replacing: ["dz1": "dh*dh*(1 - dh)"]),
      HandSlip("activation-for-derivative", replacing: ["dz1": "dh*h"]),
      HandSlip("path-missing", "through the second output", replacing: ["dh": "W2[0]*dz2[0]"]),
      HandSlip("path-missing", "through the first output", replacing: ["dh": "W2[1]*dz2[1]"]),
      HandSlip("step-for-gradient", reporting: ["dW2": "-eta*dW2", "dW1": "-eta*dW1"]),
      HandSlip("updated-for-gradient", reporting: ["dW2": "W2 - eta*dW2", "dW1": "W1 - eta*dW1"]),
      HandSlip("decimal-shift", "dW1 only", reporting: ["dW1": "10*dW1"]),
      HandSlip("zeros", "dW1 only", reporting: ["dW1": "zeros(2, 2)"]),
      HandSlip("blank", "dh only", omitting: ["dh"]),
    ],
    pairs: [
      ("weights-after-update", "updated-for-gradient"),
      ("weights-after-update", "sign-flipped"),
      ("weights-not-transposed", "transposed, dW2 only"),
      ("output-derivative-missing", "activation-derivative-missing"),
      ("sign-flipped", "updated-for-gradient"),
      ("path-missing, through the second output", "activation-derivative-missing"),
    ],
    coinciding: [["factor-half", "mean-over-entries"]],
    rights: [
      "weight by weight": """
      d1 = -(t[0] - o[0])*o[0]*(1 - o[0])
      d2 = -(t[1] - o[1])*o[1]*(1 - o[1])
      dz2 = [d1, d2]
      dW2 = [d1*h[0], d1*h[1]; d2*h[0], d2*h[1]]
      dh = [d1*0.40 + d2*0.50, d1*0.45 + d2*0.55]
      k1 = dh[0]*h[0]*(1 - h[0])
      k2 = dh[1]*h[1]*(1 - h[1])
      dW1 = [k1*0.05, k1*0.10; k2*0.05, k2*0.10]
      """
    ])

  /// Layers of equal sizes, where nothing wrong shows in the shapes.
  static let square = Homework(
    "square",
    setup: """
      n := 5; eta := 0.5
      X := randn(5, 4); T := randn(5, 4)
      W1 := randn(4, 4); b1 := randn(4); W2 := randn(4, 4); b2 := randn(4)
      z1 = X @ W1 + b1
      h = tanh(z1)
      p = h @ W2 + b2
      J = half_mse(p, T)
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
      dp = (p - T)/n
      dW2 = h' @ dp
      db2 = sum(dp, axis=0)
      dh = dp @ W2'
      dz1 = dh*(1 - h^2)
      dW1 = X' @ dz1
      db1 = sum(dz1, axis=0)
      """,
    slips: [
      HandSlip("weights-not-transposed", replacing: ["dh": "dp @ W2"]),
      HandSlip("weights-of-other-layer", replacing: ["dh": "dp @ W1'"]),
      HandSlip("weights-after-update", replacing: ["dh": "dp @ (W2 - eta*dW2)'"]),
      HandSlip("weights-left-out", replacing: ["dh": "dp"]),
      HandSlip("weights-left-out", "as ones", replacing: ["dh": "dp @ ones(4, 4)"]),
      HandSlip("preactivation-for-activation", replacing: ["dW2": "z1' @ dp"]),
      HandSlip("input-of-other-layer", "X for h", replacing: ["dW2": "X' @ dp"]),
      HandSlip("input-of-other-layer", "h for X", replacing: ["dW1": "h' @ dz1"]),
      HandSlip("output-for-input", "p for h", replacing: ["dW2": "p' @ dp"]),
      HandSlip(
        "input-of-other-layer", "both", replacing: ["dW2": "X' @ dp", "dW1": "h' @ dz1"]),
      HandSlip("transposed", "dW1 only", reporting: ["dW1": "dW1'"]),
      HandSlip("transposed", "dW2 only", reporting: ["dW2": "dW2'"]),
      HandSlip("transposed", "dW1 and dW2", reporting: ["dW1": "dW1'", "dW2": "dW2'"]),
      HandSlip("gradients-swapped", "weights", reporting: ["dW1": "dW2", "dW2": "dW1"]),
      HandSlip("gradients-swapped", "biases", reporting: ["db1": "db2", "db2": "db1"]),
      HandSlip(
        "gradients-swapped", "layers",
        reporting: ["dW1": "dW2", "dW2": "dW1", "db1": "db2", "db2": "db1"]),
      HandSlip("activation-derivative-missing", replacing: ["dz1": "dh"]),
      HandSlip("sum-for-mean", replacing: ["dp": "p - T"]),
      HandSlip("column-major", "dz1 only", reporting: ["dz1": "reshape(dz1', 5, 4)"]),
      HandSlip("bias-not-summed", replacing: ["db2": "dp", "db1": "dz1"]),
    ],
    pairs: [
      ("weights-not-transposed", "activation-derivative-missing"),
      ("weights-not-transposed", "sum-for-mean"),
      ("weights-not-transposed", "transposed, dW2 only"),
      ("transposed, dW1 and dW2", "sum-for-mean"),
      ("weights-after-update", "transposed, dW1 only"),
    ])
}
