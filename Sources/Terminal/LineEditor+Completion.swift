@preconcurrency import CReadline
import Glibc

extension LineEditor {
  /// Makes readline ask this editor, and nothing else, what Tab may insert.
  func setUpCompletion() {
    rl_completer_quote_characters = UnsafePointer(strdup("\""))
    rl_completer_word_break_characters = UnsafePointer(
      strdup(" \t\n\"()[]{},;:?=<>+-*/@^'#"))
    rl_attempted_completion_function = { text, start, _ in
      rl_attempted_completion_over = 1  // No names of files by default.
      rl_completion_append_character = 0
      guard let text else { return nil }
      let count = MainActor.assumeIsolated { LineEditor.active?.findCandidates(from: Int(start)) }
      guard let count, count > 0 else { return nil }
      return rl_completion_matches(text) { _, state in
        // Readline frees the text. A pointer cannot leave the actor, so the text does.
        let candidate = MainActor.assumeIsolated { LineEditor.active?.candidate(Int(state)) }
        return candidate.flatMap { strdup($0) }
      }
    }
  }

  /// Collects what may stand in the place of readline's word, which starts at byte `start` of the
  /// line, and returns how many there are.
  private func findCandidates(from start: Int) -> Int {
    candidates = []
    let typed = Array(UnsafeRawBufferPointer(start: rl_line_buffer, count: Int(rl_point)))
    let line = String(decoding: typed, as: UTF8.self)
    // Offsets are good only if nothing had to be repaired.
    guard typed.elementsEqual(line.utf8) else { return 0 }
    let (word, found) = candidates(for: line)
    let wordStart = typed.count - word.utf8.count
    guard wordStart >= 0 else { return 0 }
    // Readline knows no letters and signs beyond ASCII, so its word may start before or after ours.
    candidates =
      if start <= wordStart {
        found.map { String(decoding: typed[start..<wordStart], as: UTF8.self) + $0 }
      } else {
        found.map { String(decoding: $0.utf8.dropFirst(start - wordStart), as: UTF8.self) }
      }
    // A directory is to be gone on with, not to be closed.
    rl_completion_suppress_quote = found.contains { $0.hasSuffix("/") } ? 1 : 0
    return candidates.count
  }

  /// The word at the end of the line, and what may stand in its place.
  private func candidates(for line: String) -> (word: String, found: [String]) {
    let request = CompletionRequest(
      line: earlierLines + line, hyphenated: settings.hyphenatedCommands)
    if !request.isQuoted, let name = SymbolName.name(atEndOf: line) {
      return (String(name), SymbolName.candidates(for: String(name)))
    }
    let word = Array(request.word.utf8)
    return (request.word, complete(request).filter { $0.utf8.starts(with: word) })
  }

  private func candidate(_ index: Int) -> String? {
    candidates.indices.contains(index) ? candidates[index] : nil
  }
}
