import Datasets
import Diagnostics
import Language
import Operations
import Resources
import Tensors

/// Data from a file, or data that comes with the program.
enum LoadCommand: NotebookCommand {
  static let name = "load"
  static let category = CommandCategory.data
  static let summary =
    "Reads data: a table as X and its target y, a data set that comes with the program, or "
    + "NumPy's arrays."
  static let usage =
    "load name [option=value ...] | \"file.csv\" [target=column] | \"arrays.npz\""
  static let options = tableOptions + BuiltInDataset.optionNames.map(CommandOption.init(dataset:))
  static let tableOptions = [
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
    if case .string(let path) = subject.kind, ArraysView.isArrayFile(path) {
      return try arrays(Path(path), reader, &session, source)
    }
    var loaded: LoadView
    switch subject.kind {
    case .string(let path): loaded = try file(path, reader, session, source)
    case .name(let name):
      guard let dataset = BuiltInDataset.named(name) else { fallthrough }
      loaded = try builtIn(dataset, reader, &session, source)
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
    try refuseOptions(of: text, reader, except: tableOptions.map(\.name))
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
    _ dataset: BuiltInDataset, _ reader: CommandReader, _ session: inout Session,
    _ source: SourceText
  ) throws(Diagnostic) -> LoadView {
    let range = try reader.subject().range
    try refuseOptions(of: dataset.name, reader, except: dataset.options.map(\.name))
    var options = DatasetOptions(dataset)
    for option in dataset.options {
      guard let given = reader.options[option.name] else { continue }
      let value: Double? =
        option.kind == .flag
        ? try reader.flag(option.name).map { $0 ? 1 : 0 }
        : try reader.number(option.name, in: &session, source)
      let places = DatasetDiagnostics.Places(
        path: Path(dataset.name), file: given.range, target: nil)
      try read(places) { if let value { try options.set(option, to: value) } }
    }
    let places = DatasetDiagnostics.Places(path: Path(dataset.name), file: range, target: nil)
    var random = session.state.random
    let table = try read(places) {
      // A dataset that is drawn needs no folder.
      let folder = dataset.file == nil ? ResourceFolder.none : try ResourceFolder.find()
      return try dataset.load(
        options, from: folder, random: &random, interruption: session.context.interruption)
    }
    session.state.random = random
    return LoadView(table, dataset)
  }

  /// The arrays of a file under names of their own.
  private static func arrays(
    _ path: Path, _ reader: CommandReader, _ session: inout Session, _ source: SourceText
  ) throws(Diagnostic) -> Outcome {
    let range = try reader.subject().range
    try refuseOptions(of: path.text, reader, except: [])
    let places = DatasetDiagnostics.Places(path: path, file: range, target: nil)
    let (limits, interruption) = (
      ArrayLimits(bytes: session.settings.memory), session.context.interruption
    )
    let arrays = try read(places) {
      try ArrayFile.load(path.expanded, limits: limits, interruption: interruption)
    }
    let view = ArraysView(arrays, path: path)
    let stated = Stated(source: source, range: reader.command.range)
    for row in view.rows {
      session.state.define(row.name, as: .value(row.array.tensor, role: .data), from: stated)
    }
    return Outcome(.command, text: view.text(session.settings))
  }

  /// Refuses options that have no meaning for what is loaded.
  private static func refuseOptions(
    of subject: String, _ reader: CommandReader, except known: [String]
  ) throws(Diagnostic) {
    for case .option(let name, _) in reader.command.items where !known.contains(name.text) {
      throw known.isEmpty
        ? DatasetDiagnostics.takesNoOptions(subject, at: name.range)
        : EvaluatorDiagnostics.unexpectedOption(name.text, options: known, at: name.range)
    }
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

  private static func read<Value>(
    _ places: DatasetDiagnostics.Places, _ body: () throws -> Value
  ) throws(Diagnostic) -> Value {
    do {
      return try body()
    } catch let error as DatasetError {
      throw DatasetDiagnostics.diagnostic(error, places)
    } catch let error as ResourceError {
      throw ResourceDiagnostics.diagnostic(error, "datasets", at: places.file)
    } catch {
      throw EvaluatorDiagnostics.interrupted()
    }
  }
}
