package import Notebook
package import StyledText

/// The list of lessons.
package enum LessonMenu {
  package static func text(
    _ entries: [(lesson: Lesson, progress: LessonProgress)], _ settings: Settings
  ) -> StyledText {
    guard !entries.isEmpty else { return StyledText("there are no lessons here", .faint) }
    var table = TextTable(
      columns: [
        TextTable.Column("", .trailing), TextTable.Column(""),
        TextTable.Column("", overflow: .wrap), TextTable.Column(""),
      ], indent: 2)
    for (index, entry) in entries.enumerated() {
      let standing = LessonStanding(entry.lesson, entry.progress)
      table.append([
        StyledText("\(index + 1)", .faint), StyledText(entry.lesson.id, .command),
        StyledText(entry.lesson.title), state(entry.lesson, standing),
      ])
    }
    var lines = [StyledText("Lessons", .heading)] + table.lines(width: settings.width) + [""]
    if let line = advice(entries) {
      lines += line.wrapped(to: settings.width, indent: 2)
    }
    let text = lines.joined()
    return settings.isASCII ? text.asciiFallback : text
  }

  private static func state(_ lesson: Lesson, _ standing: LessonStanding) -> StyledText {
    if standing.isFinished {
      let points = standing.hasPoints ? ", \(standing.pointsText) points" : ""
      return StyledText("done" + points, .success)
    }
    guard standing.isBegun else { return "" }
    return StyledText(lesson.script.tasks.isEmpty ? "begun" : standing.tasksText)
  }

  /// Which one to take up.
  private static func advice(
    _ entries: [(lesson: Lesson, progress: LessonProgress)]
  ) -> StyledText? {
    let open = entries.filter { !$0.progress.isFinished }
    let begun = open.first { LessonStanding($0.lesson, $0.progress).isBegun }
    guard let lesson = (begun ?? open.first ?? entries.first)?.lesson else { return nil }
    return "  " + StyledText("lesson \(lesson.id)", .command)
      + (begun != nil
        ? " goes on where you were" : open.isEmpty ? " begins it again" : " begins it")
  }
}
