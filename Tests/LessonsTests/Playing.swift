import Diagnostics
import Foundation
import Lessons
import Notebook
import StyledText
import Tensors
import Testing

/// A lesson of the tests, played without a shell.
struct Playing {
  var player: LessonPlayer
  private(set) var page: [Shown] = []

  /// The folder of the fixture lessons.
  static func folder() throws -> String {
    let file = try #require(
      Bundle.module.url(
        forResource: "small-circuit", withExtension: "md", subdirectory: "Fixtures/home/lessons"))
    return file.deletingLastPathComponent().path
  }

  static func lesson() throws -> Lesson {
    Lesson(try NotebookFile.read("\(folder())/small-circuit.md"))
  }

  init(
    _ lesson: Lesson? = nil, progress: LessonProgress? = nil, settings: Settings = Settings()
  ) throws {
    var session = Session()
    session.settings = settings
    player = LessonPlayer(try lesson ?? Playing.lesson(), session: session, progress: progress)
    var page: [Shown] = []
    player.begin { page.append($0) }
    self.page = page
  }

  /// A lesson made for one test.
  init(text: String, progress: LessonProgress? = nil) throws {
    let file = NotebookFile(SourceText(name: "made.md", text: text))
    #expect(file.problems.map { $0.plain() } == [])
    try self.init(Lesson(file), progress: progress)
  }

  /// Types a line; what it shows is the new page.
  @discardableResult
  mutating func type(_ line: String) -> LessonReply {
    var page: [Shown] = []
    let reply = player.take(line) { page.append($0) }
    self.page = page
    return reply
  }

  /// The last page without its looks.
  var text: String {
    page.map { shown in
      switch shown {
      case .text(let text): text.plain
      case .line(let line): "grad> \(line)"
      case .outcome(let outcome): outcome.text.plain
      }
    }.joined(separator: "\n")
  }

  /// A number that the learner would see.
  func value(_ name: String) -> Double? {
    var session = player.session
    var value: Double?
    session.execute(SourceText(name: "", text: name)) { value = $0.value?.scalar }
    return value
  }

  func record(_ task: String) -> TaskRecord { player.progress.tasks[task] ?? TaskRecord() }
}
