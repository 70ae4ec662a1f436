extension Homework {
  /// Batch norm written out, between an affine layer and half the squared error.
  static let batchNorm = Homework(
    "batch-norm",
    setup: """
      n := 7; eps := 0.1; eta := 0.5
      X := randn(7, 4); T := randn(7, 3)
      W := randn(4, 3); b := randn(3); gamma := randn(3); beta := randn(3)
      z = X @ W + b
      mu = mean(z, axis=0)
      v = mean((z - mu)^2, axis=0)
      xhat = (z - mu)/sqrt(v + eps)
      out = gamma*xhat + beta
      J = half_mse(out, T)
      """,
    asks: [
      Asked("dgamma", "grad(J, gamma)"),
      Asked("dbeta", "grad(J, beta)"),
      Asked("dxhat", "grad(J, xhat)"),
      Asked("dvar", "grad(J, v)", from: "dxhat"),
      Asked("dmu", "grad(J, mu)", from: "dxhat, dvar"),
      Asked("dz", "grad(J, z)", from: "dxhat, dvar, dmu"),
    ],
    steps: """
      dout = (out - T)/n
      dgamma = sum(dout*xhat, axis=0)
      dbeta = sum(dout, axis=0)
      dxhat = dout*gamma
      dvar = sum(dxhat*(z - mu), axis=0) * (-0.5)*(v + eps)^(-1.5)
      dmu = -sum(dxhat, axis=0)/sqrt(v + eps) + dvar*mean(-2*(z - mu), axis=0)
      dz = dxhat/sqrt(v + eps) + dvar*2*(z - mu)/n + dmu/n
      """,
    slips: [
      // Scale.
      HandSlip("sum-for-mean", replacing: ["dout": "out - T"]),
      HandSlip("mean-over-entries", replacing: ["dout": "(out - T)/(n*3)"]),
      HandSlip("factor-two", replacing: ["dout": "2*(out - T)/n"]),
      HandSlip("factor-half", replacing: ["dout": "0.5*(out - T)/n"]),
      HandSlip("factor-other", replacing: ["dout": "1.7*(out - T)/n"]),
      HandSlip("mean-once-more", "at dout", replacing: ["dout": "(out - T)/n/n"]),
      HandSlip("sign-flipped", replacing: ["dout": "(T - out)/n"]),
      HandSlip("decimal-shift", "dz only", reporting: ["dz": "10*dz"]),
      HandSlip("target-missing", replacing: ["dout": "out/n"]),
      HandSlip("output-differentiated", replacing: ["dout": "ones(7, 3)"]),

      // The statistics.
      HandSlip(
        "batchnorm-mean-path-missing",
        replacing: ["dz": "dxhat/sqrt(v + eps) + dvar*2*(z - mu)/n"]),
      HandSlip(
        "batchnorm-variance-path-missing", replacing: ["dz": "dxhat/sqrt(v + eps) + dmu/n"]),
      HandSlip("batchnorm-constant-statistics", replacing: ["dz": "dxhat/sqrt(v + eps)"]),
      HandSlip(
        "path-missing", "the direct one", replacing: ["dz": "dvar*2*(z - mu)/n + dmu/n"]),
      HandSlip("one-path-only", "through the mean", replacing: ["dz": "zeros(7, 3) + dmu/n"]),
      HandSlip(
        "path-twice", "through the mean",
        replacing: ["dz": "dxhat/sqrt(v + eps) + dvar*2*(z - mu)/n + 2*dmu/n"]),
      HandSlip(
        "factor-half", "of the square",
        replacing: ["dz": "dxhat/sqrt(v + eps) + dvar*(z - mu)/n + dmu/n"]),
      HandSlip(
        "sum-for-mean", "of the variance",
        replacing: ["dz": "dxhat/sqrt(v + eps) + dvar*2*(z - mu) + dmu/n"]),
      HandSlip(
        "sum-for-mean", "of the mean",
        replacing: ["dz": "dxhat/sqrt(v + eps) + dvar*2*(z - mu)/n + dmu"]),
      HandSlip(
        "mean-over-n-minus-one",
        replacing: ["dz": "dxhat/sqrt(v + eps) + dvar*2*(z - mu)/(n - 1) + dmu/n"]),
      HandSlip(
        "sign-flipped", "dvar and below",
        replacing: ["dvar": "sum(dxhat*(z - mu), axis=0) * 0.5*(v + eps)^(-1.5)"]),
      HandSlip(
        "sign-flipped", "dmu and below",
        replacing: ["dmu": "sum(dxhat, axis=0)/sqrt(v + eps) + dvar*mean(-2*(z - mu), axis=0)"]),
      HandSlip(
        "factor-two", "dvar and below",
        replacing: ["dvar": "sum(dxhat*(z - mu), axis=0) * (-1)*(v + eps)^(-1.5)"]),
      HandSlip(
        "power-not-lowered",
        replacing: ["dvar": "sum(dxhat*(z - mu), axis=0) * (-0.5)*(v + eps)^(-0.5)"]),
      HandSlip(
        "epsilon-missing",
        replacing: [
          "dvar": "sum(dxhat*(z - mu), axis=0) * (-0.5)*v^(-1.5)",
          "dmu": "-sum(dxhat, axis=0)/sqrt(v) + dvar*mean(-2*(z - mu), axis=0)",
          "dz": "dxhat/sqrt(v) + dvar*2*(z - mu)/n + dmu/n",
        ]),
      HandSlip(
        "variance-for-deviation",
        replacing: [
          "dmu": "-sum(dxhat, axis=0)/(v + eps) + dvar*mean(-2*(z - mu), axis=0)",
          "dz": "dxhat/(v + eps) + dvar*2*(z - mu)/n + dmu/n",
        ]),
      HandSlip(
        "bias-not-summed", "dmu", replacing: ["dmu": "-dxhat/sqrt(v + eps)"]),

      // Scale and shift.
      HandSlip("weights-left-out", "gamma", replacing: ["dxhat": "dout"]),
      HandSlip(
        "weights-after-update", "gamma", replacing: ["dxhat": "dout*(gamma - eta*dgamma)"]),
      HandSlip(
        "preactivation-for-activation", "z for xhat",
        replacing: ["dgamma": "sum(dout*z, axis=0)"]),
      HandSlip(
        "output-for-input", "out for xhat", replacing: ["dgamma": "sum(dout*out, axis=0)"]),
      HandSlip("gradients-swapped", reporting: ["dgamma": "dbeta", "dbeta": "dgamma"]),
      HandSlip("bias-not-summed", "dbeta only", replacing: ["dbeta": "dout"]),
      HandSlip(
        "bias-not-summed", "dgamma and dbeta",
        replacing: ["dgamma": "dout*xhat", "dbeta": "dout"]),
      HandSlip(
        "bias-averaged", "dgamma and dbeta",
        replacing: ["dgamma": "mean(dout*xhat, axis=0)", "dbeta": "mean(dout, axis=0)"]),
      HandSlip("bias-averaged", "dbeta only", replacing: ["dbeta": "mean(dout, axis=0)"]),
      HandSlip(
        "bias-wrong-axis", "dgamma and dbeta",
        replacing: ["dgamma": "sum(dout*xhat, axis=1)", "dbeta": "sum(dout, axis=1)"]),
      HandSlip(
        "one-sample-only", "the first",
        replacing: ["dgamma": "dout[0]*xhat[0]", "dbeta": "dout[0]"]),

      // Reporting.
      HandSlip("transposed", "dz only", reporting: ["dz": "dz'"]),
      HandSlip("column-major", "dz only", reporting: ["dz": "reshape(dz', 7, 3)"]),
      HandSlip("sign-flipped", "dz only", reporting: ["dz": "-dz"]),
      HandSlip(
        "step-for-gradient", reporting: ["dgamma": "-eta*dgamma", "dbeta": "-eta*dbeta"]),
      HandSlip(
        "updated-for-gradient",
        reporting: ["dgamma": "gamma - eta*dgamma", "dbeta": "beta - eta*dbeta"]),
      HandSlip("value-for-gradient", "dgamma only", reporting: ["dgamma": "gamma"]),
      HandSlip("zeros", "dmu only", reporting: ["dmu": "zeros(3)"]),
      HandSlip("blank", "dz only", omitting: ["dz"]),
    ],
    pairs: [
      ("sum-for-mean", "batchnorm-mean-path-missing"),
      ("sum-for-mean", "batchnorm-constant-statistics"),
      ("sum-for-mean", "weights-left-out, gamma"),
      ("sign-flipped", "batchnorm-variance-path-missing"),
      ("weights-left-out, gamma", "batchnorm-mean-path-missing"),
      ("weights-left-out, gamma", "batchnorm-constant-statistics"),
      ("preactivation-for-activation, z for xhat", "batchnorm-mean-path-missing"),
      ("bias-averaged, dgamma and dbeta", "batchnorm-variance-path-missing"),
      ("bias-averaged, dgamma and dbeta", "factor-two, dvar and below"),
      ("factor-two", "batchnorm-mean-path-missing"),
      ("sign-flipped, dvar and below", "batchnorm-mean-path-missing"),
    ],
    rights: [
      "by the paper": """
      dout = (out - T)/n
      dgamma = sum(dout*xhat, axis=0)
      dbeta = sum(dout, axis=0)
      dxhat = dout*gamma
      dvar = sum(dxhat*(z - mu)*(-0.5)*(v + eps)^(-1.5), axis=0)
      dmu = sum(-dxhat/sqrt(v + eps), axis=0) + dvar*sum(-2*(z - mu), axis=0)/n
      dz = dxhat/sqrt(v + eps) + dvar*2*(z - mu)/n + dmu/n
      """,
      "simplified": """
      dout = (out - T)/n
      dgamma = sum(dout*xhat, axis=0)
      dbeta = sum(dout, axis=0)
      dxhat = dout*gamma
      dvar = -sum(dxhat*xhat, axis=0)/(2*(v + eps))
      dmu = -sum(dxhat, axis=0)/sqrt(v + eps)
      dz = (dxhat - mean(dxhat, axis=0) - xhat*mean(dxhat*xhat, axis=0))/sqrt(v + eps)
      """,
      "in one go": """
      r = 1/sqrt(v + eps)
      dgamma = sum((out - T)*xhat, axis=0)/7
      dbeta = mean(out - T, axis=0)
      dxhat = gamma*(out - T)/7
      dvar = -0.5*r^3*gamma*sum((out - T)*(z - mu), axis=0)/7
      dmu = -r*gamma*mean(out - T, axis=0)
      dz = gamma*r/n * ((out - T) - dbeta - xhat*dgamma)
      """,
    ])
}
