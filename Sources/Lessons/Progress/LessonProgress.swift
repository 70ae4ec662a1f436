/// What a learner has done of a lesson: what is kept from one day to the next.
package struct LessonProgress: Sendable, Equatable {
  /// The lesson's id.
  package let lesson: String
  /// Where to go on; nil at the beginning and after the end.
  package var place: Place?
  /// Whether the lesson's end was reached with no task open.
  package var isFinished = false
  /// What became of the tasks, by their ids.
  package var tasks: [String: TaskRecord] = [:]

  package init(lesson: String) { self.lesson = lesson }

  /// A place that is found again in a lesson that has changed a little.
  package struct Place: Sendable, Equatable {
    /// From 0.
    package var section: Int
    /// The section's heading.
    package var title: String
    /// How many of its lines and tasks are done.
    package var stop: Int
    /// The task that waits there.
    package var task: String?

    package init(section: Int, title: String, stop: Int, task: String? = nil) {
      self.section = section
      self.title = title
      self.stop = stop
      self.task = task
    }
  }
}

/// What became of a task.
package struct TaskRecord: Sendable, Equatable {
  package enum State: String, Sendable { case open, right, skipped }

  package var state = State.open
  /// How many answers were not right.
  package var tries = 0
  /// How many different hints were given.
  package var hints = 0
  /// Whether an answer was shown before one was given.
  package var isAnswerSeen = false
  /// The statements that were right, to be run again.
  package var answer: [String] = []

  package init() {}

  /// Whether it earned its points.
  package var earnsPoints: Bool { state == .right && !isAnswerSeen }
}
