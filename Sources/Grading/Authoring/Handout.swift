import Diagnostics
import Lessons
import Notebook

/// What students are given of an assignment: its text and its numbers, and something to fill in
/// for each way of handing in. It holds nothing of what is asked for.
package struct Handout: Sendable {
  package struct File: Sendable, Equatable {
    package let name: String
    package let text: String
  }

  private static let data = "data.json"
  private static let script = "export.py"
  /// What is given to be read and run: in a submission it needs no word.
  static let tools: Set<String> = [data, script]

  /// The notebook first, then the others by their names.
  package let files: [File]
  /// Lines of the assignment that students are given and that show what is asked for.
  package let givenAway: [AssignmentLint.Finding]

  package init(_ assignment: Assignment) {
    let asked = assignment.asked
    let notebook = Path(assignment.file.source.name).name
    let data = HandoutData(assignment)
    let templates = HandoutTemplates(
      title: assignment.title, notebook: notebook, asked: asked, data: data,
      rules: assignment.rules)
    let text = HandoutNotebook(assignment, asked).text
    files =
      [File(name: notebook, text: text)]
      + [
        File(name: "README.md", text: templates.readme),
        File(name: "answers.grad", text: templates.statements),
        File(name: "answers.json", text: templates.json),
        File(name: Handout.data, text: data.text),
        File(name: Handout.script, text: templates.script),
      ]
    let search = KeySearch(assignment.questions, known: data.entries.map(\.tensor))
    let written = assignment.file.source.text.split(
      omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    let given = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    givenAway = search.found(in: text).map { name, line in
      LintMessages.givenAway(name, line: (written.firstIndex(of: given[line]) ?? line) + 1)
    }
  }
}
