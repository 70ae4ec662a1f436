extension Homework {
  /// One hidden layer, a sigmoid at the output, averaged binary cross entropy.
  static let logisticTanh = logistic(
    "logistic-tanh", examples: 6, inputs: 3, hidden: 4, outputs: 1,
    targets: "[1; 0; 0; 1; 1; 0]", activation: "tanh", derivative: "1 - a1^2",
    atActivation: "1 - tanh(a1)^2", fromPreactivation: "1 - z1^2", ofError: "1 - tanh(da1)^2",
    ofOther: "a1*(1 - a1)", slips: [], pairs: [])

  /// The same with three outputs and a hidden sigmoid.
  static let logisticSigmoid = logistic(
    "logistic-sigmoid", examples: 8, inputs: 4, hidden: 5, outputs: 3,
    targets: "[1, 0, 1; 0, 0, 1; 0, 1, 0; 1, 1, 0; 1, 0, 0; 0, 1, 1; 0, 0, 0; 1, 0, 1]",
    activation: "sigmoid",
    derivative: "a1*(1 - a1)", atActivation: "sigmoid(a1)*(1 - sigmoid(a1))",
    fromPreactivation: "z1*(1 - z1)", ofError: "sigmoid(da1)*(1 - sigmoid(da1))",
    ofOther: "1 - a1^2",
    slips: [
      HandSlip("mean-over-rows", replacing: ["dz2": "(p - y)/8"]),
      HandSlip("mean-over-rows", "over the outputs", replacing: ["dz2": "(p - y)/3"]),
      HandSlip("column-major", "dW2 only", reporting: ["dW2": "reshape(dW2', 5, 3)"]),
      HandSlip("gradients-swapped", "biases", reporting: ["db1": "db2", "db2": "db1"]),
      HandSlip("output-differentiated", "and averaged", replacing: ["dz2": "p*(1 - p)/24"]),
    ],
    pairs: [
      ("mean-over-rows", "activation-derivative-missing"),
      ("mean-over-rows", "output-derivative-extra, beside the mean"),
    ])

  private static func logistic(
    _ name: String, examples n: Int, inputs: Int, hidden: Int, outputs: Int, targets: String,
    activation: String, derivative: String, atActivation: String, fromPreactivation: String,
    ofError: String, ofOther: String, slips: [HandSlip], pairs: [(String, String)]
  ) -> Homework {
    let all = n * outputs
    return Homework(
      name,
      setup: """
        n := \(n); eta := 0.5
        X := randn(\(n), \(inputs)); y := \(targets)
        W1 := randn(\(inputs), \(hidden)); b1 := randn(\(hidden))
        W2 := randn(\(hidden), \(outputs)); b2 := randn(\(outputs))
        z1 = X @ W1 + b1
        a1 = \(activation)(z1)
        z2 = a1 @ W2 + b2
        p = sigmoid(z2)
        J = bce(p, y)
        """,
      asks: [
        Asked("dz2", "grad(J, z2)"),
        Asked("dW2", "grad(J, W2)", from: "dz2"),
        Asked("db2", "grad(J, b2)", from: "dz2"),
        Asked("dz1", "grad(J, z1)", from: "dz2"),
        Asked("dW1", "grad(J, W1)", from: "dz1"),
        Asked("db1", "grad(J, b1)", from: "dz1"),
      ],
      steps: """
        t = y
        c = \(all)
        dz2 = (p - t)/c
        dW2 = a1' @ dz2
        db2 = sum(dz2, axis=0)
        da1 = dz2 @ W2'
        dz1 = da1 * (\(derivative))
        dW1 = X' @ dz1
        db1 = sum(dz1, axis=0)
        """,
      slips: [
        // Scale.
        HandSlip("sum-for-mean", replacing: ["c": "1"]),
        HandSlip(
          "mean-once-more", "below dz2",
          replacing: [
            "dW2": "a1' @ dz2/\(n)", "db2": "sum(dz2, axis=0)/\(n)", "dW1": "X' @ dz1/\(n)",
            "db1": "sum(dz1, axis=0)/\(n)",
          ]),
        HandSlip("mean-once-more", "at dz2", replacing: ["c": "\(all)*n"]),
        HandSlip("mean-once-more", "dW1 only", replacing: ["dW1": "(X' @ dz1)/n"]),
        HandSlip("factor-two", replacing: ["dz2": "2*(p - t)/c"]),
        HandSlip("factor-two", "dW1 only", reporting: ["dW1": "2*dW1"]),
        HandSlip("factor-half", replacing: ["dz2": "0.5*(p - t)/c"]),
        HandSlip("factor-other", replacing: ["dz2": "2.7*(p - t)/c"]),
        HandSlip("factor-other", "db1 only", reporting: ["db1": "1.4*db1"]),
        HandSlip("sign-flipped", replacing: ["dz2": "(t - p)/c"]),
        HandSlip("sign-flipped", "dz1 and below", replacing: ["da1": "-(dz2 @ W2')"]),
        HandSlip("sign-flipped", "dW2 only", reporting: ["dW2": "-dW2"]),
        HandSlip("sign-flipped", "dW1 only", reporting: ["dW1": "-dW1"]),
        HandSlip("decimal-shift", "dW1 only", reporting: ["dW1": "10*dW1"]),
        HandSlip("decimal-shift", "dW2 only", reporting: ["dW2": "dW2/10"]),

        // Output.
        HandSlip("target-missing", replacing: ["dz2": "p/c"]),
        HandSlip("labels-shifted", "0 for 1", replacing: ["t": "1 - y"]),
        HandSlip("output-derivative-extra", replacing: ["dz2": "(p - t)/\(all) * p*(1 - p)"]),
        HandSlip(
          "output-derivative-extra", "beside the mean",
          replacing: ["da1": "(dz2 * p*(1 - p)) @ W2'"]),
        HandSlip("output-derivative-missing", replacing: ["dz2": "(p - t)/(p*(1 - p))/c"]),
        HandSlip("output-differentiated", replacing: ["dz2": "p*(1 - p)"]),
        HandSlip("output-activation-missing", replacing: ["dz2": "(z2 - t)/c"]),

        // Activation.
        HandSlip("activation-derivative-missing", replacing: ["dz1": "da1"]),
        HandSlip("activation-derivative-missing", "dW1 only", replacing: ["dW1": "X' @ da1"]),
        HandSlip("activation-derivative-twice", replacing: ["dz1": "da1 * (\(derivative))^2"]),
        HandSlip("derivative-at-activation", replacing: ["dz1": "da1 * (\(atActivation))"]),
        HandSlip(
          "derivative-from-preactivation", replacing: ["dz1": "da1 * (\(fromPreactivation))"]),
        HandSlip("derivative-of-error", replacing: ["dz1": "da1 * (\(ofError))"]),
        HandSlip("derivative-of-error", "alone", replacing: ["dz1": "\(ofError)"]),
        HandSlip("derivative-of-other-activation", replacing: ["dz1": "da1 * (\(ofOther))"]),
        HandSlip("activation-for-derivative", replacing: ["dz1": "da1 * a1"]),
        HandSlip("upstream-missing", replacing: ["dz1": "\(derivative)"]),

        // Linear.
        HandSlip("preactivation-for-activation", replacing: ["dW2": "z1' @ dz2"]),
        HandSlip(
          "weights-left-out", replacing: ["da1": "dz2 @ ones(\(outputs), \(hidden))"]),
        HandSlip("weights-after-update", replacing: ["da1": "dz2 @ (W2 - eta*dW2)'"]),
        HandSlip("input-of-other-layer", replacing: ["dW1": "a1' @ dz1"]),
        HandSlip("elementwise-for-product", "dW2 only", replacing: ["dW2": "a1 * dz2[:, 0:1]"]),
        HandSlip("transposed", "dW1 only", reporting: ["dW1": "dW1'"]),
        HandSlip("transposed", "dW2 only", reporting: ["dW2": "dW2'"]),
        HandSlip("transposed", "dW1 and dW2", reporting: ["dW1": "dW1'", "dW2": "dW2'"]),
        HandSlip("gradients-swapped", "weights", reporting: ["dW1": "dW2", "dW2": "dW1"]),
        HandSlip(
          "column-major", "dW1 only", reporting: ["dW1": "reshape(dW1', \(inputs), \(hidden))"]),

        // Batch, bias.
        HandSlip("bias-not-summed", replacing: ["db2": "dz2", "db1": "dz1"]),
        HandSlip("bias-not-summed", "db1 only", replacing: ["db1": "dz1"]),
        HandSlip(
          "bias-averaged", replacing: ["db2": "mean(dz2, axis=0)", "db1": "mean(dz1, axis=0)"]),
        HandSlip("bias-averaged", "db1 only", replacing: ["db1": "mean(dz1, axis=0)"]),
        HandSlip(
          "bias-wrong-axis", replacing: ["db2": "sum(dz2, axis=1)", "db1": "sum(dz1, axis=1)"]),
        HandSlip("bias-wrong-axis", "db1 only", replacing: ["db1": "sum(dz1, axis=1)"]),
        HandSlip("bias-summed-over-all", "db1 only", replacing: ["db1": "sum(dz1)"]),
        HandSlip(
          "one-sample-only", "the first",
          replacing: [
            "dW2": "outer(a1[0], dz2[0])", "db2": "dz2[0]", "dW1": "outer(X[0], dz1[0])",
            "db1": "dz1[0]",
          ]),
        HandSlip(
          "one-sample-only", "the last",
          replacing: [
            "dW2": "outer(a1[-1], dz2[-1])", "db2": "dz2[-1]", "dW1": "outer(X[-1], dz1[-1])",
            "db1": "dz1[-1]",
          ]),

        // Reporting.
        HandSlip(
          "step-for-gradient",
          reporting: [
            "dW2": "-eta*dW2", "db2": "-eta*db2", "dW1": "-eta*dW1", "db1": "-eta*db1",
          ]),
        HandSlip(
          "step-for-gradient", "without the sign",
          reporting: [
            "dW2": "eta*dW2", "db2": "eta*db2", "dW1": "eta*dW1", "db1": "eta*db1",
          ]),
        HandSlip(
          "updated-for-gradient",
          reporting: [
            "dW2": "W2 - eta*dW2", "db2": "b2 - eta*db2", "dW1": "W1 - eta*dW1",
            "db1": "b1 - eta*db1",
          ]),
        HandSlip("updated-for-gradient", "dW1 only", reporting: ["dW1": "W1 - eta*dW1"]),
        HandSlip("value-for-gradient", "dW2 only", reporting: ["dW2": "W2"]),
        HandSlip("zeros", "dW1 only", reporting: ["dW1": "zeros(\(inputs), \(hidden))"]),
        HandSlip("blank", "db1 only", omitting: ["db1"]),
      ] + slips,
      pairs: [
        ("sum-for-mean", "activation-derivative-missing"),
        ("sum-for-mean", "bias-averaged"),
        ("sum-for-mean", "bias-wrong-axis, db1 only"),
        ("sum-for-mean", "mean-once-more, below dz2"),
        ("sum-for-mean", "factor-two"),
        ("sum-for-mean", "sign-flipped"),
        ("sum-for-mean", "derivative-at-activation"),
        ("sum-for-mean", "target-missing"),
        ("sum-for-mean", "transposed, dW1 only"),
        ("labels-shifted, 0 for 1", "activation-derivative-missing"),
        ("target-missing", "derivative-from-preactivation"),
        ("target-missing", "bias-averaged"),
        ("sign-flipped", "derivative-at-activation"),
        ("sign-flipped", "bias-averaged"),
        ("output-derivative-extra", "activation-derivative-missing"),
        ("output-derivative-extra", "bias-averaged"),
        ("output-derivative-missing", "activation-derivative-missing"),
        ("factor-two", "activation-derivative-twice"),
        ("factor-two", "transposed, dW2 only"),
        ("activation-derivative-missing", "bias-averaged"),
        ("activation-derivative-missing", "bias-not-summed, db1 only"),
        ("activation-derivative-missing", "preactivation-for-activation"),
        ("activation-derivative-missing", "weights-after-update"),
        ("derivative-at-activation", "bias-averaged, db1 only"),
        ("derivative-from-preactivation", "preactivation-for-activation"),
        ("activation-for-derivative", "transposed, dW1 only"),
        ("weights-after-update", "bias-averaged"),
        ("weights-left-out", "sign-flipped, dW2 only"),
        ("derivative-of-other-activation", "step-for-gradient"),
        ("activation-derivative-missing", "updated-for-gradient, dW1 only"),
      ] + pairs,
      rights: [
        "by the course": """
        dz2 = (p - y)/\(all)
        dW2 = a1' @ dz2
        db2 = sum(dz2, axis=0)
        dz1 = (dz2 @ W2') * (\(derivative))
        dW1 = X' @ dz1
        db1 = sum(dz1, axis=0)
        """,
        "through the probability": """
        dp = -(y/p - (1 - y)/(1 - p))/\(all)
        dz2 = dp * p * (1 - p)
        dW2 = a1' @ dz2
        db2 = sum(dz2, axis=0)
        da1 = dz2 @ W2'
        dz1 = da1 * (\(derivative))
        dW1 = X' @ dz1
        db1 = sum(dz1, axis=0)
        """,
        "through the quotient": """
        dp = (p - y)/(p*(1 - p))/\(all)
        dz2 = dp * (p - p^2)
        dW2 = a1' @ dz2
        db2 = sum(dz2, axis=0)
        dz1 = (\(derivative)) * (dz2 @ W2')
        dW1 = X' @ dz1
        db1 = sum(dz1, axis=0)
        """,
        "the sigmoid written out": """
        q = 1/(1 + exp(-z2))
        dz2 = (q - y)/\(all)
        dW2 = a1' @ dz2
        db2 = ones(n) @ dz2
        dz1 = (dz2 @ W2') * (\(derivative))
        dW1 = X' @ dz1
        db1 = ones(n) @ dz1
        """,
        "the derivative with exponentials": """
        dz2 = (p - y)/\(all)
        dW2 = a1' @ dz2
        db2 = sum(dz2, axis=0)
        k = \(activation == "tanh" ? "4/(exp(z1) + exp(-z1))^2" : "exp(-z1)/(1 + exp(-z1))^2")
        dz1 = (dz2 @ W2') * k
        dW1 = X' @ dz1
        db1 = sum(dz1, axis=0)
        """,
        "the derivative from z": """
        dz2 = (p - y)/\(all)
        dW2 = a1' @ dz2
        db2 = sum(dz2, axis=0)
        k = \(activation == "tanh" ? "1 - tanh(z1)^2" : "sigmoid(z1)*sigmoid(-z1)")
        dz1 = (dz2 @ W2') * k
        dW1 = X' @ dz1
        db1 = sum(dz1, axis=0)
        """,
        "the derivative multiplied out": """
        dz2 = (p - y)/\(all)
        dW2 = a1' @ dz2
        db2 = sum(dz2, axis=0)
        da1 = dz2 @ W2'
        dz1 = \(activation == "tanh" ? "da1 - da1*a1^2" : "da1*a1 - da1*a1^2")
        dW1 = X' @ dz1
        db1 = sum(dz1, axis=0)
        """,
        "the derivative as a product": """
        dz2 = (p - y)/\(all)
        dW2 = a1' @ dz2
        db2 = sum(dz2, axis=0)
        k = \(activation == "tanh" ? "(1 - a1)*(1 + a1)" : "0.25 - (a1 - 0.5)^2")
        dz1 = (dz2 @ W2') * k
        dW1 = X' @ dz1
        db1 = sum(dz1, axis=0)
        """,
        "averaged at the end": """
        D2 = p - y
        D1 = (D2 @ W2') * (\(derivative))
        dz2 = D2/\(all)
        dW2 = (a1' @ D2)/\(all)
        db2 = sum(D2, axis=0)/\(all)
        dz1 = D1/\(all)
        dW1 = (X' @ D1)/\(all)
        db1 = sum(D1, axis=0)/\(all)
        """,
        "transposed twice": """
        dz2 = (p - y)/\(all)
        dW2 = (dz2' @ a1)'
        db2 = sum(dz2', axis=1)
        dz1 = (W2 @ dz2')' * (\(derivative))
        dW1 = (dz1' @ X)'
        db1 = sum(dz1', axis=1)
        """,
        "minus signs": """
        e = y - p
        dz2 = -e/\(all)
        dW2 = -(a1' @ e)/\(all)
        db2 = -sum(e, axis=0)/\(all)
        dz1 = -((e @ W2') * (\(derivative)))/\(all)
        dW1 = X' @ dz1
        db1 = sum(dz1, axis=0)
        """,
        "examples summed in parts": """
        dz2 = (p - y)/\(all)
        dW2 = a1[:3]' @ dz2[:3] + a1[3:]' @ dz2[3:]
        db2 = sum(dz2[:2], axis=0) + sum(dz2[2:], axis=0)
        dz1 = (dz2 @ W2') * (\(derivative))
        dW1 = X[:1]' @ dz1[:1] + X[1:]' @ dz1[1:]
        db1 = dz1[0] + sum(dz1[1:], axis=0)
        """,
        "means times counts": """
        dz2 = (p - y)/\(all)
        dW2 = a1' @ dz2
        db2 = n*mean(dz2, axis=0)
        dz1 = (dz2 @ W2') * (\(derivative))
        dW1 = X' @ dz1
        db1 = mean(dz1, axis=0)*\(n)
        """,
        "with a column of ones": """
        dz2 = (p - y)/\(all)
        V2 = concat(ones(n, 1), a1, axis=1)' @ dz2
        dW2 = V2[1:]
        db2 = V2[0]
        dz1 = (dz2 @ W2') * (\(derivative))
        V1 = concat(ones(n, 1), X, axis=1)' @ dz1
        dW1 = V1[1:]
        db1 = V1[0]
        """,
        "everything in one line each": """
        dz2 = (sigmoid(\(activation)(X @ W1 + b1) @ W2 + b2) - y)/\(all)
        dW2 = a1' @ (p - y)/\(all)
        db2 = sum(p - y, axis=0)/\(all)
        dz1 = ((p - y) @ W2')/\(all) * (\(derivative))
        dW1 = X' @ (((p - y) @ W2')/\(all) * (\(derivative)))
        db1 = sum(((p - y) @ W2')/\(all) * (\(derivative)), axis=0)
        """,
        "biases as rows": """
        dz2 = (p - y)/\(all)
        dW2 = a1' @ dz2
        db2 = sum(dz2, axis=0, keepdims=true)
        dz1 = (dz2 @ W2') * (\(derivative))
        dW1 = X' @ dz1
        db1 = sum(dz1, axis=0, keepdims=true)
        """,
      ])
  }
}
