import Diagnostics
import Language
import StyledText

/// Explains anything that has a name.
enum HelpCommand: NotebookCommand {
  static let name = "help"
  static let category = CommandCategory.session
  static let summary = "Explains a function, a command, a sign, an error or a topic."
  static let usage = "help [topic], ?topic"
  static let examples = ["help sigmoid"]
  static let style = CommandStyle.words
  static func isRecorded(_ command: Command) -> Bool { false }

  static func run(
    _ command: Command, in session: inout Session, source: SourceText
  ) throws(Diagnostic) -> Outcome {
    let words = topics(CommandWords(command, HelpCommand.self), source)
    guard !words.isEmpty else {
      return Outcome(.command, text: HelpIndex.start.styled(session.settings))
    }
    var texts: [StyledText] = []
    for word in words { texts += try pages(word, session) }
    return Outcome(.command, text: texts.joined(separator: "\n\n"))
  }

  /// What help is wanted on; `help error shape` is help on shape, and so is `help error[shape]`.
  private static func topics(_ words: CommandWords, _ source: SourceText) -> [Name] {
    var names: [Name] = []
    var depth = 0
    for name in words.names {
      // The arguments of a call that was typed out are no topics.
      let isArgument = depth > 0
      depth += name.text.count { $0 == "(" } - name.text.count { $0 == ")" }
      if isArgument { continue }
      var text = name.text
      if text.hasPrefix("error["), text.hasSuffix("]") {
        text = String(text.dropFirst("error[".count).dropLast())
      }
      names.append(Name(text, at: name.range))
    }
    if names.count == 2, ["error", "on", "for"].contains(names[0].text) { names.removeFirst() }
    return names
  }

  private static func pages(
    _ name: Name, _ session: Session
  ) throws(Diagnostic) -> [StyledText] {
    var texts: [StyledText] = []
    if let definition = session.state.definitions[name.text] {
      let text = OneLine.text(definition.source[definition.range])
      texts.append(
        StyledText(name.text, .emphasis) + "\n  stated here: "
          + StyledText(text, .faint).truncated(to: max(session.settings.width - 15, 1)))
    }
    if let word = HelpIndex.known(name.text) {
      texts += HelpIndex.pages(for: word).map { $0.styled(session.settings) }
    }
    guard !texts.isEmpty else {
      throw SessionDiagnostics.noHelp(
        name.text, candidates: HelpIndex.words + session.state.ownNames, at: name.range)
    }
    return texts
  }
}
