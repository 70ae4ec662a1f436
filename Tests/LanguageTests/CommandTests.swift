import Diagnostics
import Testing

@testable import Language

@Suite("Commands")
struct CommandTests {
  @Test(
    "the tail is read as expressions, keywords and options",
    arguments: [
      ("trace f", ["f"]),
      ("backward J wrt W1 b1", ["J", "|wrt|", "W1", "b1"]),
      ("backward J wrt W1, b1", ["J", "|wrt|", "W1", "b1"]),
      ("trace f by=ops", ["f", "by: ops"]),
      ("plot f, g x=-5..5", ["f", "g", "x: -5 to 5"]),
      ("plot f x=-5..5, y=0..2*pi", ["f", "x: -5 to 5", "y: 0 to 2 * pi"]),
      ("plot f x=1..5", ["f", "x: 1 to 5"]),
      (
        "compare e wrt x hand=2*cos(x)/sin(x)^2",
        ["e", "|wrt|", "x", "hand: 2 * cos(x) / sin(x)^2"]
      ),
      (
        "lab init init=small,xavier,he layers=10",
        ["init", "init: small & xavier & he", "layers: 10"]
      ),
      (
        "train J steps=200 batch=32 over X y", ["J", "steps: 200", "batch: 32", "|over|", "X", "y"]
      ),
      ("load \"file.csv\" target=3", ["\"file.csv\"", "target: 3"]),
      ("check f, -x", ["f", "-x"]),
      ("check f - x", ["f - x"]),
      ("forward", []),
      ("seed 7", ["7"]),
      ("hist net, [1, 2]", ["net", "[1, 2]"]),
      ("graph all=1 all", ["all: 1", "|all|"]),
    ])
  func tails(source: String, items: [String]) throws {
    let command = try #require(CommandTests.command(source))
    #expect(command.items.map(CommandTests.outline) == items)
  }

  @Test(
    "words are taken as they stand",
    arguments: [
      ("help leaky_relu", ["leaky_relu"]), ("help ^", ["^"]), ("?@", ["@"]), ("? trace", ["trace"]),
      ("set digits 8", ["digits", "8"]), ("set color=never", ["color=never"]),
      ("clear a, b", ["a", "b"]), ("help -> # comment", ["->"]), ("vars", []),
      ("set path \"a b\" c", ["path", "\"a b\"", "c"]), ("help 'x", ["'x"]), ("help \"x", ["\"x"]),
    ])
  func words(source: String, items: [String]) throws {
    let command = try #require(CommandTests.command(source))
    #expect(command.items.map(CommandTests.outline) == items)
    #expect(command.style == .words)
  }

  @Test("words end with the statement")
  func wordsEnd() {
    let statements = Reading.statements("help exp; x\nrepeat 2 { clear a }\nundo")
    #expect(statements?.map(\.description) == ["help exp", "x", "repeat 2 { clear a }", "undo"])
  }

  @Test("the raw text is kept without blanks and comments around it")
  func rest() throws {
    #expect(try #require(CommandTests.command("plot  f,g   x=1..2  # now")).rest == "f,g   x=1..2")
    #expect(try #require(CommandTests.command("set  a   b ;")).rest == "a   b")
    #expect(try #require(CommandTests.command("time  x := 2")).rest == "x := 2")
    #expect(try #require(CommandTests.command("forward")).rest.isEmpty)
  }

  @Test("a command such as time holds the statement it works on")
  func statement() throws {
    let command = try #require(CommandTests.command("time W := W - 1"))
    #expect(command.statement?.description == "W := W - 1")
    #expect(command.items.isEmpty)
  }

  @Test("which words are commands comes from outside")
  func dictionary() throws {
    let parser = Parser(commands: ["zap": .words])
    let result = parser.parse(.init(name: "", text: "zap +\ntrace\n"))
    #expect(result.statements.map(\.description) == ["zap +", "trace"])
  }

  private static func command(_ source: String) -> Command? {
    let result = Reading.parse(source)
    guard result.diagnostics.isEmpty, case .command(let command)? = result.statements.first?.kind
    else { return nil }
    return command
  }

  private static func outline(_ item: Command.Item) -> String {
    switch item {
    case .expression(let expression): expression.description
    case .keyword(let name): "|\(name)|"
    case .option(let name, .expression(let value)): "\(name): \(value)"
    case .option(let name, .range(let from, let to, _)): "\(name): \(from) to \(to)"
    case .option(let name, .list(let values)):
      "\(name): " + values.map(\.description).joined(separator: " & ")
    }
  }
}
