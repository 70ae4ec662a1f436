import Datasets
import StyledText
import Tensors

/// What `load` read and which names now hold it.
struct LoadView {
  let table: LoadedTable
  let title: String
  let summary: String?
  let source: String?
  /// What all features are, instead of their names.
  let features: String?
  /// Whether y had a meaning before that it keeps.
  var keepsTarget = false

  /// The most names and classes that are listed one by one.
  private static let nameLimit = 8
  private static let classLimit = 10

  /// A file.
  init(_ table: LoadedTable, title: String) {
    self.table = table
    self.title = title
    (summary, source, features) = (nil, nil, nil)
  }

  init(_ table: LoadedTable, _ dataset: BuiltInDataset) {
    self.table = table
    title = dataset.name
    (summary, source, features) = (dataset.summary, dataset.source, dataset.features)
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
      StyledText("X", .name), StyledText("\(shape)"), featureText(settings),
    ])
    if let target = table.target {
      names.append([
        StyledText("y", .name), StyledText("\(target.shape)"), targetText(target, settings),
      ])
    }
    lines += names.lines(width: settings.width)
    if let note = table.target.flatMap(gapText) {
      lines += ("  " + StyledText(note, .faint)).wrapped(to: settings.width, indent: 2)
    }
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
    if !table.classNames.isEmpty {
      let counts = LabelCounts(target.values, classes: table.classNames.count)
      let classes = zip(table.classNames, counts.all).enumerated().map { code, entry in
        "\(code) \(entry.0) (\(entry.1))"
      }
      return name + ": " + StyledText(LoadView.some(of: classes, limit: LoadView.classLimit))
    }
    if let counts = LabelCounts(labels: target.values) {
      let classes = counts.present.map { "\($0) (\(counts.all[$0]))" }
      return name + ": " + StyledText(LoadView.some(of: classes, limit: LoadView.classLimit))
    }
    return name + LoadView.range(of: target, settings)
  }

  /// The names of the features, or what all of them are.
  private func featureText(_ settings: Settings) -> StyledText {
    if let features { return StyledText(features) + LoadView.range(of: table.features, settings) }
    return StyledText(LoadView.some(of: table.featureNames, limit: LoadView.nameLimit))
  }

  /// `: from 0 to 16`; nothing without numbers.
  private static func range(of tensor: Tensor, _ settings: Settings) -> StyledText {
    let finite = tensor.values.filter(\.isFinite)
    guard let low = finite.min(), let high = finite.max() else { return "" }
    return ": from " + ValueView.number(low, settings) + " to "
      + ValueView.number(high, settings)
  }

  /// What to know about labels that are not 0, 1, 2, ...
  private func gapText(_ target: Tensor) -> String? {
    guard table.classNames.isEmpty, let counts = LabelCounts(labels: target.values) else {
      return nil
    }
    let missing = counts.all.indices.filter { counts.all[$0] == 0 }.map { "\($0)" }
    if missing.isEmpty { return nil }
    if missing == ["0"] { return "the labels begin with 1; losses count classes from 0: y - 1" }
    return "no row has the label \(LoadView.some(of: missing, limit: LoadView.classLimit)); "
      + "losses count classes from 0"
  }

  private static func some(of names: [String], limit: Int) -> String {
    let rest = names.count - limit
    guard rest > 1 else { return names.joined(separator: ", ") }
    return names.prefix(limit).joined(separator: ", ") + ", ... and \(rest) more"
  }
}

/// How many rows have each label.
private struct LabelCounts {
  /// For the labels 0, 1, 2, ...
  private(set) var all: [Int]

  /// The labels that rows have.
  var present: [Int] { all.indices.filter { all[$0] > 0 } }

  init(_ labels: [Double], classes: Int) {
    all = Array(repeating: 0, count: classes)
    for label in labels { all[Int(label)] += 1 }
  }

  /// Numbers that look like labels: small, whole, and each had by two rows on average.
  init?(labels: [Double]) {
    var largest = 0
    for label in labels {
      guard let whole = Int(exactly: label), (0..<100).contains(whole) else { return nil }
      largest = max(largest, whole)
    }
    self.init(labels, classes: largest + 1)
    guard present.count <= 20, labels.count >= 2 * present.count, labels.count > 1 else {
      return nil
    }
  }
}
