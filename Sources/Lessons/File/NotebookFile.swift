package import Diagnostics

/// A notebook as it is written: front matter, prose, cells and tasks of one Markdown file.
///
/// A lesson is a notebook with tasks, a saved session one without.
package struct NotebookFile: Sendable {
  package let source: SourceText
  package let frontMatter: FrontMatter
  /// What stands in the file, in order.
  package let blocks: [NotebookBlock]
  /// What is wrong with it, in order of place.
  package let problems: [Diagnostic]

  /// Reads a text; whatever it holds, there is a notebook and a list of what is wrong with it.
  package init(_ source: SourceText) {
    var reader = NotebookReader(source)
    reader.read()
    self.source = source
    frontMatter = reader.frontMatter
    blocks = reader.blocks
    problems = reader.problems.sorted {
      ($0.range?.lowerBound ?? 0) < ($1.range?.lowerBound ?? 0)
    }
  }

  /// What people call it: the title, else the first heading, else the file's name.
  package var title: String {
    if let title = frontMatter.title { return title }
    for block in blocks {
      if case .prose(.heading(_, let text)) = block.content { return text.plain }
    }
    return source.name
  }

  /// Whether it holds a title and inputs alone, so that saving a session over it loses nothing.
  package var isSavedSession: Bool {
    blocks.dropFirst().allSatisfy { block in
      guard case .cell(let cell) = block.content else { return false }
      return cell.attributes == CellAttributes()
    }
  }

  package var cells: [NotebookCell] {
    blocks.compactMap { if case .cell(let cell) = $0.content { cell } else { nil } }
  }

  package var tasks: [LessonTask] {
    blocks.compactMap { if case .task(let task) = $0.content { task } else { nil } }
  }

  package var asks: [Ask] {
    blocks.compactMap { if case .ask(let ask) = $0.content { ask } else { nil } }
  }

  /// The statements with which a student answers.
  package var answers: [LessonCode] {
    blocks.compactMap { if case .answer(let code) = $0.content { code } else { nil } }
  }

  /// The parts between headings of the first two levels, which a player shows one after the other.
  package var sections: [Section] {
    var sections: [Section] = []
    for block in blocks {
      if case .prose(.heading(let level, let title)) = block.content, level <= 2 {
        sections.append(Section(title: title, blocks: []))
      } else if sections.isEmpty {
        sections.append(Section(title: [], blocks: [block]))
      } else {
        sections[sections.count - 1].blocks.append(block)
      }
    }
    return sections
  }

  /// A heading with what follows it.
  package struct Section: Sendable {
    /// Empty for what stands before the first heading.
    package let title: [ProseInline]
    package fileprivate(set) var blocks: [NotebookBlock]
  }
}
