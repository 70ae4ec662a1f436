import ArgumentParser
import Diagnostics
import Grading
import Lessons
import Notebook
import StyledText
import Terminal

/// `gradbook assignment`: what instructors do before anything is handed in.
struct AssignmentCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gradbook assignment",
    abstract: "Write assignments, and what students get of them.",
    discussion: """
      gradbook grade ASSIGNMENT --lint says which mistakes an assignment cannot tell
      apart.
      Exit status: 0 all went well; 2 wrong usage, or a file cannot be read or
      written; 3 the handout gives answers away.
      """,
    subcommands: [New.self, Handout.self, MistakesCommand.self])

  /// Shows what is wrong and gives up.
  private static func fail(_ problems: [Diagnostic]) -> ExitCode {
    let errors = display(.error)
    for problem in problems { errors.show(problem.styled(width: 80)) }
    return ExitCode(2)
  }

  private static func display(_ stream: StandardStream) -> Display {
    let depth = ColorSupport.depth(
      choice: .auto, environment: Environment.variables(), isTerminal: stream.isTerminal)
    return Display(stream, depth: depth, isASCII: false)
  }

  private static func read(_ path: String) throws(ExitCode) -> Assignment {
    let file: NotebookFile
    do throws(Diagnostic) {
      file = try NotebookFile.read(path)
    } catch {
      throw fail([error])
    }
    do throws(AssignmentProblems) {
      return try Assignment(file)
    } catch {
      throw fail(error.diagnostics)
    }
  }
}

extension AssignmentCommand {
  /// `gradbook assignment new`: an assignment to begin with.
  struct New: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Write a small assignment to begin with, which can be graded as it stands.")

    @Argument(help: "What it is called, perhaps behind a folder: \(LessonSkeleton.names).")
    var name: String

    func validate() throws {
      guard LessonSkeleton.canBeNamed(Path(name).name) else {
        throw ValidationError("an assignment is called by \(LessonSkeleton.names)")
      }
    }

    func run() throws {
      let file = name + Path.notebookEnding
      do throws(Diagnostic) {
        try NewFiles.write(
          [(file, AssignmentSkeleton.text(id: Path(name).name))], in: "")
      } catch {
        throw AssignmentCommand.fail([error])
      }
      AssignmentCommand.display(.output).show(
        StyledText(
          """
          wrote \(file)
          gradbook grade \(file) --lint says what could be better
          gradbook assignment handout \(file) FOLDER writes what students get
          """))
    }
  }

  /// `gradbook assignment mistakes`: what is looked for.
  struct MistakesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "mistakes", abstract: "List the mistakes that every wrong answer is held to.")

    func run() {
      AssignmentCommand.display(.output).show(
        MistakeList.text(width: Setup.terminalWidth ?? 80))
    }
  }

  /// `gradbook assignment handout`: what students get.
  struct Handout: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Write what students get: the text without the answers, and files to fill in.",
      discussion: "Existing files are never replaced.")

    @Argument(help: "The assignment.")
    var assignment: String

    @Argument(help: "The folder to write to; made if it is missing.")
    var folder: String

    func run() throws {
      let assignment = try AssignmentCommand.read(assignment)
      let handout = Grading.Handout(assignment)
      do throws(Diagnostic) {
        try NewFiles.write(handout.files.map { ($0.name, $0.text) }, in: folder)
      } catch {
        throw AssignmentCommand.fail([error])
      }
      let output = AssignmentCommand.display(.output)
      output.show(StyledText("wrote \(folder):"))
      for file in handout.files { output.show(StyledText("  \(file.name)")) }
      for finding in handout.givenAway { output.show(finding.text(width: 80)) }
      if !handout.givenAway.isEmpty { throw ExitCode(3) }
    }
  }
}
