import Datasets
import StyledText
import Tensors

/// What `load` read and which names now hold it.
struct LoadView {
  let table: LoadedTable
  let title: String
  let summary: String?
  let source: String?
  /// Whether y had a meaning before that it keeps.
  var keepsTarget = false

  /// The most names and classes that are listed one by one.
  private static let nameLimit = 8
  private static let classLimit = 10

  init(_ table: LoadedTable, title: String, summary: String? = nil, source: String? = nil) {
    self.table = table
    self.title = title
    self.summary = summary
    self.source = source
  }

  func text(_ settings: Settings) -> StyledText {
    let shape = table.features.shape
    let size =
      EvaluatorDiagnostics.count(shape[0], "row") + " × "
      + EvaluatorDiagnostics.count(shape[1], "feature")
    var lines = [StyledText(title, .string) + StyledText(": \(size)")]
    if let summary { lines.append(StyledText(summary)) }
    if let source { lines.append(StyledText("source: \(source)", .faint)) }
    lines = lines.flatMap { $0.wrapped(to: settings.width, indent: 2) }
    var names = TextTable(
      columns: [
        TextTable.Column(), TextTable.Column(), TextTable.Column("", overflow: .wrap),
      ], indent: 2)
    names.append([
      StyledText("X", .name), StyledText("\(shape)"),
      StyledText(LoadView.some(of: table.featureNames, limit: LoadView.nameLimit)),
    ])
    if let target = table.target {
      names.append([
        StyledText("y", .name), StyledText("\(target.shape)"), targetText(target, settings),
      ])
    }
    lines += names.lines(width: settings.width)
    if table.target == nil {
      let text =
        keepsTarget
        ? "no target: y is as it was; target=column takes one out of X"
        : "no target: target=column takes one out of X as y"
      lines += ("  " + StyledText(text, .faint)).wrapped(to: settings.width, indent: 2)
    }
    return lines.joined()
  }

  /// `species: 0 setosa (50), 1 versicolor (50)`, or the range of a measured value.
  private func targetText(_ target: Tensor, _ settings: Settings) -> StyledText {
    let name = StyledText(table.targetName ?? "y")
    guard !table.classNames.isEmpty else {
      let finite = target.values.filter(\.isFinite)
      guard let low = finite.min(), let high = finite.max() else { return name }
      return name + ": from " + ValueView.number(low, settings) + " to "
        + ValueView.number(high, settings)
    }
    var counts = Array(repeating: 0, count: table.classNames.count)
    for value in target.values { counts[Int(value)] += 1 }
    let classes = zip(table.classNames, counts).enumerated().map { code, entry in
      "\(code) \(entry.0) (\(entry.1))"
    }
    return name + ": " + StyledText(LoadView.some(of: classes, limit: LoadView.classLimit))
  }

  private static func some(of names: [String], limit: Int) -> String {
    let rest = names.count - limit
    guard rest > 1 else { return names.joined(separator: ", ") }
    return names.prefix(limit).joined(separator: ", ") + ", ... and \(rest) more"
  }
}
