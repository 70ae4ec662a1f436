import Differentiation
import Operations
import Tensors

/// A mistake that students make: what it is called, what is said to it, and where in a backward
/// pass it can happen.
package struct Mistake: Sendable {
  /// The kinds of mistakes, as the reference lists them.
  package enum Group: String, Sendable, CaseIterable {
    case scale = "Scale"
    case output = "Output and loss"
    case activation = "Activations"
    case linear = "Matrix products"
    case window = "Convolution and pooling"
    case batch = "Batches and biases"
    case regulariser = "Regularisers"
    case graph = "The graph"
    case reporting = "Reporting"
  }

  package let id: String
  package let group: Group
  /// What was done, in a few words.
  package let title: String
  /// What to look at, to the student.
  package let advice: String
  /// The places in a backward pass where it can be made, and what is done there.
  let places: @Sendable (Workings) -> [Deviation]
  /// Whether who makes it at one place of the pass may make it at all of them.
  let isHabit: Bool

  init(
    _ id: String, _ group: Group, _ title: String, advice: String, isHabit: Bool = true,
    places: @escaping @Sendable (Workings) -> [Deviation]
  ) {
    self.id = id
    self.group = group
    self.title = title
    self.advice = advice
    self.isHabit = isHabit
    self.places = places
  }
}

/// What a mistake does at a place.
struct Deviation: Sendable {
  enum Kind: Sendable {
    /// The backward pass goes another way, and everything below follows.
    case backward([Edit])
    /// For one question something else is reported, made of the gradient with respect to a node.
    case reported(question: Int, of: Node, Making)
    /// For one question the right tensor is changed before it is reported.
    case changed(question: Int, Change)
    /// For one question this is reported, whatever the gradients are.
    case fixed(question: Int, Tensor)
  }

  /// A step, or the gradient with respect to a node, that is worked out otherwise.
  enum Edit: Sendable {
    case step(BackwardEdits.Place, BackwardEdits.Rewrite)
    case sum(Node, BackwardEdits.SumRewrite)
    /// A step that goes through weights as they are after gradient descent of this rate, by the
    /// gradients of this very pass.
    case update(Workings.Step, weights: Node, rate: Double)
  }

  typealias Making = @Sendable (inout Graph, _ gradient: Node) -> Node?
  typealias Change = @Sendable (Tensor) -> Tensor?

  let kind: Kind
  /// Where, for whoever reads it; empty if it is everywhere.
  var place = ""
  /// Which of several ways to make the mistake this is.
  var variant = 0

  /// The one question it is about; nil if it is about the whole pass.
  var question: Int? {
    switch kind {
    case .backward: nil
    case .reported(let question, _, _), .changed(let question, _), .fixed(let question, _):
      question
    }
  }
}

extension BackwardEdits {
  /// - Parameters:
  ///   - loss: What the pass begins at.
  ///   - graph: Where it is recorded.
  /// - Returns: Whether all of them can be made.
  mutating func add(_ edits: [Deviation.Edit], of loss: Node, in graph: inout Graph) -> Bool {
    var updates: [(step: Workings.Step, weights: Node, rate: Double)] = []
    for edit in edits {
      switch edit {
      case .step(let place, let rewrite): self.rewrite(place, rewrite)
      case .sum(let node, let rewrite): self.rewrite(gradientOf: node, rewrite)
      case .update(let step, let weights, let rate): updates.append((step, weights, rate))
      }
    }
    // The weights that are nearest to the loss are updated first.
    for update in updates.sorted(by: { $0.step.consumer > $1.step.consumer }) {
      let circuit = graph.gradient(of: loss, wrt: [update.weights], edits: self)
      guard circuit.fits else { return false }
      let change = graph.scale(circuit.gradients[0], by: update.rate)
      let updated = graph.subtract(update.weights, change)
      rewrite(update.step.place) { [weights = update.weights] graph, step in
        graph.pullback(step, upstream: step.upstream) { graph, other in
          graph.replay(other, weights, as: updated)
        }
      }
    }
    return true
  }
}
