extension Homework {
  /// A convolution in one dimension, ReLU, max pooling, an affine layer, averaged cross entropy.
  ///
  /// In the steps the sequences stand behind each other with two zeros between them, so that the
  /// gradient of the filters is three matrix products.
  static let convolution = Homework(
    "convolution",
    setup: """
      n := 5; eta := 0.5
      X := randn(5, 2, 8); y := [0, 1, 2, 3, 1]
      w := randn(3, 2, 3); b := randn(3); V := randn(12, 4); c := randn(4)
      z = conv1d(X, w, b)
      a = relu(z)
      q = maxpool1d(a, 2)
      f = reshape(q, 5, 12)
      s = f @ V + c
      J = cross_entropy(s, y)
      """,
    asks: [
      Asked("ds", "grad(J, s)"),
      Asked("dV", "grad(J, V)", from: "ds"),
      Asked("dq", "grad(J, q)", from: "ds"),
      Asked("da", "grad(J, a)", from: "dq"),
      Asked("dz", "grad(J, z)", from: "da"),
      Asked("dw", "grad(J, w)", from: "dz"),
      Asked("db", "grad(J, b)", from: "dz"),
    ],
    steps: """
      P = softmax(s)
      Y = onehot(y, 4)
      ds = (P - Y)/n
      dV = f' @ ds
      dq = reshape(ds @ V', 5, 3, 4)
      A = reshape(a, 5, 3, 4, 2)
      first = (A[:, :, :, :1] >= A[:, :, :, 1:])
      second = 1 - first
      wins = reshape(concat(first, second, axis=3), 5, 3, 8)
      da = repeat(dq, 2, axis=2)*wins
      dz = da*(z > 0)
      i = zeros(3, 2)
      Z = concat(dz[0], i, dz[1], i, dz[2], i, dz[3], i, dz[4], axis=1)
      o = zeros(2, 1)
      Q = concat(o, X[0], o, o, X[1], o, o, X[2], o, o, X[3], o, o, X[4], o, axis=1)
      d0 = reshape(Z @ Q[:, :48]', 3, 2, 1)
      d1 = reshape(Z @ Q[:, 1:49]', 3, 2, 1)
      d2 = reshape(Z @ Q[:, 2:]', 3, 2, 1)
      dw = concat(d0, d1, d2, axis=2)
      db = sum(Z, axis=1)
      """,
    slips: [
      // Pooling.
      HandSlip("pool-everywhere", replacing: ["wins": "ones(5, 3, 8)"]),
      HandSlip("pool-averaged", replacing: ["wins": "0.5*ones(5, 3, 8)"]),
      HandSlip("pool-ties-both", replacing: ["second": "(A[:, :, :, 1:] >= A[:, :, :, :1])"]),
      HandSlip("pool-losers", replacing: ["first": "(A[:, :, :, :1] < A[:, :, :, 1:])"]),
      HandSlip("pool-first-always", replacing: ["first": "ones(5, 3, 4, 1)"]),
      HandSlip(
        "activation-for-derivative", "of the pool",
        replacing: ["da": "repeat(dq*q, 2, axis=2)*wins"]),

      // Convolution.
      HandSlip("filter-flipped", replacing: ["dw": "concat(d2, d1, d0, axis=2)"]),
      HandSlip(
        "padding-shifted", "all before",
        replacing: [
          "Q":
            "concat(o, o, X[0], o, o, X[1], o, o, X[2], o, o, X[3], o, o, X[4], axis=1)"
        ]),
      HandSlip(
        "padding-shifted", "all behind",
        replacing: [
          "Q":
            "concat(X[0], o, o, X[1], o, o, X[2], o, o, X[3], o, o, X[4], o, o, axis=1)"
        ]),
      HandSlip(
        "preactivation-for-activation", "pooled before ReLU",
        replacing: ["dV": "reshape(maxpool1d(z, 2), 5, 12)' @ ds"]),

      // Scale and output.
      HandSlip("sum-for-mean", replacing: ["ds": "P - Y"]),
      HandSlip("mean-over-entries", replacing: ["ds": "(P - Y)/(n*4)"]),
      HandSlip(
        "mean-once-more", "over places",
        replacing: ["dw": "concat(d0, d1, d2, axis=2)/8", "db": "sum(Z, axis=1)/8"]),
      HandSlip("sign-flipped", replacing: ["ds": "(Y - P)/n"]),
      HandSlip("one-hot-missing", replacing: ["ds": "P/n"]),
      HandSlip("labels-shifted", replacing: ["Y": "onehot([3, 0, 1, 2, 0], 4)"]),
      HandSlip("softmax-diagonal-only", replacing: ["ds": "-Y*(1 - P)/n"]),
      HandSlip("factor-two", replacing: ["ds": "2*(P - Y)/n"]),

      // Activation.
      HandSlip("activation-derivative-missing", replacing: ["dz": "da"]),
      HandSlip("mask-inverted", replacing: ["dz": "da*(z < 0)"]),
      HandSlip("mask-by-upstream", replacing: ["dz": "da*(da > 0)"]),
      HandSlip("activation-for-derivative", replacing: ["dz": "da*a"]),

      // Linear, batch, bias.
      HandSlip("weights-left-out", replacing: ["dq": "reshape(ds @ ones(4, 12), 5, 3, 4)"]),
      HandSlip(
        "weights-after-update", replacing: ["dq": "reshape(ds @ (V - eta*dV)', 5, 3, 4)"]),
      HandSlip("transposed", "dV only", reporting: ["dV": "dV'"]),
      HandSlip("column-major", "dq and below", replacing: ["dq": "reshape(ds @ V', 4, 3, 5)'"]),
      HandSlip("bias-not-summed", "over places", replacing: ["db": "sum(dz, axis=0)"]),
      HandSlip("bias-not-summed", replacing: ["db": "dz"]),
      HandSlip("bias-averaged", replacing: ["db": "sum(Z, axis=1)/40"]),
      HandSlip("bias-averaged", "over the examples", replacing: ["db": "sum(Z, axis=1)/5"]),
      HandSlip("bias-averaged", "over places", replacing: ["db": "sum(Z, axis=1)/8"]),
      HandSlip("bias-wrong-axis", replacing: ["db": "sum(sum(dz, axis=1), axis=0)"]),
      HandSlip(
        "one-sample-only", "the first",
        replacing: [
          "dV": "outer(f[0], ds[0])",
          "Z": "concat(dz[0], zeros(3, 40), axis=1)",
        ]),

      // Reporting.
      HandSlip(
        "step-for-gradient", reporting: ["dV": "-eta*dV", "dw": "-eta*dw", "db": "-eta*db"]),
      HandSlip("updated-for-gradient", reporting: ["dw": "w - eta*dw", "db": "b - eta*db"]),
      HandSlip("zeros", "dw only", reporting: ["dw": "zeros(3, 2, 3)"]),
      HandSlip("blank", "da only", omitting: ["da"]),
    ],
    pairs: [
      ("sum-for-mean", "pool-everywhere"),
      ("sum-for-mean", "activation-derivative-missing"),
      ("pool-everywhere", "activation-derivative-missing"),
      ("pool-averaged", "activation-derivative-missing"),
      ("pool-everywhere", "bias-averaged"),
      ("filter-flipped", "activation-derivative-missing"),
      ("filter-flipped", "sum-for-mean"),
      ("one-hot-missing", "pool-everywhere"),
      ("activation-derivative-missing", "bias-not-summed, over places"),
    ],
    rights: [
      "by a convolution of the language": """
      ds = (softmax(s) - onehot(y, 4))/5
      dV = f' @ ds
      dq = reshape(ds @ V', 5, 3, 4)
      A = reshape(a, 20*3, 2)
      k = argmax(A, axis=1)
      da = reshape(onehot(k, 2)*reshape(dq, 60, 1), 5, 3, 8)
      dz = where(z > 0, da, 0)
      S0 = conv1d(X[:, 0:1], reshape(dz[0], 3, 1, 8), padding=1)[0]
      S1 = conv1d(X[:, 1:2], reshape(dz[0], 3, 1, 8), padding=1)[0]
      T0 = conv1d(X[:, 0:1], reshape(dz[1], 3, 1, 8), padding=1)[1]
      T1 = conv1d(X[:, 1:2], reshape(dz[1], 3, 1, 8), padding=1)[1]
      U0 = conv1d(X[:, 0:1], reshape(dz[2], 3, 1, 8), padding=1)[2]
      U1 = conv1d(X[:, 1:2], reshape(dz[2], 3, 1, 8), padding=1)[2]
      V0 = conv1d(X[:, 0:1], reshape(dz[3], 3, 1, 8), padding=1)[3]
      V1 = conv1d(X[:, 1:2], reshape(dz[3], 3, 1, 8), padding=1)[3]
      Z0 = conv1d(X[:, 0:1], reshape(dz[4], 3, 1, 8), padding=1)[4]
      Z1 = conv1d(X[:, 1:2], reshape(dz[4], 3, 1, 8), padding=1)[4]
      k0 = reshape(S0 + T0 + U0 + V0 + Z0, 3, 1, 3)
      k1 = reshape(S1 + T1 + U1 + V1 + Z1, 3, 1, 3)
      dw = concat(k0, k1, axis=1)
      db = sum(sum(dz, axis=2), axis=0)
      """
    ])
}
