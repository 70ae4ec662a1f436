package import Diagnostics
import Differentiation
package import Language
import Networks
import Operations
import Plots
import StyledText
import Tensors

/// A notebook in progress: definitions, settings and what was typed.
package struct Session {
  package var state = SessionState()
  package var settings = Settings()
  package let context: SessionContext
  /// The statements as they were typed, whatever became of them.
  package internal(set) var history: [String] = []
  /// The statements that led to the present state, in order: what `save` writes.
  package internal(set) var logged: [LoggedStatement] = []
  /// States to return to, the latest last.
  var past = Past()
  /// The files that `save` wrote, which it may write again.
  var savedFiles: Set<String> = []
  /// The last picture, which `save plot` writes.
  var lastPlot: (any Plot)?
  /// How many scripts are being run, each by the one before.
  var depthOfScripts = 0
  var entry = Entry()
  private var cell = 0

  /// The statements of `logged` alone.
  package var log: [String] { logged.map(\.statement) }

  /// What is known while one entry runs.
  struct Entry {
    /// Whether statements run over and over, so that compiling them pays.
    var isRepeating = false
    /// Whether the statement is part of a repetition, directly or through a script.
    var isPartOfRepetition = false
    /// How many rounds a repetition that failed has done.
    var finishedRounds = 0
    /// The command that comes to what one that was stopped has done.
    var finishedCommand: Command?
    /// Whether the statement was an `undo`.
    var isUndone = false
    /// By where their statement starts.
    var programs: [Int: Program] = [:]
  }

  /// The seed it started with.
  let seed: UInt32

  package init(context: SessionContext = SessionContext(), seed: UInt32 = 0) {
    self.context = context
    self.seed = seed
    state.random = RandomState(seed: seed)
  }

  var budget: Budget {
    Budget(bytes: settings.memory, nodes: context.nodes, interruption: context.interruption)
  }

  package static let parser = Parser(commands: Commands.styles)

  // MARK: - Entries

  /// Runs everything an entry says, up to the first statement that fails or asks to leave.
  /// - Parameter emit: Called with what each statement did, as soon as it is done.
  /// - Returns: Whether all went well.
  @discardableResult
  package mutating func execute(
    _ source: SourceText, keepGoing: Bool = false, emit: (Outcome) -> Void
  ) -> Bool {
    entry = Entry()
    let parsed = Session.parser.parse(source)
    var unreadable = parsed.diagnostics[...]
    // What can be read of an entry is run only by those who want to go on after errors.
    guard unreadable.isEmpty || keepGoing else {
      history.append(source.text)
      for diagnostic in unreadable { report(diagnostic, in: source, emit: emit) }
      return false
    }
    var isFine = unreadable.isEmpty
    for statement in parsed.statements {
      while let diagnostic = unreadable.first, diagnostic.isBefore(statement) {
        report(diagnostic, in: source, emit: emit)
        unreadable.removeFirst()
      }
      switch execute(statement, in: source, emit: emit) {
      case .done: continue
      case .quit: return isFine
      case .failed:
        isFine = false
        if !keepGoing { return false }
      }
    }
    for diagnostic in unreadable { report(diagnostic, in: source, emit: emit) }
    return isFine
  }

  private enum Ending { case done, failed, quit }

  private mutating func execute(
    _ statement: Statement, in source: SourceText, emit: (Outcome) -> Void
  ) -> Ending {
    let input = source[statement.range]
    history.append(input)
    cell += 1
    let cell = cell
    var asksToQuit = false
    func tell(_ outcome: Outcome) {
      var outcome = outcome
      outcome.cell = cell
      if outcome.input.isEmpty { outcome.input = input }
      outcome.range = statement.range
      outcome.isQuiet = outcome.isQuiet || statement.isQuiet
      asksToQuit = asksToQuit || outcome.asksToQuit
      emit(outcome)
    }
    do throws(Diagnostic) {
      try perform(statement, in: source, emit: tell)
      return asksToQuit ? .quit : .done
    } catch {
      var failure = Outcome(error, width: settings.width)
      failure.text = failure.text.fitting(settings.width)
      tell(failure)
      return .failed
    }
  }

  /// Tells of a statement that could not be read.
  private mutating func report(
    _ diagnostic: Diagnostic, in source: SourceText, emit: (Outcome) -> Void
  ) {
    cell += 1
    var outcome = Outcome(diagnostic.located(in: source), width: settings.width)
    outcome.cell = cell
    outcome.input = source[source.lineRange(around: diagnostic.range?.lowerBound ?? 0)]
    emit(outcome)
  }

  // MARK: - Statements

  package mutating func run(
    _ statement: Statement, in source: SourceText, emit: (Outcome) -> Void
  ) throws(Diagnostic) {
    switch statement.kind {
    case .fact(let name, let expression):
      emit(try state(fact: name, expression, statement, source))
    case .set(let targets, let expressions):
      emit(try set(targets, expressions, statement, source))
    case .function(let name, let parameters, let body):
      emit(try define(name, parameters, body, statement, source))
    case .expression(let expression):
      emit(try show(expression, statement, source))
    case .command(let command):
      guard let type = Commands.named(command.word.text) else {
        throw EvaluatorDiagnostics.unknownFunction(
          command.word.text, at: command.word.range, candidates: Commands.names)
      }
      try run(command, type, isQuiet: statement.isQuiet, source, emit: emit)
    case .repetition(let count, let body):
      try repeatRounds(count, body, source, emit: emit)
    }
  }

  private mutating func show(
    _ expression: Expression, _ statement: Statement, _ source: SourceText
  ) throws(Diagnostic) -> Outcome {
    if case .name(let name) = expression.kind, let definition = state.definitions[name],
      definition.isFunction
    {
      return Outcome(
        .function, name: name,
        text: statement.isQuiet ? "" : ValueView.definition(name, definition))
    }
    if expression.isNetwork(state) {
      let network = try self.network(expression, in: source)
      return Outcome(
        .value, name: expression.bareName,
        text: statement.isQuiet
          ? "" : NetworkView.text(network, name: expression.bareName, settings: settings))
    }
    let before = state
    let tensor = try evaluate([expression], in: source, statement.range)[0]
    let name: String? = expression.memberName ?? expression.bareName
    let text = try self.text(of: tensor, name, statement, orBackTo: before)
    if name != SessionState.answerName {
      state.answer(tensor, from: Stated(source: source, range: statement.range))
    }
    let isFact = name.flatMap { state.definitions[$0]?.isFact } ?? false
    return Outcome(isFact ? .fact : .value, name: name, value: tensor, text: text)
  }

  /// What is printed of a value; who stops even that has stated nothing.
  private mutating func text(
    of tensor: Tensor?, _ name: String?, _ statement: Statement, orBackTo before: SessionState
  ) throws(Diagnostic) -> StyledText {
    guard let tensor, !statement.isQuiet else { return "" }
    do throws(Interrupted) {
      return try ValueView.value(
        tensor, name: name, settings: settings, interruption: context.interruption)
    } catch {
      state = before
      throw EvaluatorDiagnostics.interrupted()
    }
  }

  private mutating func state(
    fact name: Name, _ expression: Expression, _ statement: Statement, _ source: SourceText
  ) throws(Diagnostic) -> Outcome {
    try requireFree(name)
    try requireKnownFunctions(expression, parameters: [])
    if expression.isNetwork(state) {
      return try self.state(network: name, expression, statement, source)
    }
    let dependencies = self.dependencies(of: expression)
    if let circle = state.circle(through: name.text, dependencies: dependencies) {
      throw EvaluatorDiagnostics.circle(circle, at: expression.range)
    }
    var stated = Stated(source: source, range: statement.range, dependencies: dependencies)
    let missing = state.inOrderOfDependence(dependencies).filter {
      state.definitions[$0] == nil
    }
    guard missing.isEmpty else {
      state.define(name.text, as: .fact(expression), from: stated)
      return Outcome(
        .fact, name: name.text,
        text: statement.isQuiet ? "" : ValueView.waiting(name.text, missing))
    }
    let before = state
    if dependencies.isEmpty {
      let tensor = try evaluate([expression], in: source, statement.range)[0]
      let text = try self.text(of: tensor, name.text, statement, orBackTo: before)
      state.define(name.text, as: .value(tensor, role: .variable), from: stated)
      return Outcome(.fact, name: name.text, value: tensor, text: text)
    }
    var recorder = Recorder(state, source: source, budget: budget)
    try recorder.record([expression])
    var tensor: Tensor?
    if !statement.isQuiet {
      tensor = try values(recorder.recording, statement.range)[0]
    }
    let text = try self.text(of: tensor, name.text, statement, orBackTo: before)
    keepDraws(recorder)
    stated.draws = recorder.own.log
    state.define(name.text, as: .fact(expression), from: stated)
    return Outcome(.fact, name: name.text, value: tensor, text: text)
  }

  private mutating func set(
    _ targets: [Target], _ expressions: [Expression], _ statement: Statement, _ source: SourceText
  ) throws(Diagnostic) -> Outcome {
    guard targets.count == expressions.count else {
      throw EvaluatorDiagnostics.targetCount(targets.count, expressions.count, at: statement.range)
    }
    for target in targets { try requireFree(target.name) }
    if let network = expressions.first(where: { $0.isNetwork(state) }) {
      guard targets.count == 1 else {
        throw NetworkDiagnostics.setAlone(network.shortText, at: network.range)
      }
      return try set(network: targets[0], network, statement, source)
    }
    // net2.W1 is where its network keeps it.
    var places: [Name] = []
    for target in targets {
      let isPart = state.network(of: target.name.text) != nil
      places.append(isPart ? try place(ofPart: target.name, in: source) : target.name)
    }
    let tensors = try evaluate(
      expressions, in: source, statement.range, isQuiet: false)
    let before = state
    do throws(Diagnostic) {
      for (index, tensor) in tensors.enumerated() {
        let (name, old) = (places[index], state.definitions[places[index].text])
        let target = Target(name, subscripts: targets[index].subscripts)
        let value =
          target.subscripts.isEmpty ? tensor : try replaced(target, by: tensor, source, statement)
        var role = Leaf.Role.variable
        if state.network(of: name.text) != nil, case .value(let part, let kept)? = old?.kind {
          guard value.shape == part.shape else {
            throw NetworkDiagnostics.valueShape(
              value.shape, targets[index].name.text, part.shape, at: statement.range)
          }
          role = kept
        }
        state.define(
          target.name.text, as: .value(value, role: role),
          from: Stated(source: source, range: statement.range))
      }
    } catch {
      // Either every name is set or none.
      state = before
      throw error
    }
    let isOne = targets.count == 1
    return Outcome(
      .set, name: isOne ? targets[0].name.text : nil, value: isOne ? tensors[0] : nil)
  }

  /// `W[0, 1] := 3`.
  private mutating func replaced(
    _ target: Target, by part: Tensor, _ source: SourceText, _ statement: Statement
  ) throws(Diagnostic) -> Tensor {
    guard var whole = state.definitions[target.name.text]?.tensor else {
      throw EvaluatorDiagnostics.noEntries(
        target.name.text, isFact: state.definitions[target.name.text]?.isFact ?? false,
        at: target.name.range)
    }
    var recorder = Recorder(state, source: source, budget: budget)
    let slices = try recorder.slices(
      target.subscripts, of: whole.shape, target.name.text, target.name.range)
    let kept = Shape(slices.filter { !$0.dropsAxis }.map(\.count))
    guard part.shape == kept || part.shape.count == 1 else {
      throw EvaluatorDiagnostics.doesNotFit(
        part.shape, kept, target.name.text, at: statement.range)
    }
    whole.replace(slices, with: part)
    return whole
  }

  private mutating func define(
    _ name: Name, _ parameters: [Name], _ body: Expression, _ statement: Statement,
    _ source: SourceText
  ) throws(Diagnostic) -> Outcome {
    try requireFree(name)
    var seen: Set<String> = []
    for parameter in parameters {
      try requireFree(parameter)
      guard seen.insert(parameter.text).inserted else {
        throw EvaluatorDiagnostics.parameterTwice(parameter.text, at: parameter.range)
      }
    }
    try requireKnownFunctions(body, parameters: seen.union([name.text]))
    let dependencies = self.dependencies(of: body).filter { !seen.contains($0) }
    if let circle = state.circle(through: name.text, dependencies: dependencies) {
      throw EvaluatorDiagnostics.recursion(circle, at: body.range)
    }
    state.define(
      name.text, as: .function(parameters: parameters.map(\.text), body: body),
      from: Stated(source: source, range: statement.range, dependencies: dependencies))
    return Outcome(.function, name: name.text)
  }

  private mutating func repeatRounds(
    _ count: Expression, _ body: [Statement], _ source: SourceText, emit: (Outcome) -> Void
  ) throws(Diagnostic) {
    var recorder = Recorder(state, source: source, budget: budget)
    try recorder.record([count])
    let rounds = try recorder.integer(count, "the number of rounds")
    guard rounds >= 0 else {
      throw EvaluatorDiagnostics.expected("0 rounds or more", at: count.range)
    }
    let outer = (entry.isRepeating, entry.isPartOfRepetition)
    (entry.isRepeating, entry.isPartOfRepetition) = (true, true)
    let floor = past.hold()
    defer {
      past.release(floor)
      (entry.isRepeating, entry.isPartOfRepetition) = outer
    }
    for round in 0..<rounds {
      let before = state
      do throws(Diagnostic) {
        if context.interruption.isRequested { throw EvaluatorDiagnostics.interrupted() }
        for statement in body {
          try run(statement, in: source) { outcome in
            // Rounds show the values they are asked for, not every fact they restate.
            if outcome.kind == .value || outcome.kind == .command { emit(outcome) }
          }
        }
      } catch {
        // A round counts whole or not at all.
        state = before
        entry.finishedRounds = round
        throw error.isInterruption
          ? EvaluatorDiagnostics.interrupted(afterRounds: round, of: rounds) : error
      }
    }
    // Every statement is answered, if only in JSON.
    if !outer.1 { emit(Outcome(.command, name: "repeat")) }
  }
}

extension Diagnostic {
  fileprivate func isBefore(_ statement: Statement) -> Bool {
    (range?.lowerBound ?? 0) < statement.range.lowerBound
  }
}
