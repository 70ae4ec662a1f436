internal import Diagnostics
internal import Grading
internal import Language
internal import Lessons
internal import Notebook
internal import Tensors

/// A class that hands in the gradients of a 2-100-3 net on the spiral, as records of a stream.
///
/// Of ten students six are right, three make one mistake, and one makes two or something that no
/// mistake explains. Every student's numbers differ, by rounding at least; who is who is drawn
/// from a seed, so that a class of a number is the same each time.
struct HandedInClass {
  /// The homework, as `gradbook grade` reads it.
  static let assignment = """
    ---
    title: The gradients of a net on the spiral
    id: spiral-net
    points: 8
    ---
    Work out the gradients of the loss with respect to all parameters.

    ```grad setup
    grad> seed 0
    grad> load spiral
    grad> n := 300; reg := 0.01
    grad> W1 := randn(2, 100); b1 := 0.1*randn(100)
    grad> W2 := 0.1*randn(100, 3); b2 := 0.1*randn(3)
    grad> z1 = X @ W1 + b1;
    grad> h = relu(z1);
    grad> s = h @ W2 + b2;
    grad> J = cross_entropy(s, y) + 0.5*reg*(l2(W1) + l2(W2));
    ```

    ```ask points=3
    dW2: grad(J, W2)
    ```

    ```ask points=1
    db2: grad(J, b2)
    ```

    ```ask points=3
    dW1: grad(J, W1)
    ```

    ```ask points=1
    db1: grad(J, b1)
    ```

    """

  /// The backward pass, a step a line.
  private static let steps: KeyValuePairs = [
    "ds": "(softmax(s) - onehot(y, 3))/n",
    "dW2": "h' @ ds + reg*W2",
    "db2": "sum(ds, axis=0)",
    "dh": "ds @ W2'",
    "dz1": "dh * (z1 > 0)",
    "dW1": "X' @ dz1 + reg*W1",
    "db1": "sum(dz1, axis=0)",
  ]

  /// Steps that students get wrong, the penalty's in both of its places.
  private static let mistakes: [[String: String]] = [
    ["ds": "softmax(s) - onehot(y, 3)"],
    ["ds": "softmax(s)/n"],
    ["ds": "(onehot(y, 3) - softmax(s))/n"],
    ["ds": "(softmax(s) - onehot(y, 3))/(3*n)"],
    ["ds": "2*(softmax(s) - onehot(y, 3))/n"],
    ["dz1": "dh"],
    ["dz1": "dh * (z1 <= 0)"],
    ["dz1": "dh * h"],
    ["db2": "mean(ds, axis=0)"],
    ["db1": "mean(dz1, axis=0)"],
    ["db1": "sum(dz1, axis=1)"],
    ["db2": "ds"],
    ["dW2": "h' @ ds", "dW1": "X' @ dz1"],
    ["dW2": "h' @ ds + 2*reg*W2", "dW1": "X' @ dz1 + 2*reg*W1"],
    ["dW2": "h' @ ds - reg*W2", "dW1": "X' @ dz1 - reg*W1"],
    ["dW2": "(h' @ ds + reg*W2)'"],
    ["dW1": "zeros(2, 100)"],
  ]

  private static let names = ["dW2", "db2", "dW1", "db1"]

  private let session: Session
  private var random = RandomState(seed: 0)
  private var student = 0
  /// What was worked out before, by the mistakes that were made.
  private var known: [[Int]: [Tensor]] = [:]

  init() throws {
    session = try Assignment(
      NotebookFile(SourceText(name: "spiral-net.md", text: HandedInClass.assignment))
    ).session()
  }

  /// The next student's record, a line of JSON.
  mutating func next() throws -> String {
    student += 1
    var answers = try drawnAnswers()
    // What arithmetic in another order leaves, which no two programs do alike.
    let digits = random.uniform()
    let members = answers.indices.map { index in
      for place in answers[index].values.indices {
        answers[index].values[place] *= 1 + 1e-14 * random.uniform(-1, 1)
      }
      return "\"\(HandedInClass.names[index])\": \(written(answers[index], digits))"
    }
    return "{\"student\": \"s\(student)\", \"answers\": {\(members.joined(separator: ", "))}}"
  }

  private mutating func drawnAnswers() throws -> [Tensor] {
    let luck = random.uniform()
    let first = random.integer(in: 0..<HandedInClass.mistakes.count)
    if luck < 0.6 { return try answers([]) }
    if luck < 0.9 { return try answers([first]) }
    if luck < 0.95 {
      var second = first
      while HandedInClass.mistakes[first].keys.contains(where: {
        HandedInClass.mistakes[second][$0] != nil
      }) { second = random.integer(in: 0..<HandedInClass.mistakes.count) }
      return try answers([min(first, second), max(first, second)])
    }
    // Something of their own: numbers that nothing explains in some of the tensors.
    var answers = try answers([])
    for index in answers.indices where index == 0 || random.uniform() < 0.5 {
      for place in answers[index].values.indices where random.uniform() < 0.5 {
        answers[index].values[place] += 0.1 * random.normal()
      }
    }
    return answers
  }

  /// What the backward pass comes to with some mistakes.
  private mutating func answers(_ mistakes: [Int]) throws -> [Tensor] {
    if let answers = known[mistakes] { return answers }
    let wrong = mistakes.reduce(into: [:]) { steps, mistake in
      steps.merge(HandedInClass.mistakes[mistake]) { $1 }
    }
    var session = session
    let lines = HandedInClass.steps.map { "\($0.key) = \(wrong[$0.key] ?? $0.value);" }
    var problem: Diagnostic?
    session.execute(SourceText(name: "", text: lines.joined(separator: "\n"))) { outcome in
      problem = problem ?? outcome.diagnostic
    }
    if let problem { throw problem }
    let answers = try HandedInClass.names.map { name in
      try session.evaluate(
        [Session.parser.parseExpression(SourceText(name: "", text: name))],
        in: SourceText(name: "", text: name), SourceRange(0, name.utf8.count))[0]
    }
    known[mistakes] = answers
    return answers
  }

  // MARK: - Writing

  /// Numbers as NumPy writes them, or as PyTorch does, or cut to six places.
  private func written(_ tensor: Tensor, _ digits: Double) -> String {
    let numbers = tensor.values.map { value in
      if digits < 0.6 { return "\(value)" }
      if digits < 0.9 { return "\(Double(Float(value)))" }
      return "\((value * 1e8).rounded() / 1e8)"
    }
    guard tensor.shape.rank == 2 else { return "[\(numbers.joined(separator: ", "))]" }
    let rows = (0..<tensor.shape[0]).map { row in
      "[\(numbers[row * tensor.shape[1]..<(row + 1) * tensor.shape[1]].joined(separator: ", "))]"
    }
    return "[\(rows.joined(separator: ", "))]"
  }
}
