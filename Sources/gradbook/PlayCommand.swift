import ArgumentParser
import Terminal

/// `gradbook lesson`: the shell with a lesson on, or a lesson played by lines of standard input.
struct PlayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gradbook lesson",
    abstract: "Play a lesson, or list the lessons with what is done of them.",
    discussion: """
      Without a terminal every line of standard input is taken as if it were typed.
      Exit status: 0 all went well, 2 there is no such lesson.
      """)

  @Argument(help: "A lesson by its name or number, or a file.")
  var name: String?

  @OptionGroup var options: SessionOptions

  func run() throws {
    let setup = Setup(options)
    guard StandardStream.areInteractive else {
      throw ExitCode(LessonBatch.run(name, setup))
    }
    throw ExitCode(
      MainActor.assumeIsolated {
        InteractiveShell(setup, isQuiet: true, opening: .lesson(name)).run()
      })
  }
}
