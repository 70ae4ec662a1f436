import Diagnostics

@testable import Language

/// Random trees of every kind the parser can give.
struct RandomTrees {
  var random: TestRandom

  init(seed: UInt64) { random = TestRandom(state: seed) }

  mutating func expression(depth: Int) -> Expression {
    let choice = depth == 0 ? Int.random(in: 0..<3, using: &random) : pick(14)
    let kind: Expression.Kind
    switch choice {
    case 0: kind = number()
    case 1: kind = .name(name())
    case 2: kind = pick(8) == 0 ? .string(text()) : .name(name())
    case 3: kind = .list(expressions(0...3, depth))
    case 4:
      kind = .matrix((0..<2 + pick(2)).map { _ in expressions(1...3, depth) })
    case 5: kind = .prefix(.negate, expression(depth: depth - 1))
    case 6: kind = .prefix(.not, expression(depth: depth - 1))
    case 7, 8, 9: kind = chain(depth)
    case 10: kind = .power(expression(depth: depth - 1), expression(depth: depth - 1))
    case 11: kind = .transpose(expression(depth: depth - 1))
    case 12: kind = call(depth)
    default:
      kind =
        pick(2) == 0
        ? .index(expression(depth: depth - 1), subscripts(depth))
        : .member(expression(depth: depth - 1), name())
    }
    return Expression(kind)
  }

  mutating func statement(depth: Int) -> Statement {
    let kind: Statement.Kind
    switch pick(depth > 0 ? 7 : 5) {
    case 0: kind = .fact(Name(name()), expression(depth: 3))
    case 1:
      let count = 1 + pick(3)
      kind = .set(
        (0..<count).map { _ in
          Target(Name(name()), subscripts: pick(2) == 0 ? [] : subscripts(2))
        }, (0..<count).map { _ in expression(depth: 2) })
    case 2:
      kind = .function(
        Name(name()), parameters: ["s", "t", "u"].prefix(1 + pick(3)).map { Name($0) },
        body: expression(depth: 3))
    case 3: kind = .expression(expression(depth: 3))
    case 4: kind = .command(command())
    case 5:
      kind = .command(
        Command(
          Name("time"), style: .statement, statement: quietless(statement(depth: depth - 1))))
    default:
      kind = .repetition(
        count: expression(depth: 1),
        body: (0..<pick(4)).map { _ in statement(depth: depth - 1) })
    }
    return Statement(kind, isQuiet: pick(3) == 0)
  }

  /// Items first, then keywords and options, as a command is typed.
  private mutating func command() -> Command {
    var items = (0..<pick(3)).map { _ in Command.Item.expression(expression(depth: 2)) }
    if pick(2) == 0 { items += [.keyword(Name("wrt")), .expression(Expression(.name(name())))] }
    for _ in 0..<pick(3) { items.append(.option(Name(name()), optionValue())) }
    return Command(Name("trace"), items: items)
  }

  private mutating func optionValue() -> OptionValue {
    switch pick(3) {
    case 0: .expression(expression(depth: 2))
    case 1: .range(expression(depth: 1), expression(depth: 1), .init(0, 0))
    default: .list(expressions(2...3, 2))
    }
  }

  private func quietless(_ statement: Statement) -> Statement {
    Statement(statement.kind)
  }

  private mutating func chain(_ depth: Int) -> Expression.Kind {
    let operation = BinaryOperator.allCases[pick(BinaryOperator.allCases.count)]
    let level = BinaryOperator.allCases.filter { $0.precedence == operation.precedence }
    let count = operation.precedence == .comparison ? 1 : 1 + pick(3)
    let first = expression(depth: depth - 1)
    return .chain(
      first,
      (0..<count).map { _ in Link(level[pick(level.count)], expression(depth: depth - 1)) })
  }

  private mutating func call(_ depth: Int) -> Expression.Kind {
    let arguments = (0..<pick(4)).map { _ in
      Argument(label: pick(3) == 0 ? name() : nil, expression(depth: depth - 1))
    }
    return .call(expression(depth: depth - 1), arguments)
  }

  private mutating func subscripts(_ depth: Int) -> [Subscript] {
    (0..<1 + pick(3)).map { _ in
      pick(2) == 0
        ? .index(expression(depth: max(depth - 1, 0)))
        : .range(
          from: pick(2) == 0 ? nil : expression(depth: max(depth - 1, 0)),
          to: pick(2) == 0 ? nil : expression(depth: max(depth - 1, 0)), .init(0, 0))
    }
  }

  private mutating func expressions(_ count: ClosedRange<Int>, _ depth: Int) -> [Expression] {
    (0..<Int.random(in: count, using: &random)).map { _ in expression(depth: depth - 1) }
  }

  private mutating func number() -> Expression.Kind {
    switch pick(4) {
    case 0: .number(Double(pick(1000)), spelling: "")
    case 1: .number(Double.random(in: 0..<1, using: &random), spelling: "")
    case 2: .number(Double.random(in: 0..<1, using: &random) * 1e200, spelling: "")
    default: .number(Double(pick(100)) / 10, spelling: "")
    }
  }

  private mutating func name() -> String {
    ["x", "y", "W1", "θ", "x̂", "net", "pi", "b_2", "σ₀", "wrapped"][pick(10)]
  }

  private mutating func text() -> String {
    ["", "a b", "say \"hi\"", "back\\slash", "two\nlines", "tab\t", "# ; {", "é"][pick(8)]
  }

  private mutating func pick(_ count: Int) -> Int {
    Int.random(in: 0..<count, using: &random)
  }
}
