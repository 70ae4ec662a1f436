import Diagnostics
package import StyledText

extension Replay.Failure {
  /// What a person reads of it.
  /// - Parameter added: How many lines were put before those of the file.
  package func text(file: String, width: Int = 80, added: Int = 0) -> StyledText {
    switch self {
    case .problem(let problem): problem.styled(width: width)
    case .output(let stale):
      StyledText("\(file):\(stale.line - added)  ", .faint)
        + StyledText(stale.input.replacing("\n", with: "\n....> "))
        + "\n" + stale.difference.text().lines.map { "  " + $0 }.joined()
    }
  }
}
