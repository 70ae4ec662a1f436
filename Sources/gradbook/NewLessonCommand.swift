import ArgumentParser
import Diagnostics
import Lessons
import Notebook
import StyledText
import Terminal

/// `gradbook lesson new`: a lesson to begin with.
struct NewLessonCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gradbook lesson new",
    abstract: "Write a small lesson to begin with, which replays as it stands.")

  @Argument(help: "What it is called, perhaps behind a folder: \(LessonSkeleton.names).")
  var name: String

  private var id: String { Path(name).name }

  func validate() throws {
    guard LessonSkeleton.canBeNamed(id) else {
      throw ValidationError("a lesson is called by \(LessonSkeleton.names)")
    }
  }

  func run() throws {
    let path = Path(name + Path.notebookEnding)
    do throws(FileError) {
      try TextFile.write(LessonSkeleton.text(id: id), to: path, mayReplace: false)
    } catch {
      let problem =
        error == .exists
        ? Diagnostic("file", "there is a file \(path.text) already")
        : FileDiagnostics.diagnostic(error, path)
      OutputStream(.error).write(problem.plain() + "\n")
      throw ExitCode(2)
    }
    let output = OutputStream(.output)
    output.write("wrote \(path.text)\ngradbook replay \(path.text) runs it and checks its tasks\n")
    output.flush()
  }
}
