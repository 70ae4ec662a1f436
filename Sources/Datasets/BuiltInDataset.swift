package import Tensors

/// A dataset that comes with the program: a table in `datasets/`.
///
/// One entry a dataset; to add one, put its table into the folder, name its origin in
/// `datasets/SOURCES.md`, and add an entry here and to `all`.
package struct BuiltInDataset: Sendable, Equatable {
  package let name: String

  /// The table's file within `datasets/`.
  package let file: String

  package let target: TableOptions.Column?
  package let summary: String

  /// Who measured it, where it was published.
  package let source: String

  package static let iris = BuiltInDataset(
    name: "iris", file: "iris.csv", target: .named("species"),
    summary: "150 irises of three species: length and width of sepals and petals in cm.",
    source: "R. A. Fisher, The use of multiple measurements in taxonomic problems, 1936")

  /// Every built-in dataset, by name.
  package static let all: [BuiltInDataset] = [iris]

  package static func named(_ name: String) -> BuiltInDataset? {
    all.first { $0.name == name }
  }

  /// Reads the table; throws `DatasetError` or `Interrupted`.
  package func load(
    from folder: ResourceFolder, interruption: Interruption = .never
  ) throws -> LoadedTable {
    try TableFile.load(
      "\(folder.datasets)/\(file)", options: TableOptions(target: target, header: .yes),
      interruption: interruption)
  }
}
