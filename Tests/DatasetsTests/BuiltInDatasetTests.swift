import Foundation
import Resources
import Tensors
import Testing

@testable import Datasets

@Suite("A built-in dataset")
struct BuiltInDatasetTests {
  /// The folder of this checkout, whatever the environment says.
  static func folder() throws -> ResourceFolder {
    try ResourceFolder.find(home: nil, executable: nil, sourceFile: #filePath)
  }

  /// A dataset with some options, drawn after a seed.
  static func table(
    _ dataset: BuiltInDataset, _ values: [String: Double] = [:],
    _ random: inout RandomState
  ) throws -> LoadedTable {
    var options = DatasetOptions(dataset)
    for (name, value) in values {
      try options.set(try #require(dataset.option(name)), to: value)
    }
    return try dataset.load(options, from: folder(), random: &random)
  }

  static func table(
    _ dataset: BuiltInDataset, _ values: [String: Double] = [:]
  ) throws -> LoadedTable {
    var random = RandomState(seed: 0)
    return try table(dataset, values, &random)
  }

  @Test("can be loaded, is described, and names where it comes from")
  func entries() throws {
    let folder = try Self.folder()
    let sources = try String(contentsOfFile: "\(folder.datasets)/SOURCES.md", encoding: .utf8)
    for dataset in BuiltInDataset.all {
      let table = try Self.table(dataset)
      #expect(table.features.shape[0] > 0, "\(dataset.name)")
      #expect(table.target?.shape == Shape([table.features.shape[0]]), "\(dataset.name)")
      #expect(table.featureNames.count == table.features.shape[1], "\(dataset.name)")
      #expect(!dataset.summary.isEmpty && !dataset.source.isEmpty, "\(dataset.name)")
      if let file = dataset.file {
        #expect(sources.contains("## \(file)\n"), "\(dataset.name)")
      } else {
        #expect(sources.contains(dataset.name), "\(dataset.name)")
      }
      #expect(BuiltInDataset.named(dataset.name)?.summary == dataset.summary)
    }
  }

  @Test("has options that accept what they are without being said")
  func options() {
    for dataset in BuiltInDataset.all {
      for option in dataset.options {
        #expect(option.accepts(option.fallback), "\(dataset.name) \(option.name)")
        #expect(!option.accepts(.nan) && !option.accepts(-1), "\(dataset.name) \(option.name)")
        #expect(!option.meaning.isEmpty, "\(dataset.name) \(option.name)")
      }
    }
  }

  @Test("refuses a value that an option cannot have, and an option of another")
  func refusals() throws {
    var options = DatasetOptions(.spiral)
    for (name, value) in [("points", 0), ("points", 1.5), ("noise", -1), ("classes", 21)] {
      let option = try #require(BuiltInDataset.spiral.option(name))
      #expect(throws: DatasetError.option(option, value: value)) {
        try options.set(option, to: value)
      }
    }
    let scale = try #require(BuiltInDataset.digits.option("scale"))
    #expect(throws: DatasetError.option(scale, value: 1)) { try options.set(scale, to: 1) }
  }

  @Test("is registered for every table in the folder")
  func noForgottenTables() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder().datasets)
    #expect(
      Set(BuiltInDataset.all.compactMap(\.file)) == Set(files.filter { $0.hasSuffix(".csv") }))
  }

  @Test("is found by its name only")
  func unknown() {
    #expect(BuiltInDataset.named("Iris")?.name == nil)
    #expect(BuiltInDataset.named("")?.name == nil)
  }

  @Test("iris holds Fisher's measurements")
  func iris() throws {
    let table = try Self.table(.iris)
    #expect(table.features.shape == Shape([150, 4]))
    #expect(table.classNames == ["setosa", "versicolor", "virginica"])
    #expect(table.target?.values == (0..<150).map { Double($0 / 50) })
    let rows = (0..<150).map { Array(table.features.values[4 * $0..<4 * $0 + 4]) }
    #expect(rows[34] == [4.9, 3.1, 1.5, 0.2], "as in the paper, not as in the UCI file")
    #expect(rows[37] == [4.9, 3.6, 1.4, 0.1], "as in the paper, not as in the UCI file")
    // The sums that the published means 5.843, 3.057, 3.758 and 1.199 are made of.
    for (column, sum) in [876.5, 458.6, 563.7, 179.9].enumerated() {
      #expect(abs(rows.reduce(0) { $0 + $1[column] } - sum) < 1e-9)
    }
  }

  @Test("digits holds the images of scikit-learn")
  func digits() throws {
    let table = try Self.table(.digits)
    #expect(table.features.shape == Shape([1797, 64]))
    #expect(table.features.values.reduce(0, +) == 561_718)
    #expect(table.features.values.allSatisfy { (0...16).contains($0) && $0.rounded() == $0 })
    let labels = try #require(table.target).values
    let counts = (0..<10).map { digit in labels.count { $0 == Double(digit) } }
    #expect(counts == [178, 182, 177, 183, 181, 182, 181, 179, 174, 180])
    #expect(labels.prefix(12) == [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1])
    let first = (0..<8).map { row in Array(table.features.values[8 * row..<8 * row + 8]) }
    #expect(
      first == [
        [0, 0, 5, 13, 9, 1, 0, 0], [0, 0, 13, 15, 10, 15, 5, 0], [0, 3, 15, 2, 0, 11, 8, 0],
        [0, 4, 12, 0, 0, 8, 8, 0], [0, 5, 8, 0, 0, 9, 8, 0], [0, 4, 11, 0, 1, 12, 7, 0],
        [0, 2, 14, 5, 10, 12, 0, 0], [0, 0, 6, 13, 10, 0, 0, 0],
      ])
    let scaled = try Self.table(.digits, ["scale": 1])
    #expect(scaled.features.values == table.features.values.map { $0 / 16 })
    #expect(scaled.target == table.target)
  }

  @Test("diabetes holds the raw measurements")
  func diabetes() throws {
    let table = try Self.table(.diabetes)
    #expect(table.features.shape == Shape([442, 10]))
    #expect(
      Array(table.features.values.prefix(10))
        == [59, 2, 32.1, 101, 157, 93.2, 38, 4, 4.8598, 87])
    let target = try #require(table.target).values
    #expect(target.prefix(3) == [151, 75, 141])
    #expect(target.reduce(0, +) == 67_243)
  }

  @Test("wine holds three cultivars")
  func wine() throws {
    let table = try Self.table(.wine)
    #expect(table.features.shape == Shape([178, 13]))
    let labels = try #require(table.target).values
    #expect((0..<3).map { label in labels.count { $0 == Double(label) } } == [59, 71, 48])
    #expect(Array(table.features.values.prefix(3)) == [14.23, 1.71, 2.43])
    let proline = (0..<178).reduce(0) { $0 + table.features.values[13 * $1 + 12] }
    #expect(proline == 132_947)
  }
}
