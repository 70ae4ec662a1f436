import Notebook
import Terminal

/// What Tab offers.
enum Completions {
  static func candidates(for request: CompletionRequest, in state: SessionState) -> [String] {
    if request.isQuoted { return [] }
    let isFirst = request.line.dropLast(request.word.count).allSatisfy(\.isWhitespace)
    return (isFirst ? Commands.names : []) + state.order + BuiltInNames.all
  }
}
