import StyledText
import Terminal
import Testing

@Suite("Colour") struct ColorSupportTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var choice = ColorChoice.auto
    var environment: [String: String] = [:]
    var isTerminal = true
    var depth: ColorDepth

    var testDescription: String {
      let settings = environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
      return "--color \(choice) \(settings.joined(separator: " ")) terminal: \(isTerminal)"
    }
  }

  static let xterm = ["TERM": "xterm"]

  static func with(_ settings: [String: String]) -> [String: String] {
    xterm.merging(settings) { _, new in new }
  }

  @Test(
    "The first setting that speaks decides",
    arguments: [
      Case(environment: xterm, depth: .ansi16),
      Case(environment: xterm, isTerminal: false, depth: .none),
      // The choice wins over everything.
      Case(choice: .never, environment: with(["FORCE_COLOR": "1"]), depth: .none),
      Case(
        choice: .always, environment: with(["NO_COLOR": "1"]), isTerminal: false, depth: .ansi16),
      Case(choice: .always, environment: ["TERM": "dumb"], isTerminal: false, depth: .ansi16),
      // Then NO_COLOR, if it is not empty.
      Case(environment: with(["NO_COLOR": "1", "CLICOLOR_FORCE": "1"]), depth: .none),
      Case(environment: with(["NO_COLOR": "1", "FORCE_COLOR": "1"]), depth: .none),
      Case(environment: with(["NO_COLOR": "0"]), depth: .none),
      Case(environment: with(["NO_COLOR": ""]), depth: .ansi16),
      // Then the two that force.
      Case(environment: with(["CLICOLOR_FORCE": "1"]), isTerminal: false, depth: .ansi16),
      Case(environment: with(["CLICOLOR_FORCE": "0"]), isTerminal: false, depth: .none),
      Case(environment: with(["CLICOLOR_FORCE": "1", "CLICOLOR": "0"]), depth: .ansi16),
      Case(environment: with(["FORCE_COLOR": "1"]), isTerminal: false, depth: .ansi16),
      Case(environment: ["FORCE_COLOR": "1", "TERM": "dumb"], depth: .ansi16),
      Case(environment: with(["FORCE_COLOR": "0"]), depth: .none),
      Case(environment: with(["FORCE_COLOR": ""]), isTerminal: false, depth: .none),
      // Then CLICOLOR=0, then a terminal without colour.
      Case(environment: with(["CLICOLOR": "0"]), depth: .none),
      Case(environment: with(["CLICOLOR": "1"]), depth: .ansi16),
      Case(environment: with(["CLICOLOR": "1"]), isTerminal: false, depth: .none),
      Case(environment: ["TERM": "dumb"], depth: .none),
      Case(environment: [:], depth: .none),
    ])
  func order(_ row: Case) {
    let depth = ColorSupport.depth(
      choice: row.choice, environment: row.environment, isTerminal: row.isTerminal)
    #expect(depth == row.depth)
  }

  @Test(
    "As many colours are used as the terminal announces",
    arguments: [
      Case(environment: ["TERM": "xterm-256color"], depth: .ansi256),
      Case(environment: ["TERM": "screen-256color-bce"], depth: .ansi256),
      Case(environment: ["TERM": "xterm-256color", "COLORTERM": "truecolor"], depth: .trueColor),
      Case(environment: with(["COLORTERM": "24bit"]), depth: .trueColor),
      Case(environment: with(["COLORTERM": "yes"]), depth: .ansi16),
      Case(environment: ["TERM": "linux"], depth: .ansi16),
    ])
  func depth(_ row: Case) {
    let depth = ColorSupport.depth(
      choice: row.choice, environment: row.environment, isTerminal: row.isTerminal)
    #expect(depth == row.depth)
  }
}
