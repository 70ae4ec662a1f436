import Diagnostics
import Language
import StyledText

/// Names taken out of the session.
enum ClearCommand: NotebookCommand {
  static let name = "clear"
  static let category = CommandCategory.session
  static let summary = "Removes names, or all of them; facts that read them wait."
  static let usage = "clear [names]"
  static let examples = ["x := 2; f = x^2", "clear x", "clear"]
  static let style = CommandStyle.words

  static func run(
    _ command: Command, in session: inout Session, source: SourceText
  ) throws(Diagnostic) -> Outcome {
    let words = CommandWords(command, ClearCommand.self)
    let known = session.state.ownNames
    for word in words.names where session.state.definitions[word.text] != nil {
      if let network = session.state.network(of: word.text) {
        throw NetworkDiagnostics.partStays(word.text, network, at: word.range)
      }
    }
    for word in words.names where session.state.definitions[word.text] == nil {
      throw SessionDiagnostics.nothingToClear(word.text, candidates: known, at: word.range)
    }
    let isAll = words.names.isEmpty
    let names = isAll ? known : words.names.map(\.text)
    var seen: Set<String> = []
    let removed = names.filter { seen.insert($0).inserted }
    for name in removed { session.state.remove(name) }
    return Outcome(.command, text: text(removed, isAll: isAll, session))
  }

  private static func text(_ removed: [String], isAll: Bool, _ session: Session) -> StyledText {
    if removed.isEmpty { return StyledText("nothing is defined", .faint) }
    if isAll {
      return StyledText("removed \(EvaluatorDiagnostics.count(removed.count, "name"))")
    }
    var lines: [StyledText] = ["removed " + EvaluatorDiagnostics.styledList(removed)]
    let state = session.state
    for name in state.ownNames
    where state.definitions[name].map({ $0.isFact || $0.isNetwork }) ?? false {
      let missing = Set(state.missing(behind: name))
      let gone = removed.filter(missing.contains)
      if !gone.isEmpty { lines.append(ValueView.waiting(name, gone)) }
    }
    return lines.flatMap { $0.wrapped(to: session.settings.width, indent: 2) }.joined()
  }
}
