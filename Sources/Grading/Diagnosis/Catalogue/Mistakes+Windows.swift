import Differentiation
import Operations
import Tensors

extension Mistakes {
  static let window = [filterFlipped, paddingShifted, poolEverywhere, poolAveraged, poolTies]

  private static let filterFlipped = Mistake(
    "filter-flipped", .window, "the filter is the wrong way round",
    advice: "What slides over the input on the way forward slides the same way for its gradient."
  ) { workings in
    workings.windows.flatMap { step in
      workings.questions(behind: step.input).map { question in
        Deviation(
          kind: .changed(question: question) { $0.reversed(fromAxis: 2) },
          place: workings.place(step))
      }
    }
  }

  private static let paddingShifted = Mistake(
    "padding-shifted", .window, "the zeros around the input are in other places",
    advice: "The padding of the way forward is also that of the way back."
  ) { workings in
    workings.windowSteps.flatMap { step -> [Deviation] in
      guard case .window(let window) = workings.graph.attribute(of: step.consumer) else {
        return []
      }
      return [1, -1].enumerated().compactMap { variant, shift in
        var moved = window
        for axis in window.before.indices
        where window.before[axis] + shift >= 0 && window.after[axis] >= shift {
          moved.before[axis] += shift
          moved.after[axis] -= shift
        }
        guard moved.before != window.before else { return nil }
        let other = moved
        return workings.rewriting(step, variant: variant) { graph, step in
          graph.pullback(
            step, inputs: graph.inputs(of: step.consumer), .window(other), upstream: step.upstream)
        }
      }
    }
  }

  private static let poolEverywhere = Mistake(
    "pool-everywhere", .window, "the gradient of a maximum went to every entry",
    advice: "A maximum hands its gradient to the entry that was largest, and to no other."
  ) { workings in
    workings.maxima.map { step in
      workings.rewriting(step) { graph, step in graph.toAll(step)?.node }
    }
  }

  private static let poolAveraged = Mistake(
    "pool-averaged", .window, "the gradient of a maximum was shared among all entries",
    advice: "A maximum hands all of its gradient to the entry that was largest."
  ) { workings in
    workings.maxima.map { step in
      workings.rewriting(step) { graph, step in
        graph.toAll(step).map { graph.scale($0.node, by: 1 / Double($0.count)) }
      }
    }
  }

  private static let poolTies = Mistake(
    "pool-ties-both", .window, "where a maximum is reached twice, both entries got all of it",
    advice: "Entries that tie share the gradient, or one of them gets it."
  ) { workings in
    workings.maxima.map { step in
      workings.rewriting(step) { graph, step in
        guard let all = graph.toAll(step),
          let best = graph.toAll(step, of: step.consumer)
        else { return nil }
        return graph.multiply(all.node, graph.call("equal", step.input, best.node))
      }
    }
  }
}

extension Workings {
  /// The steps over convolutions.
  fileprivate var windowSteps: [Step] { steps(through: ["conv2d"]) }

  /// Those that lead to the filters.
  var windows: [Step] { windowSteps.filter { $0.slot == 1 } }

  /// The steps over what keeps the largest entry.
  var maxima: [Step] { steps(through: ["max", "min", "maxpool1d", "maxpool2d"]) }
}

extension Graph {
  /// The upstream gradient, or something else of its shape, handed to every entry that a maximum
  /// runs over, and how many entries there are to one.
  fileprivate mutating func toAll(
    _ step: BackwardStep, of value: Node? = nil
  ) -> (node: Node, count: Int)? {
    let value = value ?? step.upstream
    let shape = self.shape(of: step.input)
    switch attribute(of: step.consumer) {
    case .axes(let axes):
      return (spread(value, over: axes, of: shape), axes.reduce(1) { $0 * shape[$1] })
    case .window(let window):
      // What a convolution with ones hands back, image by image.
      let windows = self.shape(of: step.consumer)
      let planes = Shape([shape[0] * shape[1], 1, shape[2], shape[3]])
      let places = Shape([planes[0], 1, windows[2], windows[3]])
      let ones = literal(Tensor(repeating: 1, shape: Shape([1, 1] + window.sizes)))
      let seed = reshape(filled(value, to: windows), to: places)
      let back = append(
        Opcode("conv_input_gradient"), [seed, ones], .window(window), shape: planes)
      return (reshape(back, to: shape), window.sizes.reduce(1, *))
    default: return nil
    }
  }
}
