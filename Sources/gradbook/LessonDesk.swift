import Diagnostics
import Lessons
import Notebook
import StyledText

/// Where lessons are played: finds them, hands them lines, keeps what is done.
struct LessonDesk {
  private let folder: ProgressFolder
  /// Makes an empty session for a lesson.
  private let makeSession: () -> Session
  private(set) var player: LessonPlayer?
  /// What was last written.
  private var kept: LessonProgress?
  /// Whether it was told that nothing can be kept.
  private var hasWarned = false

  /// What became of a line.
  enum Ending { case goesOn, left, quit }

  init(_ folder: ProgressFolder, makeSession: @escaping () -> Session) {
    self.folder = folder
    self.makeSession = makeSession
  }

  var isOn: Bool { player != nil }

  // MARK: - Lessons

  /// Lists the lessons with what is done of them.
  func list(_ settings: Settings) throws(Diagnostic) -> StyledText {
    let library = try LessonLibrary.find()
    let entries = library.lessons.map { lesson in
      let isPlayed = lesson.id == player?.lesson.id
      let progress = isPlayed ? player?.progress : nil
      return (lesson: lesson, progress: progress ?? folder.glance(at: lesson.id))
    }
    let menu = LessonMenu.text(entries, settings)
    let problems = library.problems.map { $0.styled(width: settings.width) }
    return (problems + [menu]).joined(separator: "\n\n")
  }

  /// Begins a lesson or goes on with it, in the place of another if there is one.
  mutating func begin(
    _ name: String, _ settings: Settings, _ emit: (Shown) -> Void
  ) throws(Diagnostic) {
    let lesson = try LessonDesk.lesson(name)
    let (progress, warning) = folder.open(lesson.id)
    if let warning { emit(.text(warning.styled(width: settings.width))) }
    var session = makeSession()
    session.settings = settings
    var player = LessonPlayer(lesson, session: session, progress: progress)
    kept = warning == nil ? progress : nil
    player.begin(emit)
    self.player = player
    keep(emit)
  }

  /// A file of the learner's own needs no library.
  private static func lesson(_ name: String) throws(Diagnostic) -> Lesson {
    do throws(Diagnostic) {
      return try LessonLibrary.find().lesson(name)
    } catch {
      guard LessonLibrary.isPath(name) else { throw error }
      return try Lesson.read(name)
    }
  }

  // MARK: - Lines

  /// Hands a line to the lesson.
  mutating func take(_ input: String, _ emit: (Shown) -> Void) -> Ending {
    guard var player else { return .left }
    // Taken out while it is changed, so that it is not copied.
    self.player = nil
    let reply = player.take(input, emit)
    let settings = player.session.settings
    self.player = player
    keep(emit)
    switch reply {
    case .goesOn: return .goesOn
    case .quit: return .quit
    case .left:
      leave(emit)
      return .left
    case .asksForLesson(let name):
      do throws(Diagnostic) {
        if let name {
          try begin(name, settings, emit)
        } else {
          emit(.text("\n" + (try list(settings)) + "\n"))
        }
      } catch {
        emit(.text(error.styled(width: settings.width)))
      }
      return .goesOn
    }
  }

  /// Leaves the lesson; what was done is kept.
  mutating func leave(_ emit: (Shown) -> Void) {
    guard let player else { return }
    var text = StyledText("You left the lesson; ", .faint)
    text += StyledText("lesson \(player.lesson.name)", .command)
    text += StyledText(
      player.progress.place == nil ? " begins it again." : " goes on there.", .faint)
    emit(.text(text.wrapped(to: player.width).joined()))
    self.player = nil
  }

  mutating func fit(_ width: Int) { player?.width = width }

  /// Keeps progress if there is any news; that it cannot be kept is told once.
  private mutating func keep(_ emit: (Shown) -> Void) {
    guard let player, player.progress != kept else { return }
    kept = player.progress
    do throws(Diagnostic) {
      try folder.keep(player.progress)
    } catch {
      if !hasWarned { emit(.text(error.styled(width: player.width))) }
      hasWarned = true
    }
  }
}
