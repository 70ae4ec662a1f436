import ArgumentParser
import Diagnostics
import Lessons
import Notebook
import Terminal

/// `gradbook open`: the shell with what a notebook states.
struct OpenCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gradbook open",
    abstract: "Open the shell with what a notebook states, and go on from there.")

  @Argument(help: "The notebook.")
  var notebook: String

  @OptionGroup var options: SessionOptions

  func run() throws {
    guard StandardStream.areInteractive else {
      throw ValidationError("open is for a terminal; gradbook \(notebook) runs the notebook")
    }
    let setup = Setup(options)
    let file: NotebookFile
    do throws(Diagnostic) {
      file = try NotebookFile.read(notebook)
      if let problem = file.problems.first { throw problem }
    } catch {
      setup.display(on: .error).show(error.styled(width: setup.settings.width))
      throw ExitCode(2)
    }
    throw ExitCode(
      MainActor.assumeIsolated {
        InteractiveShell(setup, isQuiet: options.quiet, opening: .notebook(file)).run()
      })
  }
}
