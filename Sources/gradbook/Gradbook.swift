import ArgumentParser
import Tensors
import Terminal

/// The command line: what can be asked for, and who answers it.
@main struct Gradbook: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gradbook",
    abstract: "A terminal notebook in which backpropagation can be seen.",
    discussion: """
      Without files and code: the shell on a terminal, else lines of standard input.
      gradbook lesson [NAME] plays a lesson, gradbook lesson new NAME writes one.
      Notebooks (.md) are run like scripts; gradbook open NOTEBOOK goes on from one,
      gradbook replay NOTEBOOK checks that it prints what it says.
      gradbook grade ASSIGNMENT SUBMISSION... grades homework gradients,
      gradbook assignment new NAME writes an assignment to begin with.
      Exit status: 0 all went well, 1 a statement failed, 2 wrong usage, 130 Ctrl-C.
      """,
    version: "gradbook \(Version.text)")

  /// What the first words may ask for instead of a file. The parser would take them for files.
  private static let subcommands: [(words: [String], command: any ParsableCommand.Type)] = [
    (["assignment"], AssignmentCommand.self), (["lesson", "new"], NewLessonCommand.self),
    (["lesson"], PlayCommand.self),
    (["open"], OpenCommand.self), (["reference"], ReferenceCommand.self),
    (["replay"], ReplayCommand.self), (["grade"], GradeCommand.self),
  ]

  @Argument(help: "Files to run; - is standard input.")
  var file: [String] = []

  @Option(
    name: .customShort("c"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp("Code to run, after the files.", valueName: "code"))
  var code: [String] = []

  @Flag(help: "Print one JSON object a line for every statement.")
  var json = false

  @Flag(help: "Show every statement before its results, as in the shell.")
  var echo = false

  @Flag(help: "Go on after a statement that fails.")
  var keepGoing = false

  @OptionGroup var options: SessionOptions

  static func main() {
    StandardDescriptors.fill()
    ProcessMemory.keepFreedBlocks()
    let arguments = Array(CommandLine.arguments.dropFirst())
    let (type, rest) = asked(by: arguments)
    do {
      var command = try type.parseAsRoot(rest)
      try command.run()
    } catch {
      leave(error, from: type)
    }
  }

  /// What the words ask for, and the arguments for it; options of a session may stand before them.
  private static func asked(
    by arguments: [String]
  ) -> (type: any ParsableCommand.Type, rest: [String]) {
    for start in arguments.indices {
      guard let found = subcommands.first(where: { arguments[start...].starts(with: $0.words) })
      else { continue }
      let before = Array(arguments[..<start])
      guard start == 0 || (try? SessionOptions.parse(before)) != nil else { break }
      return (found.command, before + arguments[(start + found.words.count)...])
    }
    return (Gradbook.self, arguments)
  }

  func run() throws {
    let setup = Setup(options, isJSON: json, echoes: echo)
    guard file.isEmpty, code.isEmpty, !json, StandardStream.areInteractive else {
      var batch = Batch(setup, keepsGoing: keepGoing)
      throw ExitCode(batch.run(files: file, code: code))
    }
    throw ExitCode(
      MainActor.assumeIsolated { InteractiveShell(setup, isQuiet: options.quiet).run() })
  }

  /// Wrong usage has the status 2, as with other programs; help and version are no errors.
  private static func leave(
    _ error: any Error, from command: any ParsableCommand.Type
  ) -> Never {
    guard exitCode(for: error) == .validationFailure else { command.exit(withError: error) }
    OutputStream(.error).write(command.fullMessage(for: error) + "\n")
    exit(withError: ExitCode(2))
  }
}
