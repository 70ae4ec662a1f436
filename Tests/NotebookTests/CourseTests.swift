import Foundation
import Notebook
import Tensors
import Testing

/// What the lectures say of training and networks, with numbers.
@Suite("What the courses show")
struct CourseTests {
  // MARK: - XOR

  @Test("no line parts XOR: a linear model is right on three of four at most")
  func linearXOR() throws {
    var notebook = Notebook()
    try notebook.run("load xor; w := [0.3, -0.2]; b := 0.1")
    try notebook.run("L = logistic_loss(X @ w + b, y); hits = mean((X @ w + b > 0) == y)")
    try notebook.run("train L steps=2000 lr=1 wrt w b")
    #expect(try notebook.number("hits") <= 0.75)
    // The best a line can do is to say nothing: log 2.
    #expect(abs(try notebook.number("L") - 0.693147180559945) < 1e-9)
  }

  @Test("two basis functions made by hand part XOR")
  func basisFunctions() throws {
    var notebook = Notebook()
    try notebook.run("load xor; s = 20 * X - 10; w := zeros(2); b := 0")
    try notebook.run("p1 = sigmoid(5 + s[:, 0] + s[:, 1]); p2 = sigmoid(5 - s[:, 0] - s[:, 1])")
    try notebook.run("t = w[0] * p1 + w[1] * p2 + b; L = logistic_loss(t, y)")
    try notebook.run("train L steps=500 lr=5 wrt w b")
    #expect(try notebook.number("mean((t > 0) == y)") == 1)
    #expect(try notebook.number("L") < 0.1)
  }

  @Test("a network learns the basis functions of XOR by itself")
  func learnedXOR() throws {
    var notebook = Notebook()
    try notebook.run("load xor; net = affine(2, 8) -> tanh -> affine(8, 1); t = net(X)[:, 0]")
    try notebook.run("L = logistic_loss(t, y); train L steps=500 lr=1")
    #expect(try notebook.number("mean((t > 0) == y)") == 1)
    #expect(try notebook.number("L") < 0.01)
  }

  // MARK: - The spiral

  @Test("layers and written-out matrices are trained to the same digits")
  func spiralByLayers() throws {
    var notebook = Notebook()
    try notebook.run("load spiral; W := 0.01*randn(2, 100); b := zeros(100)")
    try notebook.run("V := 0.01*randn(100, 3); c := zeros(3)")
    try notebook.run(
      "J = cross_entropy(relu(X @ W + b) @ V + c, y) + 0.5e-3*l2(W) + 0.5e-3*l2(V)")
    try notebook.run("net = affine(2, 100) -> relu -> affine(100, 3)")
    try notebook.run("net.W1, net.W2 := W, V")
    try notebook.run("K = cross_entropy(net(X), y) + 0.5e-3 * l2(net)")
    try notebook.run("train J steps=2000 lr=1; J0 := loss[-1]; train K steps=2000 lr=1")
    // The NumPy script's loss after 2000 steps.
    let expected = 0.2565989036358127
    #expect(abs(try notebook.number("J0") - expected) < 1e-9)
    #expect(abs(try notebook.number("loss[-1]") - expected) < 1e-9)
  }

  @Test("with batch norm a deep network learns at a rate at which it is lost without")
  func batchNormAllowsLargeSteps() throws {
    var notebook = Notebook()
    try notebook.run("load spiral")
    try notebook.run(
      "plain = affine(2, 50) -> relu -> affine(50, 50) -> relu -> affine(50, 50) -> relu "
        + "-> affine(50, 3)")
    try notebook.run(
      "normal = affine(2, 50) -> batchnorm(50) -> relu -> affine(50, 50) -> batchnorm(50) -> relu "
        + "-> affine(50, 50) -> batchnorm(50) -> relu -> affine(50, 3)")
    try notebook.run("P = cross_entropy(plain(X), y); N = cross_entropy(normal(X), y)")
    try notebook.run("train P steps=100 lr=3; train N steps=100 lr=3")
    // Guessing one of three classes costs log 3.
    #expect(try notebook.number("P") > 1)
    #expect(try notebook.number("N") < 0.1)
    #expect(try notebook.number("accuracy(normal(X), y)") > 0.95)
  }

  // MARK: - Regularisation

  @Test("an L2 penalty is weight decay, to the last digits")
  func penaltyIsDecay() throws {
    var notebook = Notebook()
    try notebook.run("load iris; net = affine(4, 6) -> tanh -> affine(6, 3); other := net")
    try notebook.run("J = cross_entropy(net(X), y) + 0.5 * 0.01 * l2(net)")
    try notebook.run("K = cross_entropy(other(X), y)")
    try notebook.run("train J steps=50 lr=0.1 wrt net.W1 net.W2")
    try notebook.run("train K steps=50 lr=0.1 decay=0.01 wrt other.W1 other.W2")
    #expect(try notebook.number("max(abs(net.W1 - other.W1))") < 1e-14)
    #expect(try notebook.number("max(abs(net.W2 - other.W2))") < 1e-14)
  }

  @Test("the average of bagged networks is at least as good as the networks are on average")
  func bagging() throws {
    var notebook = Notebook()
    try notebook.run("load spiral points=60 noise=0.4; split test=0.5")
    for name in ["a", "b", "c"] {
      try notebook.run("\(name) = affine(2, 30) -> relu -> affine(30, 3) -> softmax")
      try notebook.run("J\(name) = -mean(log(sum(\(name)(X) * onehot(y, 3), axis=1)))")
      try notebook.run("train J\(name) steps=300 lr=0.5 bootstrap=true over X y")
    }
    try notebook.run("bag = ensemble(a, b, c); t = onehot(ytest, 3)")
    let average = try notebook.number("(mse(a(Xtest), t) + mse(b(Xtest), t) + mse(c(Xtest), t))/3")
    // The square is convex (Jensen); different samples make it strict.
    #expect(try notebook.number("mse(bag(Xtest), t)") < average)
  }

  @Test("moved copies of images make a better reader of images it never saw")
  func augmentation() throws {
    var notebook = Notebook()
    func accuracy(_ line: String) throws -> Double {
      var notebook = notebook
      try notebook.run(line)
      try notebook.run("net = affine(64, 32) -> relu -> affine(32, 10)")
      try notebook.run("J = cross_entropy(net(X), y)")
      try notebook.run("train J epochs=8 batch=32 over X y optimizer=adam lr=0.003")
      return try notebook.number("accuracy(net(Xtest), ytest)")
    }
    try notebook.run("load digits scale=true; split test=2/3")
    let plain = try accuracy("X[0, 0]")
    let moved = try accuracy("augment X y copies=4 shift=1")
    #expect(plain > 0.85)
    #expect(moved > plain + 0.01)
  }

  // MARK: - Digits

  @Test(
    "the digit scripts that come along read most digits after two epochs",
    arguments: [("digits", 0.9), ("digits-convolution", 0.87)])
  func digits(script: String, least: Double) throws {
    var notebook = Notebook()
    let project = URL(filePath: #filePath).appending(path: "../../..").standardizedFileURL
    let file = project.appending(path: "demo/\(script).grad")
    let text = try String(contentsOf: file, encoding: .utf8)
    #expect(text.contains("epochs=20"))
    let short = text.replacing("epochs=20", with: "epochs=2")
      .replacing("copies=4", with: "copies=1")
    #expect(try notebook.number(short) > least)
  }
}
