/// The table: every operation Gradbook knows. To add one, write its entry and list it here.
extension Operation {
  package static let all: [Operation] = [
    // `Opcode` knows the places of the first eight.
    leafEntry, constantEntry,
    Operation(Add.self), Operation(Subtract.self), Operation(Multiply.self),
    Operation(Divide.self), Operation(Negate.self), Operation(Power.self),
    Operation(Exp.self), Operation(Log.self), Operation(Log1p.self), Operation(Expm1.self),
    Operation(Sqrt.self), Operation(Abs.self), Operation(Sin.self), Operation(Cos.self),
    Operation(Tan.self), Operation(SinDegrees.self), Operation(CosDegrees.self),
    Operation(Erf.self), Operation(Maximum.self), Operation(Minimum.self), selection,
    Operation(Identity.self), Operation(Sigmoid.self), Operation(Tanh.self),
    Operation(ReLU.self), Operation(LeakyReLU.self), Operation(ELU.self),
    Operation(Softplus.self), Operation(Swish.self), Operation(GELU.self), logCosh,
    softmax, logSoftmax,
    Operation(Equal.self), Operation(NotEqual.self), Operation(Less.self),
    Operation(LessOrEqual.self), Operation(Greater.self), Operation(GreaterOrEqual.self),
    Operation(And.self), Operation(Or.self), Operation(Not.self),
    Operation(Sign.self), Operation(Floor.self), Operation(Round.self),
    sum, mean, maximumOf, minimumOf, product, variance, standardDeviation, norm, logSumExp,
    cumulativeSum, argmax, argmin, accuracy,
    reshape, flatten, transpose, broadcast, concat, stack, repetition, slice, unslice, take,
    scatterRows, oneHot,
    matmul, dot, outer, diagonal, diagonalMatrix, inverse, solve, determinant, traceOfMatrix,
    conv1d, conv2d, convolutionInputGradient, convolutionWeightGradient,
    maxPool1d, maxPool2d, maxPoolRoute, maxPoolPick, avgPool1d, avgPool2d,
    layerNorm, batchNorm, groupNorm, dropout,
    mse, halfMSE, sse, mae, huber, logisticLoss, binaryCrossEntropy, crossEntropy,
    klDivergence, wasserstein,
    l2, l1,
    zeros, ones, full, eye, linspace, arange,
    randn, rand, randint, uniform, permutation, bernoulli,
  ]

  package static func index(of name: String) -> Int? { places[name] }

  /// The operation of that name or alias.
  package static func named(_ name: String) -> Operation? { places[name].map { all[$0] } }

  private static let places: [String: Int] = {
    var places: [String: Int] = [:]
    for (index, operation) in all.enumerated() {
      for name in [operation.name] + operation.aliases {
        precondition(places[name] == nil, "two operations are called \(name)")
        places[name] = index
      }
    }
    return places
  }()

  private static let leafEntry = Operation(
    name: "leaf", category: .making, summary: "A value from outside the graph.", parameters: [],
    formula: "", derivative: "", shapes: "any", example: "", behaviour: .leaf, meaning: .none)

  private static let constantEntry = Operation(
    name: "constant", category: .making, summary: "A number.", parameters: [],
    formula: "", derivative: "", shapes: "scalar", example: "", behaviour: .leaf, meaning: .none)
}
