import Diagnostics
import Language
import Notebook

/// The lines that the lesson suggests, and its own variables.
extension LessonPlayer {
  mutating func runSuggested(_ line: LessonScript.Line, _ emit: (Shown) -> Void) {
    putBack(before: line.input)
    flush(emit)
    emit(.line(line.input))
    guard runOwn(line.input, { emit(.outcome($0)) }) else { return }
    part += 1
    goOn(emit)
  }

  mutating func runHidden(_ line: LessonScript.Line, _ emit: (Shown) -> Void) {
    _ = runOwn(line.input) { if $0.kind == .error { emit(.outcome($0)) } }
  }

  /// Runs a line in the lesson's own state; one that fails is part of what the lesson shows, one
  /// that is stopped has changed only what the learner sees.
  /// - Returns: Whether it was not stopped.
  mutating func runOwn(_ input: String, _ tell: (Outcome) -> Void) -> Bool {
    var isStopped = false
    session.execute(SourceText(name: "", text: input)) { outcome in
      isStopped = isStopped || (outcome.diagnostic?.isInterruption ?? false)
      tell(outcome)
    }
    if !isStopped { base = session }
    return !isStopped
  }

  /// Puts the lesson's own variables back, and says so if the learner has changed any.
  /// - Parameter input: What is run next; names that it states anew are not worth a word.
  mutating func putBack(before input: String = "") {
    let stated = Self.namesStated(in: input)
    let changed = Self.changes(from: base, to: session).filter { !stated.contains($0) }
    session.goBack(to: base)
    guard !changed.isEmpty else { return }
    let names = changed.prefix(6).joined(separator: ", ") + (changed.count > 6 ? ", ..." : "")
    add(
      .text(
        "Your \(names) \(changed.count == 1 ? "is" : "are") set aside; the lesson goes on with its "
          + "own variables."))
  }

  /// The names that mean something else in another session.
  static func changes(from base: Session, to session: Session) -> [String] {
    let names = base.state.ownNames + session.state.ownNames
    var seen: Set<String> = [SessionState.answerName]
    return names.filter { name in
      let (one, other) = (base.state.definitions[name], session.state.definitions[name])
      guard one?.revision != other?.revision, seen.insert(name).inserted else { return false }
      // What was only drawn anew is still what was stated.
      return one.map { $0.source[$0.range] } != other.map { $0.source[$0.range] }
        || one?.tensor != other?.tensor
    }
  }

  /// The names that statements give a meaning.
  static func namesStated(in input: String) -> Set<String> {
    let statements = Session.parser.parse(SourceText(name: "", text: input)).statements
    return statements.reduce(into: []) { names, statement in
      switch statement.kind {
      case .fact(let name, _), .function(let name, _, _): names.insert(name.text)
      case .set(let targets, _): names.formUnion(targets.map(\.name.text))
      case .expression, .command, .repetition: break
      }
    }
  }
}
