import Diagnostics

@testable import Language

/// Reading as the tests need it, with the commands of the shell.
enum Reading {
  static let commands: [String: CommandStyle] = {
    let expressionWords =
      "forward backward trace step graph local derive check compare cost load save seed run redraw "
      + "plot hist train lab show init"
    var commands = Dictionary(
      uniqueKeysWithValues: expressionWords.split(separator: " ").map {
        (String($0), CommandStyle.expressions)
      })
    for word in ["set", "vars", "clear", "undo", "help", "history", "quit"] {
      commands[word] = .words
    }
    commands["time"] = .statement
    return commands
  }()

  static func parse(_ text: String, name: String = "") -> ParseResult {
    Parser(commands: commands).parse(SourceText(name: name, text: text))
  }

  static func expression(_ text: String) throws -> Expression {
    try Parser(commands: commands).parseExpression(SourceText(name: "", text: text))
  }

  /// The statements without places, when nothing is wrong.
  static func statements(_ text: String) -> [Statement]? {
    let result = parse(text)
    return result.diagnostics.isEmpty ? result.statements.map(\.withoutPlaces) : nil
  }
}

extension Expression {
  /// The tree with every grouping in round brackets, so that a test shows how it was read.
  var outline: String {
    switch kind {
    case .number, .string, .name: description
    case .list(let entries): "[" + entries.map(\.outline).joined(separator: " ") + "]"
    case .matrix(let rows):
      "[" + rows.map { $0.map(\.outline).joined(separator: " ") }.joined(separator: " ; ") + "]"
    case .prefix(let operation, let operand): "(\(operation.rawValue) \(operand.outline))"
    case .chain(let first, let links):
      "(" + first.outline
        + links.map { " \($0.operation.rawValue) \($0.operand.outline)" }.joined() + ")"
    case .power(let base, let exponent): "(\(base.outline) ^ \(exponent.outline))"
    case .transpose(let operand): "(\(operand.outline) ')"
    case .call(let function, let arguments):
      "\(function.outline)("
        + arguments.map { ($0.label.map { "\($0): " } ?? "") + $0.value.outline }
        .joined(separator: ", ") + ")"
    case .index(let value, let subscripts):
      "(\(value.outline) at "
        + subscripts.map { entry in
          switch entry {
          case .index(let index): index.outline
          case .range(let from, let to, _):
            "\(from?.outline ?? "start")..<\(to?.outline ?? "end")"
          }
        }.joined(separator: " ") + ")"
    case .member(let value, let name): "(\(value.outline) . \(name))"
    }
  }
}

/// SplitMix64: the same trees and mutations in every run.
struct TestRandom: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
