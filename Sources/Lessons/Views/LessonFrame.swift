import StyledText

/// The beginning and the end of a lesson.
struct LessonFrame {
  let lesson: Lesson
  let prose: ProseView

  /// `The chain rule, one gate at a time        1 of 22`
  func header() -> StyledText {
    let place = lesson.place.map { StyledText("lesson \($0.number) of \($0.count)", .faint) }
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
    if let source = lesson.file.frontMatter.source {
      table.append([StyledText("source", .faint), StyledText(source)])
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
