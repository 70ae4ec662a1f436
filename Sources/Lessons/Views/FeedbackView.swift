import Notebook
import StyledText

/// What is said to an answer.
struct FeedbackView {
  let prose: ProseView
  let settings: Settings

  func right(_ reply: [ProseInline]) -> [StyledText] {
    let head = StyledText("Right.", .success)
    return prose.lines(reply.isEmpty ? head : head + " " + prose.text(reply))
  }

  /// `Not yet: c = -0.978 here, expected 0.924235. Which variable ...?   (hint for more)`
  func notYet(_ finding: Verdict.Finding, isGuess: Bool, hasHints: Bool) -> [StyledText] {
    var text = isGuess ? guess(finding) : nil
    if text == nil {
      var wide = settings
      wide.width = .max
      text = finding.text(wide)
    }
    return prose.lines((text ?? "") + (hasHints ? StyledText("   (hint for more)", .faint) : ""))
  }

  /// A guess is told no more than that it is none.
  private func guess(_ finding: Verdict.Finding) -> StyledText? {
    guard case .value(_, let got, _) = finding.reason else { return nil }
    let value = ValueView.value(got, name: nil, settings: settings)
    let text =
      StyledText("Not yet", .warning)
      + (value.lines.count == 1 ? ": it is not " + value + "." : ".")
    return finding.reply.isEmpty ? text : text + " " + prose.text(finding.reply)
  }
}
