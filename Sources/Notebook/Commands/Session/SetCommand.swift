import Diagnostics
import Language
import StyledText

/// Settings shown and changed.
enum SetCommand: NotebookCommand {
  static let name = "set"
  static let category = CommandCategory.session
  static let summary = "Changes a setting; alone it lists them all."
  static let usage = "set [name value]"
  static let examples = ["set digits 3", "pi", "set"]
  static let style = CommandStyle.words
  static func isRecorded(_ command: Command) -> Bool { !command.items.isEmpty }

  static func run(
    _ command: Command, in session: inout Session, source: SourceText
  ) throws(Diagnostic) -> Outcome {
    // `set digits 8`, `set digits=8` and `set digits = 8` say the same.
    let words = CommandWords.splitAtEqualSigns(
      CommandWords(command, SetCommand.self).names)
    guard let name = words.first else {
      return Outcome(.command, text: SettingsView.all(session.settings))
    }
    guard let setting = Setting.named(name.text) else {
      throw SessionDiagnostics.unknownSetting(name.text, at: name.range)
    }
    guard words.count > 1 else {
      return Outcome(.command, text: SettingsView.one(setting, session.settings))
    }
    guard words.count == 2 else {
      throw CommandDiagnostics.usage(SetCommand.self, at: words[2].range)
    }
    guard setting.write(words[1].text, &session.settings) else {
      throw SessionDiagnostics.settingValue(setting, at: words[1].range)
    }
    return Outcome(.command)
  }
}
