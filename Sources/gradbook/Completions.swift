import Notebook
import Terminal

/// What Tab offers.
enum Completions {
  /// - Parameter words: What a lesson understands beside statements.
  static func candidates(
    for request: CompletionRequest, in session: Session, words: [String]
  ) -> [String] {
    let found = session.completions(line: request.line, word: request.word, start: request.start)
    let isFirst = request.line.utf8.prefix(request.start).allSatisfy { $0 == UInt8(ascii: " ") }
    guard isFirst, !request.isQuoted else { return found }
    return (found + words.filter { $0.hasPrefix(request.word) }).sorted()
  }
}
