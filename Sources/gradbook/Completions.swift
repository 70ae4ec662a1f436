import Notebook
import Terminal

/// What Tab offers.
enum Completions {
  static func candidates(for request: CompletionRequest, in state: SessionState) -> [String] {
    if request.isQuoted { return PathCompletion.candidates(for: request.word) }
    let isFirst = request.line.dropLast(request.word.count).allSatisfy(\.isWhitespace)
    return (isFirst ? Commands.names : []) + state.order + BuiltInNames.all
  }
}
