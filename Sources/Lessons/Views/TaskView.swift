import Notebook
import StyledText

/// A task as it is put to the learner.
struct TaskView {
  let task: LessonTask
  let number: Int
  let count: Int
  let prose: ProseView

  /// `Your turn (2 of 5)   Define c, the sine of b.`, and what there is to choose from.
  func lines() -> [StyledText] {
    let head = StyledText("Your turn (\(number) of \(count))", .heading)
    var lines: [StyledText]
    if case .paragraph(let first)? = task.ask.first {
      let line = head + "   " + prose.text(first)
      lines =
        line.width <= prose.width && line.lines.count == 1
        ? prose.lines(line) : [head] + prose.lines(first)
      let rest = prose.lines(Array(task.ask.dropFirst()))
      if !rest.isEmpty { lines += [""] + rest }
    } else {
      lines = [head] + prose.lines(task.ask)
    }
    switch task.kind {
    case .statements: break
    case .choice(let options):
      for (index, option) in options.enumerated() {
        let mark = StyledText("  \(Self.letter(index))", .command) + "  "
        lines += prose.lines(mark + prose.text(option.text), indent: mark.width)
      }
      lines += prose.lines(StyledText("  type the letter", .faint))
    case .prediction:
      lines += prose.lines(StyledText("  type your guess, a number or a formula", .faint))
    }
    return lines
  }

  /// `a` for the first.
  static func letter(_ index: Int) -> String {
    index < 26
      ? String(Character(Unicode.Scalar(UInt8(ascii: "a") + UInt8(index)))) : "\(index + 1)"
  }
}
