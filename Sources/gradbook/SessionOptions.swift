import ArgumentParser
import Terminal

/// What can be asked for wherever there is a session.
struct SessionOptions: ParsableArguments {
  @Flag(name: .shortAndLong, help: "Start the shell without a banner.")
  var quiet = false

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

  func validate() throws {
    if let width, !Setup.widths.contains(width) {
      throw ValidationError("--width is a number of columns, \(Setup.widths.text)")
    }
  }
}

extension ColorChoice: ExpressibleByArgument {}

extension ClosedRange<Int> {
  fileprivate var text: String { "\(lowerBound) to \(upperBound)" }
}
