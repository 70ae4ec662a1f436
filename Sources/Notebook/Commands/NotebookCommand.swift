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
  /// How it is typed: `trace e [wrt x ...] [by=ops|names|primitives]`.
  static var usage: String { get }
  /// Its options with their meaning.
  static var options: [CommandOption] { get }
  /// Lines a learner can type.
  static var examples: [String] { get }
  /// How the rest of its line is read.
  static var style: CommandStyle { get }

  static func run(
    _ command: Command, in session: inout Session, source: SourceText
  ) throws(Diagnostic) -> Outcome
}

extension NotebookCommand {
  package static var options: [CommandOption] { [] }
  package static var style: CommandStyle { .expressions }
}

package struct CommandOption: Sendable, Equatable {
  package let name: String
  /// `ops|names|primitives`, `1e-6`, ...
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
  case data = "Data"
  case session = "The session"
}
