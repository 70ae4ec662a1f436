import Notebook
import Terminal

/// What Tab offers.
enum Completions {
  static func candidates(for request: CompletionRequest, in session: Session) -> [String] {
    session.completions(line: request.line, word: request.word, start: request.start)
  }
}
