/// The words that steer a lesson while one is on.
package enum LessonWord: String, Sendable, CaseIterable {
  case next, back, hint, answer, skip, reset, play, resume, progress, leave

  /// What it does, as help says it.
  package var summary: String {
    switch self {
    case .next: "goes on to the next section; what is left of this one is run for you"
    case .back: "goes back to the start of the section, and again to the one before"
    case .hint: "gives a hint, then the next, as often as you like"
    case .answer: "shows an answer to the task without moving on; it then earns no points"
    case .skip: "shows an answer, runs it and goes on; at a suggested line, leaves it out"
    case .reset: "starts the task again: answer, hints and variables"
    case .play: "lets you try things without the lesson looking on"
    case .resume: "returns to where the lesson was, with its variables as they were"
    case .progress: "shows all lessons and what is done of them"
    case .leave: "leaves the lesson; what is done is kept"
    }
  }
}
