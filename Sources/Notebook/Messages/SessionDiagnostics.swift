import Diagnostics

/// What can be wrong with the commands about the session.
enum SessionDiagnostics {
  static func noHelp(_ word: String, candidates: [String], at range: SourceRange) -> Diagnostic {
    let near = Suggestion.several(to: word, among: candidates)
    return Diagnostic(
      "help", "there is no help on \(word)", at: range,
      help: near.isEmpty
        ? "help topics lists what there is"
        : "did you mean \(EvaluatorDiagnostics.list(near, joinedBy: "or"))?")
  }

  static func nothingToClear(
    _ name: String, candidates: [String], at range: SourceRange
  ) -> Diagnostic {
    if BuiltInNames.isReserved(name), name != SessionState.answerName {
      return Diagnostic("reserved", "\(name) belongs to the language and stays", at: range)
    }
    return Diagnostic(
      "name", "\(name) is not defined", at: range,
      help: Suggestion.nearest(to: name, among: candidates).map { "did you mean \($0)?" })
  }

  static func nothingToSave(at range: SourceRange) -> Diagnostic {
    Diagnostic("save", "there is nothing to save yet", at: range)
  }

  static func nothingToUndo(at range: SourceRange) -> Diagnostic {
    Diagnostic("undo", "there is nothing to take back", at: range)
  }

  static func scriptsTooDeep(_ path: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "script", "scripts run one another at most \(Session.scriptLimit) deep", at: range,
      help: "\(path) seems to run itself")
  }

  static func settingValue(_ setting: Setting, at range: SourceRange) -> Diagnostic {
    Diagnostic("setting", "\(setting.name) is \(setting.values)", at: range)
  }

  static func takesNothing(
    _ command: any NotebookCommand.Type, at range: SourceRange
  ) -> Diagnostic {
    Diagnostic("usage", "nothing follows \(command.name)", at: range)
  }

  static func unknownSetting(_ name: String, at range: SourceRange) -> Diagnostic {
    let near = Suggestion.nearest(to: name, among: Setting.all.map(\.name))
    return Diagnostic(
      "setting", "there is no setting \(name)", at: range,
      notes: near == nil ? ["there are \(EvaluatorDiagnostics.list(Setting.all.map(\.name)))"] : [],
      help: near.map { "did you mean \($0)?" })
  }
}
