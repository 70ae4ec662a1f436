import Differentiation
import Operations
import Tensors

extension Mistakes {
  static let batch = [notSummed, averaged, wrongAxis, summedOverAll, oneSample]

  private static let notSummed = Mistake(
    "bias-not-summed", .batch, "not summed over the examples",
    advice: "b is used once for every example, so its gradients are added up over the examples."
  ) { workings in
    workings.repetitions.flatMap { repetition in
      repetition.axes.properSubsets.flatMap { axes in
        workings.reporting(repetition, summedOver: axes)
      }
    }
  }

  private static let wrongAxis = Mistake(
    "bias-wrong-axis", .batch, "summed over the wrong axis",
    advice: "Sum over the examples, so that one number is left for each entry of b."
  ) { workings in
    workings.repetitions.flatMap { repetition in
      let all = Array(0..<workings.shape(repetition.step.consumer).rank)
      return all.properSubsets.filter { axes in
        !axes.isEmpty && !Set(axes).isSubset(of: repetition.axes)
      }.flatMap { workings.reporting(repetition, summedOver: $0) }
    }
  }

  private static let summedOverAll = Mistake(
    "bias-summed-over-all", .batch, "summed over everything",
    advice: "b has an entry for each output, and so has its gradient."
  ) { workings in
    workings.repetitions.flatMap { repetition in
      let all = Array(0..<workings.shape(repetition.step.consumer).rank)
      return all.count > repetition.axes.count
        ? workings.reporting(repetition, summedOver: all) : []
    }
  }

  private static let averaged = Mistake(
    "bias-averaged", .batch, "averaged over the examples instead of summed",
    advice: "The mean is in the upstream gradient already; what arrives at b is added up."
  ) { workings in
    workings.repetitions.flatMap { repetition in
      let shape = workings.shape(repetition.step.consumer)
      let parts = [repetition.axes] + repetition.axes.properSubsets.filter { !$0.isEmpty }
      return parts.enumerated().map { variant, axes in
        let count = axes.reduce(1) { $0 * shape[$1] }
        return workings.rewriting(repetition.step, variant: variant) {
          $0.scale($1.contribution, by: 1 / Double(count))
        }
      }
    }
  }

  private static let oneSample = Mistake(
    "one-sample-only", .batch, "only one of the examples counted",
    advice: "Every example has its part in the gradient."
  ) { workings in
    let examples = workings.examples
    guard examples > 1 else { return [] }
    let steps = workings.steps.compactMap { step -> (step: Workings.Step, axis: Int)? in
      let input = workings.shape(step.input)
      guard input.rank > 0, !input.dimensions.contains(examples),
        let axis = workings.shape(step.consumer).dimensions.firstIndex(of: examples)
      else { return nil }
      return (step, axis)
    }
    return [0, examples - 1].enumerated().flatMap { variant, example in
      steps.map { step, axis in
        workings.rewriting(step, variant: variant) { graph, step in
          let v = graph.filled(step.upstream, to: graph.shape(of: step.consumer))
          return graph.pullback(
            step, upstream: graph.keeping([example], along: axis, of: v))
        }
      }
    }
  }
}

extension Workings {
  /// A step over a repetition of a smaller tensor: a bias for every example.
  struct Repetition {
    let step: Step
    /// The axes along which it is repeated.
    let axes: [Int]
  }

  var repetitions: [Repetition] {
    steps(through: ["broadcast"]).compactMap { step in
      let (small, large) = (shape(step.input), shape(step.consumer))
      guard small.rank > 0, large.count > small.count else { return nil }
      let offset = large.rank - small.rank
      let axes = (0..<large.rank).filter { axis in
        axis < offset || small[axis - offset] != large[axis]
      }
      return Repetition(step: step, axes: axes)
    }
  }

  /// For the questions about what is repeated, its repetitions' gradient summed over some axes, and
  /// the same with the reshaping that a bias may have gone through undone.
  fileprivate func reporting(
    _ repetition: Repetition, summedOver axes: [Int]
  ) -> [Deviation] {
    let input = repetition.step.input
    let asked = origin(input).operation == "reshape" ? [input, origin(input).inputs[0]] : [input]
    return asked.flatMap { node in
      reporting(repetition.step.consumer, insteadOf: node, place: place(repetition.step)) {
        graph, gradient in
        let all = graph.shape(of: gradient)
        // One axis after the other: a reduction runs over neighbours.
        let sum = axes.sorted(by: >).reduce(gradient) { graph.sum($0, [$1]) }
        // Axes stay if the bias has them too, and fall away if they were put in for its sake.
        let kept = all.dimensions.enumerated().filter { axis, length in
          if axes.contains(axis) { return self.shape(node).rank == all.rank }
          return length > 1 || self.shape(node).rank == all.rank
        }.map { axes.contains($0.offset) ? 1 : $0.element }
        return graph.reshape(sum, to: Shape(kept))
      }
    }
  }
}

extension [Int] {
  /// Every choice of some of the elements, the empty one first, all of them left out.
  fileprivate var properSubsets: [[Int]] {
    guard count < 6 else { return [[]] }
    return (0..<(1 << count) - 1).map { bits in
      indices.filter { bits >> $0 & 1 == 1 }.map { self[$0] }
    }
  }
}
