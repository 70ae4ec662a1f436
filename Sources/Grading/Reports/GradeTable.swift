import Diagnostics
package import StyledText

/// A class on the screen: a row a student, a column a question, and the class below it.
///
/// ```
///   student   score  dW1      dW2         db2
///   aabbott   10/10  correct  correct     correct
///   cchen      4/10  follows  transposed  correct
///                    from
///                    dW2
/// 2 submissions, mean 7
/// common mistakes: transposed (1)
/// ```
package struct GradeTable {
  private let report: ClassReport
  private let options: ReportOptions

  package init(_ report: ClassReport) {
    self.report = report
    options = report.options
  }

  package func text() -> StyledText {
    var lines = isWide ? columns() : list()
    if options.explains { lines += explanations() }
    return (lines + ClassSummaryView(report).lines()).joined()
  }

  // MARK: - Columns

  private static let narrowestColumn = 11

  /// Whether a column for each question has room for words.
  private var isWide: Bool {
    guard !options.isPlain else { return false }
    let questions = report.assignment.questions.map {
      max(DisplayWidth.of($0.name), GradeTable.narrowestColumn) + 2
    }
    let score = max(report.grades.map { self.score($0).width }.max() ?? 0, 5)
    return 2 + nameWidth + 2 + score + questions.reduce(0, +) <= options.width
  }

  private func columns() -> [StyledText] {
    var table = TextTable(
      columns: head
        + report.assignment.questions.map {
          .init(StyledText(SafeLine.of($0.name), .heading), overflow: .wrap)
        },
      indent: 2)
    for grade in report.grades {
      switch grade.status {
      case .graded:
        table.append(
          [name(grade), score(grade)] + grade.questions.map { GradeWords.cell($0) })
      default: table.append([name(grade), score(grade), GradeTable.reason(grade)], runsOn: true)
      }
    }
    return table.lines(width: options.width)
  }

  private var head: [TextTable.Column] {
    [.init(StyledText("student", .heading)), .init(StyledText("score", .heading), .trailing)]
  }

  // MARK: - List

  /// What is not right of each student, however many questions there are and however narrow it is.
  private func list() -> [StyledText] {
    var table = TextTable(
      columns: head + [.init(StyledText("answers", .heading), overflow: .wrap)], indent: 2)
    for grade in report.grades {
      switch grade.status {
      case .graded: table.append([name(grade), score(grade), GradeTable.answers(grade)])
      default: table.append([name(grade), score(grade), GradeTable.reason(grade)])
      }
    }
    return table.lines(width: options.width)
  }

  /// `dW1, db1 follow from dW2; dW2: transposed`: alike answers together, in order of place.
  private static func answers(_ grade: Grade) -> StyledText {
    var groups: [(names: [String], cell: StyledText)] = []
    for question in grade.questions {
      let cell = GradeWords.cell(question)
      let name = SafeLine.of(question.name)
      if let place = groups.firstIndex(where: { $0.cell == cell }) {
        groups[place].names.append(name)
      } else {
        groups.append(([name], cell))
      }
    }
    if groups.count == 1, grade.questions.count > 1 { return "all " + groups[0].cell }
    return groups.map { group in
      StyledText(group.names.joined(separator: ", "), .name) + ": " + group.cell
    }.joined()
  }

  // MARK: - Cells

  /// A name is cut rather than that it takes the room of what is said.
  private var nameWidth: Int {
    let widest =
      report.grades.map { DisplayWidth.of(SafeLine.of($0.student, limit: 200)) }.max() ?? 0
    return min(max(widest, 7), max(options.width / 4, 12))
  }

  private func name(_ grade: Grade) -> StyledText {
    StyledText(SafeLine.of(grade.student, limit: 200)).truncated(to: nameWidth)
  }

  private func score(_ grade: Grade) -> StyledText {
    if case .fault = grade.status { return StyledText("none", .error) }
    return StyledText(GradeWords.score(grade.score, of: report.assignment.points), .number)
  }

  private static func reason(_ grade: Grade) -> StyledText {
    switch grade.status {
    case .graded: StyledText()
    case .ungradable(let problem):
      StyledText("unreadable: ", .warning) + StyledText(SafeLine.of(problem.message, limit: 500))
    case .fault(let reason):
      StyledText("grader fault: ", .error) + StyledText(SafeLine.of(reason, limit: 500))
    }
  }

  // MARK: - Explanations

  /// What is said to each student whose answers are not all right, with the steps that went wrong.
  private func explanations() -> [StyledText] {
    report.grades.flatMap { grade -> [StyledText] in
      let feedback = Feedback(grade, report, sees: .everything)
      let notes = feedback.notes.filter { !$0.isRight }
      guard !notes.isEmpty || !feedback.opening.isEmpty else { return [] }
      var lines: [StyledText] = ["", name(grade)]
      for sentence in feedback.opening { lines += wrapped(StyledText(sentence), 2) }
      for note in notes {
        lines += wrapped(StyledText(note.name, .name) + "  " + StyledText(note.score, .number), 2)
        for paragraph in note.paragraphs {
          lines += wrapped(
            StyledText(paragraph.isItem ? "- " : "") + StyledText(paragraph.text), 4,
            hanging: paragraph.isItem ? 2 : 0)
          for step in paragraph.steps { lines += wrapped(step, 6, hanging: 10) }
        }
      }
      return lines
    } + (options.explains ? [""] : [])
  }

  private func wrapped(
    _ text: StyledText, _ indent: Int, hanging: Int = 0
  ) -> [StyledText] {
    text.wrapped(to: max(options.width - indent, 1), indent: hanging).map {
      StyledText(String(repeating: " ", count: indent)) + $0
    }
  }
}
