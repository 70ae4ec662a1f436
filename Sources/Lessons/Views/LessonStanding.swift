import StyledText

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
