/// Takes the prompts out of a pasted transcript, so that what was typed there can be run again.
package struct PromptStripper: Sendable {
  private let prompt: String
  private let continuation: String

  /// Knows the two prompts, without colour, with or without their final blank.
  package init(prompt: String, continuation: String) {
    self.prompt = Self.withoutFinalBlank(prompt)
    self.continuation = Self.withoutFinalBlank(continuation)
  }

  /// The text without prompts.
  ///
  /// A text with a prompt at the start of a line is a transcript: of its lines only those with a
  /// prompt were typed, and the first one, which a selection may have begun in the middle of; the
  /// rest is output and is left out. Any other text is returned as it is.
  package func strip(_ text: String) -> String {
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    let typed = lines.map { self.typed(in: $0) }
    guard typed.contains(where: { $0 != nil }) else { return text }
    let isTranscript = lines.contains { remainder(of: $0, after: prompt) != nil }
    let kept = zip(lines, typed).enumerated().compactMap { index, line in
      line.1 ?? (isTranscript && index > 0 ? nil : line.0)
    }
    return kept.joined(separator: "\n")
  }

  /// What follows the prompts of a line, or nil if it has none.
  private func typed(in line: Substring) -> Substring? {
    var rest: Substring?
    // Pasting after a prompt that was typed or pasted too leaves two of them.
    while let next = remainder(of: rest ?? line, after: prompt)
      ?? remainder(of: rest ?? line, after: continuation)
    {
      rest = next
    }
    return rest
  }

  /// What follows the prompt and its blank; an indented prompt counts, one inside the line does not.
  private func remainder(of line: Substring, after prompt: String) -> Substring? {
    let unindented = line.drop(while: \.isWhitespace)
    guard !prompt.isEmpty, unindented.hasPrefix(prompt) else { return nil }
    let rest = unindented.dropFirst(prompt.count)
    if rest.isEmpty { return rest }
    return rest.first == " " ? rest.dropFirst() : nil
  }

  private static func withoutFinalBlank(_ prompt: String) -> String {
    prompt.last == " " ? String(prompt.dropLast()) : prompt
  }
}
