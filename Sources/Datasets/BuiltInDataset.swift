package import Resources
package import Tensors

/// A dataset that comes with the program: a table in `datasets/`, or numbers drawn by a rule.
///
/// One entry a dataset, listed in `all`; a table is also named, with its origin, in
/// `datasets/SOURCES.md`.
package struct BuiltInDataset: Sendable {
  package enum Content: Sendable {
    /// A file within `datasets/` and the column that is the target.
    case table(file: String, target: TableOptions.Column)
    case generated(@Sendable (DatasetOptions, inout Draws) throws(Interrupted) -> LoadedTable)
  }

  /// Random numbers for a generator, and whether to stop.
  package struct Draws: Sendable {
    package var random: RandomState
    package let interruption: Interruption

    package init(_ random: RandomState, interruption: Interruption = .never) {
      self.random = random
      self.interruption = interruption
    }

    /// Independent numbers from the standard normal distribution.
    mutating func normal(_ count: Int) throws(Interrupted) -> [Double] {
      try random.tensor(Shape([count]), from: .normal, interruption: interruption).values
    }
  }

  package let name: String
  package let content: Content
  package let options: [DatasetOption]
  package let summary: String

  /// What all features are, where their names would tell less.
  package let features: String?

  /// Who measured or described it, where it was published.
  package let source: String

  init(
    _ name: String, _ content: Content, options: [DatasetOption] = [], summary: String,
    features: String? = nil, source: String
  ) {
    self.name = name
    self.content = content
    self.options = options
    self.summary = summary
    self.features = features
    self.source = source
  }

  /// Every built-in dataset: first those of the lessons, then measured ones.
  package static let all: [BuiltInDataset] = [
    xor, spiral, housing, iris, digits, wine, diabetes,
  ]

  package static func named(_ name: String) -> BuiltInDataset? {
    all.first { $0.name == name }
  }

  package func option(_ name: String) -> DatasetOption? {
    options.first { $0.name == name }
  }

  /// The table's file within `datasets/`; nil if it is made.
  package var file: String? {
    if case .table(let file, _) = content { file } else { nil }
  }

  /// Reads the table, or draws it and moves the random numbers on.
  ///
  /// Throws `DatasetError`, or `Interrupted`, which leaves the random numbers as they were.
  package func load(
    _ options: DatasetOptions, from folder: ResourceFolder, random: inout RandomState,
    interruption: Interruption = .never
  ) throws -> LoadedTable {
    switch content {
    case .table(let file, let target):
      let table = try TableFile.load(
        "\(folder.datasets)/\(file)", options: TableOptions(target: target, header: .yes),
        interruption: interruption)
      guard self.option("scale") != nil, options.flag("scale") else { return table }
      return table.scaled()
    case .generated(let make):
      var draws = Draws(random, interruption: interruption)
      let table = try make(options, &draws)
      random = draws.random
      return table
    }
  }
}

extension LoadedTable {
  /// The features divided by the largest of them all.
  fileprivate func scaled() -> LoadedTable {
    guard let largest = features.values.map(\.magnitude).max(), largest > 0 else { return self }
    let scaled = Tensor(shape: features.shape, values: features.values.map { $0 / largest })
    return LoadedTable(
      features: scaled, target: target, featureNames: featureNames, targetName: targetName,
      classNames: classNames)
  }
}
