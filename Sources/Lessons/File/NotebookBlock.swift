/// One block of a notebook with the lines it takes.
package struct NotebookBlock: Sendable {
  package enum Content: Sendable {
    case prose(ProseBlock)
    case cell(NotebookCell)
    case task(LessonTask)
    /// A tensor that an assignment asks for.
    case ask(Ask)
    /// Statements with which a student answers an assignment.
    case answer(LessonCode)
  }

  package let content: Content
  /// From 1, fences included.
  package let lines: ClosedRange<Int>
}

/// What is run and what it is expected to print.
package struct NotebookCell: Sendable {
  /// One input with the output that follows it.
  package struct Entry: Sendable {
    /// As typed, without prompts.
    package let input: String
    /// The lines of output.
    package let expected: [String]
    /// The input's lines in the file.
    package let inputLines: ClosedRange<Int>
    /// The output's lines in the file, blank ones at the end left out.
    package var outputLines: Range<Int> {
      inputLines.upperBound + 1..<inputLines.upperBound + 1 + expected.count
    }
  }

  package let attributes: CellAttributes
  package let entries: [Entry]
}
