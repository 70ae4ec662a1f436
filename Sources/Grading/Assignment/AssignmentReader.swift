package import Diagnostics
import Differentiation
import Language
package import Lessons
package import Notebook
import Operations
import Tensors

/// What is wrong with an assignment, in order of place.
package struct AssignmentProblems: Error, Sendable {
  package let diagnostics: [Diagnostic]
}

extension Assignment {
  /// Reads an assignment: runs its setup and works out the right answers.
  package init(
    _ file: NotebookFile, context: SessionContext = SessionContext()
  ) throws(AssignmentProblems) {
    var reader = AssignmentReader(file, context)
    guard let assignment = reader.read(), reader.problems.isEmpty else {
      throw AssignmentProblems(diagnostics: reader.problems)
    }
    self = assignment
  }

  /// A session in which the setup has been run.
  package func session(context: SessionContext = SessionContext()) -> Session {
    var session = Session(context: context, seed: Assignment.seed)
    session.state = state
    return session
  }

  /// The seed that setups start from.
  static let seed: UInt32 = 0
}

/// Makes an assignment of a notebook.
private struct AssignmentReader {
  private let file: NotebookFile
  private var session: Session
  private(set) var problems: [Diagnostic]

  init(_ file: NotebookFile, _ context: SessionContext) {
    self.file = file
    var context = context
    context.statements = { notebook throws(Diagnostic) in
      try NotebookFile.statements(of: notebook)
    }
    session = Session(context: context, seed: Assignment.seed)
    problems = file.problems
  }

  mutating func read() -> Assignment? {
    let asks = file.asks
    guard runSetup() else { return nil }
    guard !asks.isEmpty else {
      tell(AssignmentDiagnostics.noAsks())
      return nil
    }
    let keys = asks.map { key(of: $0) }
    guard problems.isEmpty, let recorded = record(asks) else { return nil }
    let questions = asks.indices.map { index in
      Question(
        name: asks[index].name, points: asks[index].points, key: keys[index],
        kind: recorded.kinds[index], upstream: upstream(of: index, asks, recorded),
        foreseen: asks[index].mistakes.compactMap { foreseen($0) },
        visibility: asks[index].visibility)
    }
    let sum = asks.reduce(0) { $0 + $1.points }
    if sum == 0 { tell(AssignmentDiagnostics.noPoints()) }
    var rules = Assignment.Rules()
    if let digits = file.frontMatter.digits { rules.digits = digits }
    if let tolerance = file.frontMatter.tolerance { rules.tolerance = tolerance }
    return Assignment(
      file: file, id: file.frontMatter.id ?? file.stem, title: file.title,
      points: file.frontMatter.points ?? sum, questions: questions, state: session.state,
      recording: recorded.recording, rules: rules)
  }

  private mutating func tell(_ problem: Diagnostic) {
    problems.append(problem.source == nil ? problem.located(in: file.source) : problem)
  }

  // MARK: - Setup

  private mutating func runSetup() -> Bool {
    let setup = file.cells.filter(\.attributes.isSetup)
    guard !setup.isEmpty else {
      tell(AssignmentDiagnostics.noSetup())
      return false
    }
    for cell in setup {
      for entry in cell.entries {
        let source = SourceText(
          name: file.source.name, text: entry.input, firstLine: entry.inputLines.lowerBound)
        var problem: Diagnostic?
        session.execute(source) { outcome in problem = problem ?? outcome.diagnostic }
        if let problem {
          tell(problem.source == nil ? problem.located(in: source) : problem)
          return false
        }
      }
    }
    return true
  }

  // MARK: - Right answers

  private mutating func key(of ask: Ask) -> Tensor {
    do throws(Diagnostic) {
      let key = try session.value(of: ask.key)
      if let place = key.values.firstIndex(where: { !$0.isFinite }) {
        tell(
          AssignmentDiagnostics.keyNotFinite(
            ask.name, key.values[place], at: ask.key.code.range))
      }
      if key.values.isEmpty { tell(AssignmentDiagnostics.emptyKey(ask.name, at: ask.nameRange)) }
      return key
    } catch {
      tell(error)
      return Tensor(0)
    }
  }

  private mutating func foreseen(_ mistake: LessonTask.Mistake) -> Question.Foreseen? {
    do throws(Diagnostic) {
      return Question.Foreseen(
        value: try session.value(of: mistake.expression), reply: mistake.answer)
    } catch {
      tell(error)
      return nil
    }
  }

  // MARK: - The graph

  /// Records what is differentiated, and by what, as one graph.
  private mutating func record(
    _ asks: [Ask]
  ) -> (recording: Recording, kinds: [Question.Kind])? {
    // One text, so that one recording can tell where each of its parts stands.
    let source = SourceText(
      name: file.source.name, text: asks.map(\.key.code.text).joined(separator: "\n"))
    var parts: [Expression] = []
    var places: [Int?] = []
    for statement in Session.parser.parse(source).statements {
      guard case .expression(let expression) = statement.kind else { continue }
      if case .call(let callee, let arguments) = expression.kind, callee.bareName == "grad",
        arguments.count == 2, arguments.allSatisfy({ $0.label == nil })
      {
        places.append(parts.count)
        parts += arguments.map(\.value)
      } else {
        places.append(nil)
      }
    }
    guard places.count == asks.count else {
      tell(AssignmentDiagnostics.keyIsNoExpression())
      return nil
    }
    do throws(Diagnostic) {
      let recording = try session.record(parts, in: source)
      return (
        recording,
        places.map { place in
          guard let place else { return .value }
          return .gradient(of: recording.outputs[place], wrt: recording.outputs[place + 1])
        }
      )
    } catch {
      tell(error.located(in: source))
      return nil
    }
  }

  /// The questions from whose answers a student computes one.
  private mutating func upstream(
    of index: Int, _ asks: [Ask], _ recorded: (recording: Recording, kinds: [Question.Kind])
  ) -> [Int] {
    asks[index].upstream.compactMap { name in
      guard let place = asks.firstIndex(where: { $0.name == name.text }), place != index else {
        tell(
          AssignmentDiagnostics.unknownUpstream(
            name.text, among: asks.map(\.name).filter { $0 != asks[index].name }, at: name.range))
        return nil
      }
      guard case .gradient(let loss, let node) = recorded.kinds[index],
        case .gradient(let otherLoss, let above) = recorded.kinds[place], loss == otherLoss,
        above != node, recorded.recording.graph.leads(from: node, to: above)
      else {
        tell(AssignmentDiagnostics.notUpstream(name.text, of: asks[index].name, at: name.range))
        return nil
      }
      return place
    }
  }
}

extension Graph {
  /// Whether a node depends on another.
  func leads(from node: Node, to output: Node) -> Bool {
    guard node <= output else { return false }
    var leads = [Bool](repeating: false, count: output.position + 1)
    leads[node.position] = true
    markDependents(&leads, upTo: output.position)
    return leads[output.position]
  }
}

extension NotebookFile {
  /// The name of the file without folders and ending.
  fileprivate var stem: String {
    let name = source.name.split(separator: "/").last.map(String.init) ?? source.name
    return name.hasSuffix(Path.notebookEnding)
      ? String(name.dropLast(Path.notebookEnding.count)) : name
  }
}
