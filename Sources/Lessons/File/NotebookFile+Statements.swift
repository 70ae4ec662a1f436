package import Diagnostics

extension NotebookFile {
  /// What running the notebook means: every input of its cells, at every task its solution,
  /// and what a student answers.
  package var statements: [SourceText] {
    blocks.flatMap { block -> [SourceText] in
      switch block.content {
      case .prose, .ask: []
      case .cell(let cell): cell.attributes.isRun ? cell.entries.map(statement) : []
      case .task(let task): task.ownCode.map { [statement($0)] } ?? []
      case .answer(let code): [statement(code)]
      }
    }
  }

  /// The same for a text that is a notebook as it should be.
  package static func statements(of source: SourceText) throws(Diagnostic) -> [SourceText] {
    let notebook = NotebookFile(source)
    if let problem = notebook.problems.first { throw problem }
    return notebook.statements
  }

  private func statement(_ entry: NotebookCell.Entry) -> SourceText {
    SourceText(name: source.name, text: entry.input, firstLine: entry.inputLines.lowerBound)
  }

  private func statement(_ code: LessonCode) -> SourceText {
    SourceText(
      name: source.name, text: code.text, firstLine: source.line(of: code.range.lowerBound))
  }
}
