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
      Exit status: 0 all went well, 1 a statement failed, 2 wrong usage, 130 Ctrl-C.
      """,
    version: "gradbook \(Version.text)")

  /// What the first word may ask for instead of a file. The parser would take it for one.
  private static let subcommands: [String: any ParsableCommand.Type] = [
    "reference": ReferenceCommand.self, "replay": ReplayCommand.self,
  ]

  @Argument(help: "Files to run; - is standard input.")
  var file: [String] = []

  @Option(
    name: .customShort("c"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp("Code to run, after the files.", valueName: "code"))
  var code: [String] = []

  @Flag(name: .shortAndLong, help: "Start the shell without a banner.")
  var quiet = false

  @Flag(help: "Print one JSON object a line for every statement.")
  var json = false

  @Flag(help: "Show every statement before its results, as in the shell.")
  var echo = false

  @Flag(help: "No box drawing, no redrawing; plots as text.")
  var plain = false

  @Flag(help: "Only ASCII characters.")
  var ascii = false

  @Option(help: ArgumentHelp("Use colours.", valueName: "when"))
  var color = ColorChoice.auto

  @Option(help: ArgumentHelp("Columns to fill, \(Setup.widths.text).", valueName: "n"))
  var width: Int?

  @Option(help: ArgumentHelp("Seed of the random numbers.", valueName: "n"))
  var seed: UInt32 = 0

  @Flag(help: "Do not run init.grad.")
  var noInit = false

  @Flag(help: "Do not keep a history.")
  var noHistory = false

  @Flag(help: "Go on after a statement that fails.")
  var keepGoing = false

  static func main() {
    StandardDescriptors.fill()
    ProcessMemory.keepFreedBlocks()
    let arguments = Array(CommandLine.arguments.dropFirst())
    let subcommand = arguments.first.flatMap { subcommands[$0] }
    do {
      var command =
        try subcommand?.parseAsRoot(Array(arguments.dropFirst())) ?? parseAsRoot(arguments)
      try command.run()
    } catch {
      leave(error, from: subcommand ?? Gradbook.self)
    }
  }

  func validate() throws {
    if let width, !Setup.widths.contains(width) {
      throw ValidationError("--width is a number of columns, \(Setup.widths.text)")
    }
  }

  func run() throws {
    let setup = Setup(self)
    guard file.isEmpty, code.isEmpty, !json, StandardStream.areInteractive else {
      var batch = Batch(setup, keepsGoing: keepGoing)
      throw ExitCode(batch.run(files: file, code: code))
    }
    throw ExitCode(MainActor.assumeIsolated { InteractiveShell(setup, isQuiet: quiet).run() })
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

extension ColorChoice: ExpressibleByArgument {}

extension ClosedRange<Int> {
  fileprivate var text: String { "\(lowerBound) to \(upperBound)" }
}
