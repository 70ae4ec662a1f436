import Differentiation
import Operations
import Tensors

/// What mistakes make of the answers at other numbers of the same sizes, to tell what is so by chance
/// from what is always so.
struct Twins {
  private let twins: [Twin]
  private let reading: TypedReading

  fileprivate struct Twin {
    let keys: [Int: Tensor]
    /// Of each suspect the answers; nil where there are none.
    let answers: [[Int: Tensor]?]
  }

  init(
    of suspects: [Suspect], _ workings: Workings, _ reading: TypedReading
  ) {
    self.reading = reading
    twins = [false, true].compactMap { keepsSigns in
      let workings = workings.with(workings.graph.withOtherNumbers(keepsSigns: keepsSigns))
      return Twin(of: suspects, Predictor(workings: workings))
    }
  }

  /// Whether the mistake of one of the suspects shows anywhere.
  func show(_ place: Int) -> Bool {
    twins.contains { twin in differ(twin.answers[place], twin.keys) }
  }

  /// Whether two of the suspects differ anywhere.
  func part(_ one: Int, _ other: Int) -> Bool {
    twins.contains { twin in differ(twin.answers[one], twin.answers[other]) }
  }

  private func differ(_ answers: [Int: Tensor]?, _ others: [Int: Tensor]?) -> Bool {
    guard let answers, let others else { return false }
    return answers.contains { question, answer in
      others[question].map { !reading.typed(answer).agrees(with: $0) } ?? false
    }
  }
}

extension Twins.Twin {
  /// Nil where there are no right answers: for a logarithm of what has become negative.
  fileprivate init?(of suspects: [Suspect], _ predictor: Predictor) {
    let requests = suspects.map { Predictor.Request($0.deviation) }
    let found = predictor.answers(to: [Predictor.Request()] + requests.compactMap(\.self))
    guard let keys = found[0], keys.values.allSatisfy(\.isFinite) else { return nil }
    self.keys = keys
    var passes = found.dropFirst()
    answers = zip(suspects, requests).map { suspect, request in
      if request != nil { return passes.removeFirst() }
      switch suspect.deviation.kind {
      case .changed(let question, let change):
        return keys[question].flatMap(change).map { [question: $0] }
      case .fixed(let question, _):
        // What is reported whatever the gradients are may itself be a tensor of the setup.
        return suspect.mistake.places(predictor.workings).lazy.compactMap { deviation in
          if case .fixed(question, let tensor) = deviation.kind { [question: tensor] } else { nil }
        }.first
      case .backward, .reported: return nil
      }
    }
  }
}

extension Graph {
  /// The same graph with other variables: labels stay labels, whole numbers stay whole.
  fileprivate func withOtherNumbers(keepsSigns: Bool) -> Graph {
    var twin = self
    var random = RandomState(seed: 5)
    let classes = self.classes
    let picks = self.picks
    for (slot, leaf) in leaves.enumerated() where leaf.role == .variable {
      var value = leaf.value
      let isWhole = value.values.allSatisfy { $0 == $0.rounded() }
      // A number of rows or classes is part of the sizes, and so is what picks rows.
      if isWhole, value.shape.rank == 0 || picks.contains(leaf.node) { continue }
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

  /// The leaves that say which rows are taken.
  private var picks: Set<Node> {
    Set(
      (0..<count).map(Node.init(_:)).filter { operation(of: $0).name == "take" }.map {
        inputs(of: $0)[1]
      })
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
