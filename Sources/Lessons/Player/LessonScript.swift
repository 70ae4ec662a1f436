import Notebook
import StyledText

/// A notebook in the order in which it is played: sections of prose, lines to run and tasks.
package struct LessonScript: Sendable {
  package enum Part: Sendable {
    case prose([ProseBlock])
    case line(Line)
    case task(LessonTask, number: Int)

    /// Whether the lesson waits there.
    var isStop: Bool {
      switch self {
      case .prose: false
      case .line(let line): !line.isHidden
      case .task: true
      }
    }
  }

  /// A line that the lesson suggests.
  package struct Line: Sendable, Equatable {
    package let input: String
    /// Whether it is run unseen.
    package let isHidden: Bool
  }

  package struct Section: Sendable {
    package let title: [ProseInline]
    package let parts: [Part]
  }

  package let sections: [Section]
  package let tasks: [LessonTask]

  package init(_ file: NotebookFile) {
    var number = 0
    sections = file.sections.compactMap { section in
      let parts = section.blocks.flatMap { Self.parts($0, &number) }
      return parts.isEmpty ? nil : Section(title: section.title, parts: Self.joined(parts))
    }
    tasks = file.tasks
  }

  private static func parts(_ block: NotebookBlock, _ number: inout Int) -> [Part] {
    switch block.content {
    case .prose(let prose): return [.prose([prose])]
    case .ask(let ask): return [.prose(ask.prose)]
    case .answer(let code): return [.prose([.code(code.lines, language: "answer")])]
    case .task(let task):
      number += 1
      return [.task(task, number: number)]
    case .cell(let cell):
      guard cell.attributes.isRun else {
        return cell.attributes.isHidden ? [] : [.prose([transcript(cell)])]
      }
      return cell.entries.map {
        .line(Line(input: $0.input, isHidden: cell.attributes.isHidden))
      }
    }
  }

  /// A cell that is only to be looked at.
  private static func transcript(_ cell: NotebookCell) -> ProseBlock {
    let lines = cell.entries.flatMap { entry in
      Transcript.input(entry.input).lines.map(\.plain) + entry.expected
    }
    return .code(lines, language: "grad")
  }

  /// Prose that follows prose is shown with it.
  private static func joined(_ parts: [Part]) -> [Part] {
    var joined: [Part] = []
    for part in parts {
      if case .prose(let more) = part, case .prose(let before)? = joined.last {
        joined[joined.count - 1] = .prose(before + more)
      } else {
        joined.append(part)
      }
    }
    return joined
  }
}
