import StyledText

/// A statement that led to the present state, with what a notebook expects it to print.
package struct LoggedStatement: Sendable {
  /// As typed, with the `;` that asks for no answer.
  package let statement: String
  let output: [String]
  /// The width that the output filled, and that of the session afterwards.
  let widths: (before: Int, after: Int)
}

/// The output of a statement while it comes.
struct OutputLog {
  private(set) var lines: [String] = []
  private let settings: Settings

  /// Nobody reads more of one statement.
  private static let limit = 1000

  init(_ settings: Settings) { self.settings = settings }

  mutating func add(_ outcome: Outcome) {
    guard lines.count <= OutputLog.limit, !outcome.text.isEmpty else { return }
    // In plain words and in ASCII pictures look different from what they usually look like.
    let isUnusual = outcome.kind == .command && (settings.isPlain || settings.isASCII)
    let text = outcome.expectation ?? outcome.text
    let added = isUnusual ? [Transcript.anyLines] : text.lines.map(\.plain)
    // What looks like an input cannot be told from one.
    let prompts = [Transcript.prompt, Transcript.continuation]
    let isMistakable = added.contains { line in prompts.contains { line.hasPrefix($0) } }
    lines += isMistakable ? [Transcript.anyLines] : added
    if lines.count > OutputLog.limit {
      lines = lines.prefix(OutputLog.limit) + [Transcript.anyLines]
    }
  }
}
