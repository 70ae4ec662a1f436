import Diagnostics
import Glibc
import Lessons
import Notebook
import Terminal

/// The folder in which progress is kept, a text for each lesson.
struct ProgressFolder {
  /// Nil where no home is named: then nothing is kept.
  let path: String?
  /// The person's home, which is not made if it is missing.
  private let home: String?

  init(environment: [String: String]) {
    path = StateDirectory.path(environment: environment).map { "\($0)/progress" }
    home = environment["HOME"]
  }

  private func file(of lesson: String) -> String? { path.map { "\($0)/\(lesson).txt" } }

  /// What was kept of a lesson, for a list; nothing if it cannot be read.
  func glance(at lesson: String) -> LessonProgress {
    (try? file(of: lesson).flatMap { try read($0, lesson) })?.progress
      ?? LessonProgress(lesson: lesson)
  }

  /// What was kept of a lesson, and a warning if not all of it can be understood; the text is then
  /// put aside rather than written over.
  func open(_ lesson: String) -> (progress: LessonProgress, warning: Diagnostic?) {
    let empty = LessonProgress(lesson: lesson)
    guard let file = file(of: lesson) else { return (empty, nil) }
    sweep(file)
    do {
      guard let found = try read(file, lesson) else { return (empty, nil) }
      if found.isWhole { return (found.progress, nil) }
      return (found.progress, PlayerDiagnostics.unreadable(file, nil, kept: putAside(file)))
    } catch let problem as LessonProgress.Problem {
      return (empty, PlayerDiagnostics.unreadable(file, problem, kept: putAside(file)))
    } catch {
      return (empty, PlayerDiagnostics.unreadable(file, .foreign, kept: putAside(file)))
    }
  }

  /// Keeps progress, so that whoever looks finds the old text or the new one.
  func keep(_ progress: LessonProgress) throws(Diagnostic) {
    guard let path, let file = file(of: progress.lesson) else { return }
    do throws(FileError) {
      if let home, path.hasPrefix(home), !Folder.isFolder(home) {
        throw FileError.missingFolder(home)
      }
      try Folder.make(path)
      try TextFile.write(progress.text, to: Path(file), mayReplace: true)
    } catch {
      throw PlayerDiagnostics.cannotKeep(file, error)
    }
  }

  /// - Returns: Nil if there is no such file.
  private func read(
    _ file: String, _ lesson: String
  ) throws -> (progress: LessonProgress, isWhole: Bool)? {
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try TextFile.bytes(Path(file), limit: LessonProgress.limit)
    } catch {
      switch error {
      case .missing, .missingFolder: return nil
      default: throw error
      }
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw LessonProgress.Problem.foreign
    }
    return try LessonProgress.read(text, lesson: lesson)
  }

  /// Removes the new texts that programs were about to put in the place of a file when they were
  /// killed.
  private func sweep(_ file: String) {
    let head = Path(file).name + "."
    for name in Folder(Path(file).folder, beginningWith: head).files where name.hasSuffix(".new") {
      guard let process = pid_t(name.dropFirst(head.count).dropLast(4)), process > 0,
        kill(process, 0) != 0, errno == ESRCH
      else { continue }
      unlink("\(Path(file).folder)/\(name)")
    }
  }

  /// - Returns: The new name, if it could be given.
  private func putAside(_ file: String) -> String? {
    rename(file, file + ".old") == 0 ? file + ".old" : nil
  }
}
