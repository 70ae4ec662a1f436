import Datasets
import Diagnostics
import Language
import Operations
import Tensors

/// Data from a file, or data that comes with the program.
enum LoadCommand: NotebookCommand {
  static let name = "load"
  static let category = CommandCategory.data
  static let summary = "Reads a table of numbers: features as X, the target as y."
  static let usage = "load \"file.csv\"|name [target=column] [header=true|false]"
  static let options = [
    CommandOption(
      "target", "column",
      "the column that becomes y, by name or by place: 0 is the first, -1 the last"),
    CommandOption(
      "header", "true|false",
      "whether the first line holds names; if not said, it does when none of them is a number"),
  ]
  static let examples = ["load iris", "mean(X, axis=0)"]

  static func run(
    _ command: Command, in session: inout Session, source: SourceText
  ) throws(Diagnostic) -> Outcome {
    let reader = try CommandReader(command, LoadCommand.self)
    let subject = try reader.subject()
    var loaded: LoadView
    switch subject.kind {
    case .string(let path): loaded = try file(path, reader, session, source)
    case .name(let name) where BuiltInDataset.named(name) != nil:
      loaded = try builtIn(name, reader, session)
    default:
      throw DatasetDiagnostics.unknownDataset(source[subject.range], at: subject.range)
    }
    loaded.keepsTarget = session.state.definitions["y"] != nil
    let stated = Stated(source: source, range: command.range)
    session.state.define(
      "X", as: .value(loaded.table.features, role: .data), from: stated)
    if let target = loaded.table.target {
      session.state.define("y", as: .value(target, role: .data), from: stated)
    }
    return Outcome(.command, text: loaded.text(session.settings))
  }

  private static func file(
    _ text: String, _ reader: CommandReader, _ session: Session, _ source: SourceText
  ) throws(Diagnostic) -> LoadView {
    let range = try reader.subject().range
    guard !text.isEmpty else { throw CommandDiagnostics.usage(LoadCommand.self, at: range) }
    let path = Path(text)
    var options = TableOptions()
    if let target = try reader.expression("target") { options.target = column(target, source) }
    if let header = try reader.word("header", of: ["true", "false"]) {
      options.header = header == "true" ? .yes : .no
    }
    let places = DatasetDiagnostics.Places(
      path: path, file: range, target: reader.options["target"]?.range)
    let table = try read(places) {
      try TableFile.load(
        path.expanded, options: options, interruption: session.context.interruption)
    }
    return LoadView(table, title: path.name)
  }

  private static func builtIn(
    _ name: String, _ reader: CommandReader, _ session: Session
  ) throws(Diagnostic) -> LoadView {
    let range = try reader.subject().range
    if let value = reader.options.values.min(by: { $0.range.lowerBound < $1.range.lowerBound }) {
      throw DatasetDiagnostics.optionOfBuiltIn(name, at: value.range)
    }
    let places = DatasetDiagnostics.Places(path: Path(name), file: range, target: nil)
    guard let dataset = BuiltInDataset.named(name) else {
      throw DatasetDiagnostics.unknownDataset(name, at: range)
    }
    let table = try read(places) {
      try dataset.load(from: ResourceFolder.find(), interruption: session.context.interruption)
    }
    return LoadView(table, title: name, summary: dataset.summary, source: dataset.source)
  }

  /// A column is named by a number, a text, or anything else as it is spelled.
  private static func column(
    _ expression: Expression, _ source: SourceText
  ) -> TableOptions.Column {
    switch expression.kind {
    case .string(let name): return .named(name)
    case .number(let value, _):
      if let place = Int(exactly: value) { return .at(place) }
    case .prefix(.negate, let operand):
      if case .number(let value, _) = operand.kind, let place = Int(exactly: -value) {
        return .at(place)
      }
    default: break
    }
    return .named(source[expression.range])
  }

  private static func read(
    _ places: DatasetDiagnostics.Places, _ body: () throws -> LoadedTable
  ) throws(Diagnostic) -> LoadedTable {
    do {
      return try body()
    } catch let error as DatasetError {
      throw DatasetDiagnostics.diagnostic(error, places)
    } catch {
      throw EvaluatorDiagnostics.interrupted()
    }
  }
}
