import Diagnostics
import Language
import Operations
import StyledText
import Tensors

/// Some of the rows put aside, to see how a model does on what it was not trained on.
enum SplitCommand: NotebookCommand {
  static let name = "split"
  static let category = CommandCategory.data
  static let summary =
    "Puts randomly chosen rows of X and y aside as Xtest and ytest; X and y keep the others."
  static let usage = "split [test=0.2] [over X y] [stratify=true]"
  static let options = [
    CommandOption(
      "test", "share", "which share of the rows is put aside, or how many rows: 0.2 if not said"),
    CommandOption(
      "stratify", "true|false",
      "whether every class has the same share in both parts; the last name holds the labels"),
  ]
  static let examples = ["load iris", "split test=30 stratify=true", "mean(ytest == 0)"]

  static func run(
    _ command: Command, in session: inout Session, source: SourceText
  ) throws(Diagnostic) -> Outcome {
    let reader = try CommandReader(command, SplitCommand.self, keywords: ["over"])
    if let first = reader.expressions.first {
      throw CommandDiagnostics.usage(SplitCommand.self, at: first.range)
    }
    var names = try reader.names(after: "over")
    if names.isEmpty {
      names = ["X", "y"].filter { session.state.definitions[$0] != nil }
        .map { Name($0, at: command.word.range) }
      guard names.first?.text == "X" else {
        throw DataDiagnostics.nothingToSplit(at: command.word.range)
      }
    }
    let examples = try Examples(names, in: session)
    let range = reader.options["test"]?.range ?? command.word.range
    let test = try testCount(
      try reader.number("test", in: &session, source) ?? 0.2, of: examples.count, at: range)
    let isStratified = try reader.flag("stratify") ?? false
    let labels = isStratified ? try labels(examples) : nil
    let order = try shuffled(examples.count, &session)
    let isTest = chosen(test, of: order, labels: labels)
    let parts = (
      order.filter { !isTest[$0] }, order.filter { isTest[$0] }
    )
    let stated = Stated(source: source, range: command.range)
    for part in examples.parts {
      let name = part.name.text
      session.state.define(
        name, as: .value(part.value.rows(parts.0), role: part.role), from: stated)
      session.state.define(
        "\(name)test", as: .value(part.value.rows(parts.1), role: .data), from: stated)
    }
    let spelled = examples.parts.map(\.name.text)
    let text =
      StyledText("\(EvaluatorDiagnostics.count(parts.0.count, "row")) for training: ")
      + EvaluatorDiagnostics.styledList(spelled) + StyledText("; \(parts.1.count) for the test: ")
      + EvaluatorDiagnostics.styledList(spelled.map { "\($0)test" })
    return Outcome(.command, text: text.wrapped(to: session.settings.width, indent: 2).joined())
  }

  /// How many of the rows are put aside.
  private static func testCount(
    _ test: Double, of rows: Int, at range: SourceRange
  ) throws(Diagnostic) -> Int {
    let count: Int
    if test > 0, test < 1 {
      count = Int((test * Double(rows)).rounded())
    } else {
      guard let whole = Int(exactly: test), whole > 0 else {
        throw DataDiagnostics.option(
          "test", "a share between 0 and 1 or a whole number of rows", not: test, at: range)
      }
      count = whole
    }
    guard count > 0, count < rows else {
      throw DataDiagnostics.splitLeavesNothing(count, of: rows, at: range)
    }
    return count
  }

  /// What `permutation` of as many draws.
  private static func shuffled(
    _ count: Int, _ session: inout Session
  ) throws(Diagnostic) -> [Int] {
    var order = (0..<count).map(Double.init)
    do throws(Interrupted) {
      try session.state.random.shuffle(&order, interruption: session.context.interruption)
    } catch {
      throw EvaluatorDiagnostics.interrupted()
    }
    return order.map { Int($0) }
  }

  /// The labels by which classes are told apart.
  private static func labels(_ examples: Examples) throws(Diagnostic) -> [Double] {
    guard let last = examples.parts.last, last.value.shape.rank == 1,
      last.value.values.allSatisfy({ $0.rounded() == $0 && $0.isFinite })
    else {
      let part = examples.parts.last
      throw DataDiagnostics.labels(
        part?.name.text ?? "y", part?.value.shape ?? .scalar,
        at: part?.name.range ?? SourceRange(0, 0))
    }
    return last.value.values
  }

  /// Which rows are put aside: the first of the order, or the first of each class.
  ///
  /// Of a class as near to its share as whole rows allow; what is left over goes to the classes
  /// with the largest remainders, the smaller label first.
  private static func chosen(_ test: Int, of order: [Int], labels: [Double]?) -> [Bool] {
    var isTest = [Bool](repeating: false, count: order.count)
    guard let labels else {
      for row in order.prefix(test) { isTest[row] = true }
      return isTest
    }
    let rows = Dictionary(grouping: order) { labels[$0] }
    let classes = rows.keys.sorted()
    let shares = classes.map { label in
      (rows[label]?.count ?? 0).quotientAndRemainder(times: test, by: order.count)
    }
    var counts = shares.map(\.quotient)
    let open = test - counts.reduce(0, +)
    let byRemainder = shares.indices.sorted {
      (shares[$1].remainder, $0) < (shares[$0].remainder, $1)
    }
    for place in byRemainder.prefix(open) { counts[place] += 1 }
    for (label, count) in zip(classes, counts) {
      for row in rows[label]?.prefix(count) ?? [] { isTest[row] = true }
    }
    return isTest
  }
}

extension Int {
  /// Of `self * factor / divisor`; counts of rows are far below any overflow.
  fileprivate func quotientAndRemainder(
    times factor: Int, by divisor: Int
  ) -> (quotient: Int, remainder: Int) {
    (self * factor).quotientAndRemainder(dividingBy: divisor)
  }
}
