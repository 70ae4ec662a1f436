package import Notebook
package import StyledText

/// How far a lesson is, in a few words.
package struct LessonStanding: Sendable {
  private let lesson: Lesson
  private let progress: LessonProgress

  package init(_ lesson: Lesson, _ progress: LessonProgress) {
    self.lesson = lesson
    self.progress = progress
  }

  private func records() -> [(task: LessonTask, record: TaskRecord)] {
    lesson.script.tasks.map { ($0, progress.tasks[$0.id] ?? TaskRecord()) }
  }

  package var isBegun: Bool {
    progress.place != nil || progress.isFinished || !progress.tasks.isEmpty
  }
  package var isFinished: Bool { progress.isFinished }

  var hasPoints: Bool { lesson.points > 0 }
  var points: Double {
    records().reduce(0) { $1.record.earnsPoints ? $0 + $1.task.points : $0 }
  }
  var openTasks: [Int] {
    records().enumerated().filter { $1.record.state == .open }.map { $0.offset + 1 }
  }
  var skipped: Int { records().count { $0.record.state == .skipped } }
  var hints: Int { records().reduce(0) { $0 + $1.record.hints } }
  var seenAnswers: Int { records().count { $0.record.state == .right && $0.record.isAnswerSeen } }

  /// `3 of 5 tasks`
  var tasksText: String {
    "\(records().count - openTasks.count) of \(Self.count(records().count, "task"))"
  }

  /// `4 of 5`
  var pointsText: String {
    "\(NumberText.significant(points)) of \(NumberText.significant(lesson.points))"
  }

  /// What was used beside answers: `1 skipped, 2 hints`; empty if nothing was.
  var aids: String {
    let parts = [
      skipped > 0 ? "\(skipped) skipped" : nil,
      seenAnswers > 0 ? "\(Self.count(seenAnswers, "answer")) shown first" : nil,
      hints > 0 ? Self.count(hints, "hint") : nil,
    ]
    return parts.compactMap { $0 }.joined(separator: ", ")
  }

  static func count(_ number: Int, _ noun: String) -> String {
    "\(number) \(noun)\(number == 1 ? "" : "s")"
  }
}

/// The list of lessons.
package enum LessonMenu {
  package static func text(
    _ entries: [(lesson: Lesson, progress: LessonProgress)], _ settings: Settings
  ) -> StyledText {
    guard !entries.isEmpty else { return StyledText("there are no lessons here", .faint) }
    var table = TextTable(
      columns: [
        TextTable.Column("", .trailing), TextTable.Column("", overflow: .truncate),
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
      + (begun == nil ? " begins it" : " goes on where you were")
  }
}

/// The beginning and the end of a lesson.
struct LessonFrame {
  let lesson: Lesson
  let prose: ProseView

  /// `The chain rule, one gate at a time        1 of 22`
  func header() -> StyledText {
    let place = lesson.place.map { StyledText("\($0.number) of \($0.count)", .faint) }
    return beside(StyledText(lesson.title, .heading), place ?? "")
  }

  /// `The value        section 2 of 3`
  func heading(_ section: Int) -> StyledText {
    let sections = lesson.script.sections
    let place = StyledText("section \(section + 1) of \(sections.count)", .faint)
    let title = prose.text(sections[section].title).plain
    return beside(StyledText(title, .heading), place)
  }

  private func beside(_ title: StyledText, _ place: StyledText) -> StyledText {
    let room = prose.width - place.width - 2
    guard title.width <= room else {
      return (prose.lines(title) + (place.isEmpty ? [] : [place])).joined()
    }
    return place.isEmpty ? title : title.padded(to: room) + "  " + place
  }

  /// What was learnt, how it went, what comes next.
  func end(_ standing: LessonStanding) -> [StyledText] {
    var table = TextTable(
      columns: [TextTable.Column(), TextTable.Column(overflow: .wrap)], indent: 2)
    let summary = lesson.file.frontMatter.summary.map { StyledText($0) }
    let titles = lesson.script.sections.filter { !$0.title.isEmpty }.map { prose.text($0.title) }
    if let learnt = summary ?? (titles.isEmpty ? nil : titles.joined(separator: "; ")) {
      table.append([StyledText("learnt", .faint), learnt])
    }
    if !lesson.script.tasks.isEmpty {
      let aids = standing.aids
      let points = standing.pointsText + (aids.isEmpty ? "" : "   \(aids)")
      table.append([StyledText("points", .faint), StyledText(points)])
    }
    if !standing.openTasks.isEmpty {
      let list = standing.openTasks.map(String.init).joined(separator: ", ")
      table.append([
        StyledText("open", .faint),
        StyledText("\(standing.openTasks.count == 1 ? "task" : "tasks") \(list); ")
          + StyledText("back", .command) + " goes back to them",
      ])
    }
    if let next = lesson.next {
      table.append([
        StyledText("next", .faint),
        StyledText("lesson \(next.id)", .command) + StyledText("   \(next.title)"),
      ])
    }
    return prose.lines(StyledText("The end of: \(lesson.title)", .heading))
      + table.lines(width: prose.width)
  }
}
