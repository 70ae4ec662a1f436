package import Diagnostics
import Notebook

/// A notebook that can be played, and its place among the others.
package struct Lesson: Sendable {
  /// What it is called by, and what its progress is kept under.
  package let id: String
  /// What is typed behind `lesson` to play it: its id, or the path of a file.
  package private(set) var name: String
  package let title: String
  package let file: NotebookFile
  package let script: LessonScript
  /// Its number and how many there are; nil for one that is none of the program's own.
  package internal(set) var place: (number: Int, count: Int)?
  /// The one that comes after it.
  package internal(set) var next: Successor?

  package struct Successor: Sendable {
    package let id: String
    package let title: String
  }

  package init(_ file: NotebookFile) {
    self.file = file
    id = file.frontMatter.id ?? Lesson.id(ofFile: file.source.name)
    name = id
    title = file.title
    script = LessonScript(file)
  }

  /// A lesson in a file of the learner's own.
  package static func read(_ path: String) throws(Diagnostic) -> Lesson {
    var lesson = Lesson(try NotebookFile.read(path))
    guard lesson.hasContent else { throw PlayerDiagnostics.noLesson(path) }
    lesson.name = path
    return lesson
  }

  /// Whether there is anything to do in it.
  var hasContent: Bool { script.sections.contains { $0.parts.contains(where: \.isStop) } }

  /// What all of its tasks can earn.
  package var points: Double { script.tasks.reduce(0) { $0 + $1.points } }

  /// An id made of a file's name.
  static func id(ofFile path: String) -> String {
    let name = Path(path).name
    let stem = name.hasSuffix(".md") ? String(name.dropLast(3)) : name
    let id = String(
      stem.lowercased().prefix(80).map { LessonID.isValid(String($0)) ? $0 : "-" })
    return LessonID.isValid(id) ? id : "lesson"
  }
}
