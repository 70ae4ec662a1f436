package import Diagnostics
import Notebook
package import Resources

/// The lessons that come with the program, in the order in which they are taught.
package struct LessonLibrary: Sendable {
  package private(set) var lessons: [Lesson] = []
  /// Files that could not be read.
  package private(set) var problems: [Diagnostic] = []

  /// No lessons.
  package init() {}

  package init(_ folder: ResourceFolder) {
    for file in FileSystem.files(in: folder.lessons) where file.hasSuffix(".md") {
      do throws(Diagnostic) {
        let lesson = Lesson(try NotebookFile.read("\(folder.lessons)/\(file)"))
        // A page about the lessons is none of them.
        if lesson.hasContent { lessons.append(lesson) }
      } catch {
        problems.append(error)
      }
    }
    lessons.sort { Self.key($0) < Self.key($1) }
    for index in lessons.indices {
      lessons[index].place = (index + 1, lessons.count)
      if index + 1 < lessons.count {
        lessons[index].next = .init(id: lessons[index + 1].id, title: lessons[index + 1].title)
      }
    }
  }

  private static func key(_ lesson: Lesson) -> (Int, String) {
    (lesson.file.frontMatter.order ?? .max, lesson.file.source.name)
  }

  /// The lessons of the program that is running.
  package static func find() throws(Diagnostic) -> LessonLibrary {
    do throws(ResourceError) {
      return LessonLibrary(try ResourceFolder.find())
    } catch {
      throw ResourceDiagnostics.diagnostic(error, "lessons")
    }
  }

  /// Whether a name is that of a file rather than of a lesson.
  package static func isPath(_ name: String) -> Bool {
    name.contains("/") || name.hasSuffix(".md")
  }

  /// The lesson that a learner means: by its id, its number, or the path of a file.
  package func lesson(_ name: String) throws(Diagnostic) -> Lesson {
    if Self.isPath(name) { return try Lesson.read(name) }
    let wanted = name.lowercased()
    if let lesson = lessons.first(where: { $0.id == wanted }) { return lesson }
    if let number = Int(name), lessons.indices.contains(number - 1) { return lessons[number - 1] }
    throw PlayerDiagnostics.unknownLesson(name, among: lessons.map(\.id))
  }
}
