package import Diagnostics

/// Reads source text into statements.
///
/// The command words and how each reads its tail come from outside; nothing is built in but the
/// grammar. Whatever the text, the answer is statements and diagnostics: nesting is bounded by
/// ``maximumNesting`` and all else is read in loops.
package struct Parser: Sendable {
  /// How deep brackets, prefixes, powers and postfixes may stand inside each other.
  package static let maximumNesting = 200
  /// After so many diagnostics the rest of the text is not read.
  package static let maximumDiagnostics = 20

  package let commands: [String: CommandStyle]

  package init(commands: [String: CommandStyle]) {
    self.commands = commands
  }

  /// Reads a text; after a wrong statement reading goes on with the next one.
  package func parse(_ source: SourceText) -> ParseResult {
    var reader = SourceReader(source, commands: commands)
    return reader.program()
  }

  /// Reads a text that is one expression.
  package func parseExpression(_ source: SourceText) throws(Diagnostic) -> Expression {
    var reader = SourceReader(source, commands: commands)
    do {
      return try reader.loneExpression()
    } catch {
      throw error.located(in: source)
    }
  }
}
