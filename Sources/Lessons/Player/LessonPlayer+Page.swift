import Notebook
import StyledText

/// What the lesson shows in a turn.
extension LessonPlayer {
  /// Shows where the lesson waits.
  mutating func showStop(_ emit: (Shown) -> Void) {
    switch current {
    case .line(let line): showSuggestion(line)
    case .task(let task, let number):
      page.append(
        TaskView(task: task, number: number, count: script.tasks.count, prose: prose).lines())
      showState(of: task)
    case .prose: goOn(emit)
    case nil where !isOver && section + 1 < script.sections.count:
      let title = prose.text(script.sections[section + 1].title).plain
      page.append(
        prose.lines(
          StyledText("  [enter] goes on" + (title.isEmpty ? "" : " to: \(title)"), .faint)))
    case nil:
      // The last section ends with the lesson.
      if !isOver { beginSection(section + 1, emit) }
    }
  }

  private mutating func showSuggestion(_ line: LessonScript.Line) {
    let lines = line.input.split(separator: "\n", omittingEmptySubsequences: false)
    var text = lines.enumerated().map { index, part in
      StyledText(index == 0 ? "  try this:  " : "             ")
        + StyledText(String(part), .command)
    }.joined()
    let note = hasExplainedLines ? "[enter]" : "[enter] runs it, or type your own"
    hasExplainedLines = true
    if lines.count == 1, text.width + note.count + 4 <= prose.width {
      text += StyledText("    \(note)", .faint)
    } else {
      text += StyledText("\n  \(note)", .faint)
    }
    page.append(text.fitting(width).lines)
  }

  private mutating func showState(of task: LessonTask) {
    let record = record(task)
    switch record.state {
    case .open: break
    case .right:
      let answer = record.answer.isEmpty ? "" : ": \(record.answer.joined(separator: "; "))"
      add("Done before\(answer). Enter goes on, ", .reset, " asks it again.")
    case .skipped: add("Skipped before. Enter goes on, ", .reset, " asks it again.")
    }
  }

  mutating func showHeading() {
    guard !isOver, !script.sections[section].title.isEmpty || section > 0 else { return }
    // A lesson of one section, or one that begins with its own title, has said so already.
    let title = script.sections[section].title.plain
    if title != lesson.title || section > 0 { page.append([frame.heading(section)]) }
  }

  // MARK: - Sentences

  /// Adds lines to what the turn shows.
  mutating func add(lines: [StyledText]) { page.append(lines) }

  /// Adds a sentence with words of the lesson in it.
  mutating func add(_ pieces: SentencePiece...) {
    let text = pieces.reduce(into: StyledText("  ")) { text, piece in
      switch piece {
      case .text(let words): text.append(words, .faint)
      case .word(let word): text.append(word.rawValue, .command)
      }
    }
    page.append(prose.lines(text, indent: 2))
  }

  /// Shows what the turn has come to, framed by blank lines.
  mutating func flush(_ emit: (Shown) -> Void) {
    let lines = page.filter { !$0.isEmpty }.map { $0.joined() }
    page = []
    guard !lines.isEmpty else { return }
    emit(.text("\n" + lines.joined(separator: "\n\n") + "\n"))
  }
}

/// A piece of a sentence: words, or a word that can be typed.
enum SentencePiece: ExpressibleByStringInterpolation {
  case text(String)
  case word(LessonWord)

  init(stringLiteral value: String) { self = .text(value) }

  static var hint: SentencePiece { .word(.hint) }
  static var answer: SentencePiece { .word(.answer) }
  static var skip: SentencePiece { .word(.skip) }
  static var reset: SentencePiece { .word(.reset) }
  static var back: SentencePiece { .word(.back) }
  static var next: SentencePiece { .word(.next) }
  static var resume: SentencePiece { .word(.resume) }
  static var leave: SentencePiece { .word(.leave) }
}
