import ArgumentParser
import Grading
import Notebook
import Terminal

/// `gradbook reference`: prints docs/reference.md or docs/mistakes.md, for `make docs`.
struct ReferenceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reference", abstract: "Print the reference as Markdown.", shouldDisplay: false)

  enum Page: String, ExpressibleByArgument {
    case language, mistakes
  }

  @Argument var page = Page.language

  func run() {
    let output = OutputStream(.output)
    output.write(page == .language ? Reference.markdown() : MistakeList.markdown())
    output.flush()
  }
}
