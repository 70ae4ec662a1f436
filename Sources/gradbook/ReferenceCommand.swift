import ArgumentParser
import Notebook
import Terminal

/// `gradbook reference`: prints docs/reference.md, for `make docs`.
struct ReferenceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reference", abstract: "Print the reference as Markdown.", shouldDisplay: false)

  func run() {
    let output = OutputStream(.output)
    output.write(Reference.markdown())
    output.flush()
  }
}
