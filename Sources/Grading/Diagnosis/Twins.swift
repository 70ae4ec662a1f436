import Differentiation
import Operations
import Tensors

/// A loss at other numbers of the same sizes, to tell what is so by chance from what is always so.
struct Twins {
  private let twins: [Twin]
  private let reading: TypedReading

  fileprivate struct Twin {
    let predictor: Predictor
    let keys: [Int: Tensor]
  }

  init(_ workings: Workings, _ assignment: Assignment, _ reading: TypedReading) {
    self.reading = reading
    twins = [false, true].compactMap { keepsSigns in
      let twin = workings.graph.withOtherNumbers(keepsSigns: keepsSigns)
      let predictor = Predictor(workings: workings.with(twin))
      guard let keys = predictor.answers(to: [Predictor.Request()])[0],
        keys.values.allSatisfy(\.isFinite)
      else { return nil }
      return Twin(predictor: predictor, keys: keys)
    }
  }

  /// Whether a mistake shows anywhere.
  func show(_ suspect: Suspect) -> Bool {
    twins.contains { twin in
      guard let answers = twin.answers(of: suspect) else { return false }
      return answers.contains { question, answer in
        twin.keys[question].map { !reading.typed(answer).agrees(with: $0) } ?? false
      }
    }
  }

  /// Whether two mistakes differ anywhere.
  func part(_ one: Suspect, _ other: Suspect) -> Bool {
    twins.contains { twin in
      guard let a = twin.answers(of: one), let b = twin.answers(of: other) else { return false }
      return a.contains { question, answer in
        b[question].map { !reading.typed(answer).agrees(with: $0) } ?? false
      }
    }
  }
}

extension Twins.Twin {
  func answers(of suspect: Suspect) -> [Int: Tensor]? {
    switch suspect.deviation.kind {
    case .changed(let question, let change):
      keys[question].flatMap(change).map { [question: $0] }
    case .fixed(let question, _):
      // What is reported whatever the gradients are may itself be a tensor of the setup.
      suspect.mistake.places(predictor.workings).lazy.compactMap { deviation in
        if case .fixed(question, let tensor) = deviation.kind { [question: tensor] } else { nil }
      }.first
    case .backward, .reported:
      Predictor.Request(suspect.deviation).flatMap { predictor.answers(to: [$0])[0] }
    }
  }
}

extension Graph {
  /// The same graph with other variables: labels stay labels, whole numbers stay whole.
  fileprivate func withOtherNumbers(keepsSigns: Bool) -> Graph {
    var twin = self
    var random = RandomState(seed: 5)
    let classes = self.classes
    for (slot, leaf) in leaves.enumerated() where leaf.role == .variable {
      var value = leaf.value
      let isWhole = value.values.allSatisfy { $0 == $0.rounded() }
      // A number of rows or classes is part of the sizes.
      if isWhole, value.shape.rank == 0 { continue }
      for index in value.values.indices {
        if let count = classes[leaf.node] {
          value.values[index] = Double(random.integer(in: 0..<max(count, 1)))
        } else {
          let drawn = 0.3 + random.normal().magnitude
          let old = value.values[index]
          let isNegative = keepsSigns && old != 0 ? old < 0 : random.bernoulli(0.5)
          value.values[index] = value.shape.rank == 0 || !isNegative ? drawn : -drawn
        }
      }
      twin.rebind(leaf: slot, to: value)
    }
    return twin
  }

  /// The leaves that are labels, with the number of their classes.
  private var classes: [Node: Int] {
    var classes: [Node: Int] = [:]
    for position in 0..<count where operation(of: Node(position)).name == "onehot" {
      let labels = inputs(of: Node(position))[0]
      classes[labels] = shape(of: Node(position)).dimensions.last
    }
    return classes
  }
}
