import Foundation
import Tensors
import Testing

@testable import Datasets

@Suite("A built-in dataset")
struct BuiltInDatasetTests {
  /// The folder of this checkout, whatever the environment says.
  static func folder() throws -> ResourceFolder {
    try ResourceFolder.find(home: nil, executable: nil, sourceFile: #filePath)
  }

  @Test("can be loaded, is described, and names where it comes from")
  func entries() throws {
    let folder = try Self.folder()
    let sources = try String(contentsOfFile: "\(folder.datasets)/SOURCES.md", encoding: .utf8)
    for dataset in BuiltInDataset.all {
      let table = try dataset.load(from: folder)
      #expect(table.features.shape[0] > 0, "\(dataset.name)")
      #expect((table.targetName != nil) == (dataset.target != nil), "\(dataset.name)")
      #expect(!dataset.summary.isEmpty && !dataset.source.isEmpty, "\(dataset.name)")
      #expect(sources.contains("## \(dataset.file)\n"), "\(dataset.name)")
      #expect(BuiltInDataset.named(dataset.name) == dataset)
    }
  }

  @Test("is registered for every table in the folder")
  func noForgottenTables() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder().datasets)
    #expect(Set(BuiltInDataset.all.map(\.file)) == Set(files.filter { $0.hasSuffix(".csv") }))
  }

  @Test("is found by its name only")
  func unknown() {
    #expect(BuiltInDataset.named("Iris") == nil)
    #expect(BuiltInDataset.named("") == nil)
  }

  @Test("iris holds Fisher's measurements")
  func iris() throws {
    let table = try BuiltInDataset.iris.load(from: Self.folder())
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
}
