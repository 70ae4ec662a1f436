import Diagnostics

/// What can be wrong with a notebook as it is written, in words.
enum LessonDiagnostics {
  private static func problem(
    _ message: String, _ range: SourceRange?, notes: [String] = [], help: String? = nil
  ) -> Diagnostic {
    Diagnostic("notebook", message, at: range, notes: notes, help: help)
  }

  private static func didYouMean(_ name: String, _ names: [String]) -> String {
    if let near = Suggestion.nearest(to: name, among: names) { return "did you mean \(near)?" }
    return "there are \(names.joined(separator: ", "))"
  }

  // MARK: - Files

  static func tooLarge(_ name: String, limit: Int) -> Diagnostic {
    problem(
      "\(name) is too large for a notebook", nil, notes: ["one has at most \(limit >> 10) KiB"])
  }

  static func notText(_ name: String, line: Int) -> Diagnostic {
    problem(
      "\(name) is not text: line \(line) holds bytes that are no UTF-8", nil,
      help: "a notebook is a Markdown file in UTF-8")
  }

  static func binary(_ name: String, line: Int) -> Diagnostic {
    problem(
      "\(name) is not text: line \(line) holds a zero byte", nil,
      help: "a notebook is a Markdown file in UTF-8")
  }

  static func longParagraph(at range: SourceRange, limit: Int) -> Diagnostic {
    problem(
      "a paragraph is longer than \(limit >> 10) KiB", range,
      help: "separate paragraphs by blank lines")
  }

  static func deepNesting(at range: SourceRange) -> Diagnostic {
    problem("lists and quotes are nested too deeply here", range)
  }

  // MARK: - Front matter

  static func openFrontMatter(at range: SourceRange) -> Diagnostic {
    problem(
      "the front matter is never closed", range, help: "a line --- ends it")
  }

  static func longFrontMatter(at range: SourceRange, limit: Int) -> Diagnostic {
    problem("the front matter is longer than \(limit >> 10) KiB", range)
  }

  static func frontMatter(_ reason: String, at range: SourceRange) -> Diagnostic {
    // What libyaml says of a text such as `a: b`.
    let isColon = reason.hasPrefix("mapping values")
    return problem(
      "the front matter is no YAML: \(reason)", range,
      help: isColon ? "text with a colon in it stands between quotes" : nil)
  }

  static func frontMatterShape(at range: SourceRange) -> Diagnostic {
    problem(
      "the front matter is a list of name: value", range,
      help: "text with a colon in it stands between quotes")
  }

  static func unknownEntry(_ name: String, among names: [String], at range: SourceRange)
    -> Diagnostic
  {
    problem("there is no entry \(name) in front matter", range, help: didYouMean(name, names))
  }

  static func entryTwice(_ name: String, at range: SourceRange) -> Diagnostic {
    problem("\(name) is said twice", range)
  }

  static func entryValue(_ name: String, _ values: String, at range: SourceRange) -> Diagnostic {
    problem("\(name) is \(values)", range)
  }

  // MARK: - Fences

  /// - Parameter next: The line at which another block begins within it.
  static func openFence(at range: SourceRange, next: Int? = nil) -> Diagnostic {
    problem(
      next == nil ? "the block is never closed" : "the block is not closed where the next begins",
      range, notes: next.map { ["another begins in line \($0)"] } ?? [], help: "a line ``` ends it")
  }

  static func nestedFence(_ word: String, at range: SourceRange) -> Diagnostic {
    problem("a \(word) block stands at the margin, not within a list or a quote", range)
  }

  static func unknownAttribute(_ name: String, among names: [String], at range: SourceRange)
    -> Diagnostic
  {
    problem("there is no attribute \(name) here", range, help: didYouMean(name, names))
  }

  static func attributeValue(_ name: String, _ values: String, at range: SourceRange)
    -> Diagnostic
  {
    values.isEmpty
      ? problem("\(name) takes no value", range) : problem("\(name) is \(values)", range)
  }

  // MARK: - Cells

  static func noInput(at range: SourceRange) -> Diagnostic {
    problem("the cell runs nothing", range, help: "a line to run begins with grad> ")
  }

  static func outputFirst(at range: SourceRange) -> Diagnostic {
    problem(
      "the cell begins with output", range, help: "a line to run begins with grad> ")
  }

  static func continuationFirst(at range: SourceRange) -> Diagnostic {
    problem("there is no input that this line goes on with", range)
  }

  // MARK: - Tasks

  static func noID(at range: SourceRange) -> Diagnostic {
    problem(
      "the task has no id, which progress is kept under", range,
      help: "write one behind task: {#sine}")
  }

  static func badID(_ id: String, at range: SourceRange) -> Diagnostic {
    problem("\(id) is no id", range, notes: ["an id is made of \(LessonID.description)"])
  }

  static func idTwice(_ id: String, firstLine: Int, at range: SourceRange) -> Diagnostic {
    problem("two tasks have the id \(id)", range, notes: ["the other stands in line \(firstLine)"])
  }

  static func noField(at range: SourceRange) -> Diagnostic {
    problem(
      "a task is made of lines name: text", range,
      help: "a line that goes on with the one above begins with blanks")
  }

  static func unknownField(_ name: String, among names: [String], at range: SourceRange)
    -> Diagnostic
  {
    problem("a task has no field \(name)", range, help: didYouMean(name, names))
  }

  static func missingField(_ field: TaskField, at range: SourceRange) -> Diagnostic {
    problem("the task has no \(field): \(field.summary)", range)
  }

  static func emptyField(_ field: String, at range: SourceRange) -> Diagnostic {
    problem("\(field): says nothing", range)
  }

  static func noKind(at range: SourceRange) -> Diagnostic {
    problem(
      "the task does not say how it is judged", range,
      notes: [
        "accept: compares the value of an expression, choice: and correct: list answers,",
        "predict: asks for a value before it is shown",
      ])
  }

  static func mixedKinds(_ field: TaskField, _ other: TaskField, at range: SourceRange)
    -> Diagnostic
  {
    problem("\(field): and \(other): do not go together", range)
  }

  static func noArrow(_ field: TaskField, at range: SourceRange) -> Diagnostic {
    problem("\(field): is written expression => what to say", range)
  }

  static func noCorrectChoice(at range: SourceRange) -> Diagnostic {
    problem("none of the answers is right", range, help: "the right one is written correct: text")
  }

  static func oneChoice(at range: SourceRange) -> Diagnostic {
    problem("there is nothing to choose: the task has one answer", range)
  }

  // MARK: - Replay

  static func nothingToRun(_ name: String) -> Diagnostic {
    problem(
      "\(name) has no cell and no task to run", nil,
      help: "a cell stands between ```grad and ```, its inputs behind grad> ")
  }

  static func noHint(_ id: String, at range: SourceRange) -> Diagnostic {
    problem("the task \(id) has no hint", range)
  }

  static func passedBefore(_ id: String, at range: SourceRange) -> Diagnostic {
    problem("the task \(id) is passed before it is answered", range)
  }

  static func nothingAsked(at range: SourceRange) -> Diagnostic {
    problem("this asks for nothing", range, help: "write dW: grad(J, W), a name and what it equals")
  }

  static func askedName(_ name: String, at range: SourceRange) -> Diagnostic {
    problem(
      "\(name) cannot be a name", range, help: "write dW: grad(J, W), a name and what it equals")
  }

  static func askedTwice(_ name: String, at range: SourceRange) -> Diagnostic {
    problem("\(name) is asked for already", range)
  }

  static func solutionFails(_ id: String, _ reason: String, at range: SourceRange) -> Diagnostic {
    problem("the solution of \(id) does not pass", range, notes: [reason])
  }

  static func mistakeIsRight(at range: SourceRange) -> Diagnostic {
    problem("this mistake has the value of the right answer", range)
  }

  static func unknownLesson(_ id: String, among ids: [String], at range: SourceRange)
    -> Diagnostic
  {
    problem(
      "there is no lesson \(id)", range,
      help: Suggestion.nearest(to: id, among: ids).map { "did you mean \($0)?" })
  }

  static func lessonTwice(_ id: String, _ name: String, _ other: String) -> Diagnostic {
    problem("\(name) and \(other) have the same id, \(id)", nil)
  }

  static func emptyFolder(_ path: String) -> Diagnostic {
    problem("there is no notebook in \(path)", nil, help: "notebooks are files named .md")
  }
}
