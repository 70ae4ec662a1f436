/// How a line editor is set up.
package struct LineEditorSettings: Sendable {
  /// The name that `$if` lines of the person's inputrc may ask for.
  package var applicationName: String

  /// Where entries are remembered from one session to the next; nil keeps them for this one only.
  package var historyPath: String?

  /// How many entries are remembered.
  package var historyLimit: Int

  /// Commands whose words may contain hyphens when they are completed, as names of lessons do.
  package var hyphenatedCommands: Set<String>

  package init(
    applicationName: String, historyPath: String? = nil, historyLimit: Int = 10_000,
    hyphenatedCommands: Set<String> = []
  ) {
    self.applicationName = applicationName
    self.historyPath = historyPath
    self.historyLimit = historyLimit
    self.hyphenatedCommands = hyphenatedCommands
  }
}
