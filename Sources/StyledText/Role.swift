/// What a piece of text is, so that a renderer can choose how it looks.
package enum Role: Sendable, Hashable, CaseIterable {
  case number, name, function, command, string, comment, heading, emphasis, faint, error, warning,
    success, prompt, gradient
}
