package import Diagnostics
package import Language

/// One command word: everything the shell, help, completion and the reference know about it.
package protocol NotebookCommand: SendableMetatype {
  /// The word.
  static var name: String { get }
  /// Its place in help.
  static var category: CommandCategory { get }
  /// One sentence.
  static var summary: String { get }
  /// How it is typed: `trace e [wrt x ...] [by=ops|names|layers|primitives]`.
  static var usage: String { get }
  /// Its options with their meaning.
  static var options: [CommandOption] { get }
  /// What its page says beside options and examples.
  static var details: [HelpPage.Part] { get }
  /// Lines a learner can type.
  static var examples: [String] { get }
  /// Whether help and the reference may run the examples and show what they print.
  static var hasLiveExamples: Bool { get }
  /// How the rest of its line is read.
  static var style: CommandStyle { get }
  /// Whether `save` writes it: what only asks about the session does not belong into a script.
  static func isRecorded(_ command: Command) -> Bool

  static func run(
    _ command: Command, in session: inout Session, source: SourceText
  ) throws(Diagnostic) -> Outcome
}

extension NotebookCommand {
  package static var options: [CommandOption] { [] }
  package static var details: [HelpPage.Part] { [] }
  package static var hasLiveExamples: Bool { true }
  package static var style: CommandStyle { .expressions }
  package static func isRecorded(_ command: Command) -> Bool { true }
}

/// A command that runs other statements, whose outcomes come one after the other.
package protocol StatementCommand: NotebookCommand {
  static func run(
    _ command: Command, in session: inout Session, source: SourceText, isQuiet: Bool,
    emit: (Outcome) -> Void
  ) throws(Diagnostic)
}

extension StatementCommand {
  /// The last outcome alone.
  package static func run(
    _ command: Command, in session: inout Session, source: SourceText
  ) throws(Diagnostic) -> Outcome {
    var last = Outcome(.command)
    try run(command, in: &session, source: source, isQuiet: false) { last = $0 }
    return last
  }
}

package struct CommandOption: Sendable, Equatable {
  package let name: String
  /// `ops|names|layers|primitives`, `1e-6`, ...
  package let values: String
  package let meaning: String

  package init(_ name: String, _ values: String, _ meaning: String) {
    self.name = name
    self.values = values
    self.meaning = meaning
  }
}

package enum CommandCategory: String, Sendable, CaseIterable {
  case seeing = "Seeing the chain rule"
  case checking = "Checking gradients"
  case networks = "Networks and training"
  case plots = "Plots"
  case data = "Data"
  case learning = "Learning"
  case session = "The session"
}
