import Diagnostics
import Differentiation
import Networks
import Operations
import StyledText
import Tensors

/// What can be wrong with training.
enum TrainingDiagnostics {
  // MARK: - Options

  static func rate(_ rate: Double, _ optimiser: Optimiser, at range: SourceRange) -> Diagnostic {
    let what =
      rate.isNaN || rate.isInfinite
      ? "lr must be a finite number" : rate == 0 ? "with lr=0 no step moves" : "lr is more than 0"
    return Diagnostic(
      "option", what, at: range,
      notes: ["lr scales every step: \(Optimiser.all[0].formula)"],
      help: "try lr=\(Formula.text(of: optimiser.rate))")
  }

  static func decay(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "option", "decay is 0 or more", at: range,
      notes: ["decay=λ adds λW to every gradient: each step shrinks W by 1 - lr·λ"],
      help: "try decay=0.001")
  }

  static func optionOfOther(
    _ option: String, _ optimisers: [String], at range: SourceRange
  ) -> Diagnostic {
    let others = EvaluatorDiagnostics.list(optimisers, joinedBy: "or")
    return Diagnostic(
      "option", "\(option) is an option of \(others)", at: range,
      help: "optimizer=\(optimisers.first ?? "") \(option)=...")
  }

  static func scheduleCall(_ schedule: Schedule, at range: SourceRange) -> Diagnostic {
    Diagnostic("option", "the schedule is written \(schedule.call)", at: range)
  }

  static func stepsAndEpochs(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "option", "steps and epochs both say how long", at: range,
      help: "an epoch is as many steps as it takes to see every row once")
  }

  static func tooManySteps(_ most: Int, at range: SourceRange) -> Diagnostic {
    Diagnostic("option", "at most \(EvaluatorDiagnostics.count(most, "step")) at once", at: range)
  }

  static func batch(
    _ batch: Int, rows: Int, _ names: [String], at range: SourceRange
  ) -> Diagnostic {
    let data = EvaluatorDiagnostics.list(names)
    return Diagnostic(
      "option", "a batch of \(batch) is more than \(data) \(names.count == 1 ? "has" : "have")",
      at: range,
      notes: ["there \(rows == 1 ? "is 1 row" : "are \(rows) rows")"],
      help: "without batch every step sees all of them")
  }

  static func withoutData(_ option: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "option", "\(option) needs to know whose rows to take", at: range,
      help: "name the data: over X y")
  }

  static func withoutTest(_ option: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "option", "\(option) watches a test loss, and none is named", at: range,
      help: "test=Jtest, a scalar of data that is not trained on")
  }

  // MARK: - What is trained

  static func notScalar(_ shape: Shape, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "shape", "train makes a single number small, and this is \(shape)", at: range,
      help: "take its mean or sum")
  }

  static func nothingToTrain(data: [String], at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "training", "there is nothing to train: this depends on no value that was set", at: range,
      notes: data.isEmpty
        ? [] : ["\(EvaluatorDiagnostics.list(data)) \(data.count == 1 ? "is" : "are") data"],
      help: "set the weights with :=, as in W := 0.01 * randn(2, 3)")
  }

  static func doesNotDepend(
    on name: String, _ loss: String, at range: SourceRange
  ) -> Diagnostic {
    Diagnostic("training", "\(loss) does not depend on \(name)", at: range)
  }

  static func notAParameter(_ name: String, isFact: Bool, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "training", "\(name) is \(isFact ? "a fact" : "a function"), and train sets values",
      at: range,
      help: isFact ? "\(name) := ... makes it a value that can be trained" : nil)
  }

  static func isData(_ name: String, at range: SourceRange) -> Diagnostic {
    Diagnostic("training", "\(name) is data here, after over, and stays as it is", at: range)
  }

  // MARK: - Data

  static func noRows(_ name: String, _ shape: Shape, at range: SourceRange) -> Diagnostic {
    shape.rank == 0
      ? Diagnostic(
        "shape", "\(name) is a number, and over names data with a row for each example", at: range)
      : Diagnostic("shape", "\(name) (\(shape)) has no rows to learn from", at: range)
  }

  static func differentRows(
    _ first: (name: String, rows: Int), _ other: (name: String, rows: Int), at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      "shape",
      "\(first.name) has \(EvaluatorDiagnostics.count(first.rows, "row")) and \(other.name) "
        + "has \(EvaluatorDiagnostics.count(other.rows, "row"))", at: range,
      notes: ["over names data whose rows belong together"])
  }

  static func notANumber(_ name: String?, at place: [Int], _ range: SourceRange) -> Diagnostic {
    let kinds = ["row", "column", "axis 2", "axis 3"]
    let axes = zip(kinds, place).map { "\($0) \($1)" }
    return Diagnostic(
      "training",
      "\(name ?? "a number of this") is nan"
        + (axes.isEmpty ? "" : " at \(EvaluatorDiagnostics.list(axes))"),
      at: range, notes: ["rows and columns count from 0", "nothing was trained"],
      help: "leave such rows out or fill them first")
  }

  /// A loss that fails on a batch though it does not on all data: some data was not named.
  static func inBatch(_ diagnostic: Diagnostic, rows: Int, _ names: [String]) -> Diagnostic {
    guard !diagnostic.isInterruption else { return diagnostic }
    var diagnostic = diagnostic
    let data = EvaluatorDiagnostics.list(names)
    diagnostic.notes.append(
      "on a batch of \(EvaluatorDiagnostics.count(rows, "row")) of \(data)")
    diagnostic.help = "over names all data whose rows belong together: over X y"
    return diagnostic
  }

  // MARK: - While it runs

  static func interrupted(after steps: Int, of all: Int) -> Diagnostic {
    EvaluatorDiagnostics.interruption(
      "stopped after \(steps) of \(EvaluatorDiagnostics.count(all, "step")); "
        + (steps == 0 ? "nothing was changed" : "what was learnt is kept"))
  }

  /// Where numbers ceased to be finite, and what may keep them so.
  static func diverged(
    _ divergence: Divergence, _ recording: Recording, _ parameters: [String],
    _ settings: TrainingSettings, at range: SourceRange
  ) -> Diagnostic {
    let value = NumberText.significant(divergence.value)
    let step = divergence.step == 1 ? "in the first step" : "in step \(divergence.step)"
    let what: String
    var advice: String?
    switch divergence.place {
    case .loss(let node):
      what = "\(name(of: node, recording)) came to \(value)"
      advice = cause(of: node, divergence)
    case .gradient(let index, let node):
      let slope = node.map { " through \(name(of: $0, recording))" } ?? ""
      what = "the gradient of \(parameters[index]) came to \(value)\(slope)"
      advice = divergence.step == 1 ? "a slope is infinite there: keep away from that point" : nil
    case .update(let index):
      what = "the step took \(parameters[index]) to \(value)"
    }
    let rate = settings.rate(at: divergence.step - 1)
    if settings.decay * rate >= 2 {
      advice =
        "lr·decay is \(NumberText.significant(settings.decay * rate)), and from 2 on weights "
        + "grow: take a smaller decay"
    }
    let calmer = divergence.calmerRate ?? min(settings.rate / 10, settings.optimiser.rate)
    return Diagnostic(
      "diverged", "training diverged \(step): \(what)", at: range,
      notes: ["everything is as it was before training"],
      help: advice ?? "take smaller steps: lr=\(NumberText.significant(calmer, digits: 1))")
  }

  /// A fact's name, or the operation with its layer or the call as it was written.
  private static func name(of node: Node, _ recording: Recording) -> String {
    if let name = recording.names[node] { return name }
    let operation = recording.graph.operation(of: node).name
    if let layer = recording.layers.last(where: { $0.nodes.contains(node.position) }) {
      return layer.text.hasPrefix(operation + ",") ? layer.text : "\(operation) in \(layer.text)"
    }
    guard let origin = recording.origin(of: node) else { return operation }
    let text = origin.source[origin.range]
    return text.count <= 30 ? "\(operation) in \(text)" : operation
  }

  private static func cause(of node: Node, _ divergence: Divergence) -> String? {
    let graph = divergence.graph
    switch graph.operation(of: node).name {
    case "log":
      return "log of 0 or less: take the loss from logits, by cross_entropy or logistic_loss"
    case "exp" where divergence.step == 1:
      return "exp of a large number: log_softmax, logsumexp and softplus do not overflow"
    case "divide" where divergence.value.isNaN || divergence.step == 1:
      return "a division by 0: add a small number below the line"
    case _ where divergence.step == 1:
      return "what training starts from is too large: init draws smaller weights"
    default: return nil
    }
  }
}

/// What can be wrong with drawing weights anew.
enum InitialisationDiagnostics {
  static func usage(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "usage", "init takes names and how to draw them: init W1 W2 he", at: range,
      notes: ["there are \(EvaluatorDiagnostics.list(Initialiser.all.map(\.call)))"],
      help: "help init")
  }

  static func unknown(_ name: String?, at range: SourceRange) -> Diagnostic {
    let names = Initialiser.all.map(\.name)
    let near = name.flatMap { Suggestion.nearest(to: $0, among: names) }
    return Diagnostic(
      "option", name.map { "there is no initialiser \($0)" } ?? "an initialiser is a word",
      at: range, notes: ["there are \(EvaluatorDiagnostics.list(Initialiser.all.map(\.call)))"],
      help: near.map { "did you mean \($0)?" })
  }

  static func call(_ initialiser: Initialiser, at range: SourceRange) -> Diagnostic {
    Diagnostic("option", "the initialiser is written \(initialiser.call)", at: range)
  }

  static func data(_ initialiser: Initialiser, at range: SourceRange) -> Diagnostic {
    initialiser.followsData
      ? Diagnostic(
        "usage", "\(initialiser.name) looks at what the layers give on data", at: range,
        help: "name one expression they lead to: init W1 W2 \(initialiser.name) over scores")
      : Diagnostic("usage", "\(initialiser.name) looks at no data", at: range)
  }

  static func noWeight(_ name: String, _ state: SessionState, at range: SourceRange) -> Diagnostic {
    guard let definition = state.definitions[name] else {
      return Diagnostic(
        "name", "there is no \(name) to draw", at: range, notes: ["init keeps the shape it finds"],
        help: Suggestion.nearest(to: name, among: state.order).map { "did you mean \($0)?" }
          ?? "\(name) := zeros(2, 100) makes one")
    }
    return Diagnostic(
      "type", "\(name) is \(definition.isFunction ? "a function" : "a fact"), and init sets values",
      at: range)
  }

  static func noLayer(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "value", "this leads through no product with the weights named", at: range,
      notes: ["lsuv scales the weights that data is multiplied by"])
  }
}
