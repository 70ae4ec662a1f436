import Foundation
import Glibc
import Tensors
import Testing

@testable import Datasets

@Suite("A data file")
struct FileTests {
  @Test("that is missing is reported with the files that are there")
  func missing() throws {
    let folder = try TemporaryFolder()
    try folder.write("1", to: "houses.csv")
    try folder.write("1", to: "cars.csv")
    try folder.write("1", to: ".hidden")
    try folder.makeFolder("more")
    let path = "\(folder.path)/house.csv"
    #expect(
      throws: DatasetError.missingFile(path: path, neighbours: ["cars.csv", "houses.csv"])
    ) { try TableFile.load(path) }
    #expect(throws: DatasetError.missingFolder(path: "\(folder.path)/les")) {
      try TableFile.load("\(folder.path)/les/house.csv")
    }
    #expect(throws: DatasetError.missingFolder(path: "\(folder.path)/cars.csv")) {
      try TableFile.load("\(folder.path)/cars.csv/x.csv")
    }
  }

  @Test("without a folder is looked for in the current one", arguments: ["no such file.csv", ""])
  func relative(path: String) throws {
    #expect {
      try TableFile.load(path)
    } throws: { error in
      guard case .missingFile(path, _) = error as? DatasetError else { return false }
      return true
    }
  }

  @Test("may not be a folder, a device or a pipe")
  func otherKinds() throws {
    let folder = try TemporaryFolder()
    try folder.write("1", to: "a.csv")
    #expect(throws: DatasetError.isFolder(path: folder.path, files: ["a.csv"])) {
      try TableFile.load(folder.path)
    }
    #expect(throws: DatasetError.notAFile(path: "/dev/zero")) { try TableFile.load("/dev/zero") }
    let pipe = "\(folder.path)/pipe"
    try #require(mkfifo(pipe, 0o600) == 0)
    #expect(throws: DatasetError.notAFile(path: pipe)) { try TableFile.load(pipe) }
  }

  @Test("that the system refuses to open is reported with the reason")
  func refused() throws {
    let folder = try TemporaryFolder()
    let loop = "\(folder.path)/loop"
    try #require(symlink(loop, loop) == 0)
    #expect(throws: DatasetError.cannotRead(path: loop, code: ELOOP)) { try TableFile.load(loop) }
    let long = String(repeating: "x", count: 5000)
    #expect(throws: DatasetError.cannotRead(path: long, code: ENAMETOOLONG)) {
      try TableFile.load(long)
    }
  }

  @Test("that is empty or holds no text is reported")
  func useless() throws {
    let folder = try TemporaryFolder()
    let empty = try folder.write("", to: "empty.csv")
    #expect(throws: DatasetError.empty) { try TableFile.load(empty) }
    let program = try #require(CommandLine.arguments.first)
    #expect(throws: DatasetError.binary) { try TableFile.load(program) }
  }

  @Test("is closed again, read or not")
  func closed() throws {
    let folder = try TemporaryFolder()
    let good = try folder.write("a\n1\n", to: "good.csv")
    let bad = try folder.write("a\nx\n", to: "bad.csv")
    // More often than a process may have files open.
    for _ in 0..<1500 {
      #expect(try TableFile.load(good).features.values == [1])
      #expect(throws: DatasetError.self) { try TableFile.load(bad) }
      #expect(throws: DatasetError.self) { try TableFile.load(folder.path) }
    }
  }
}

@Suite("The folder of lessons and datasets")
struct ResourceFolderTests {
  @Test("is the one that the environment names")
  func home() throws {
    let folder = try TemporaryFolder()
    try folder.makeFolder("home/lessons")
    try folder.makeFolder("other/share/gradbook/lessons")
    let found = try ResourceFolder.find(
      home: "\(folder.path)/home", executable: "\(folder.path)/other/bin/gradbook",
      sourceFile: #filePath)
    #expect(found.path == "\(folder.path)/home")
    #expect(found.lessons == "\(folder.path)/home/lessons")
    #expect(found.datasets == "\(folder.path)/home/datasets")
  }

  @Test("is refused when the environment names a wrong one", arguments: ["/nonexistent", "/dev"])
  func wrongHome(path: String) {
    #expect(throws: DatasetError.wrongHome(path: path)) {
      try ResourceFolder.find(home: path, executable: nil, sourceFile: #filePath)
    }
  }

  @Test("is beside the installed program")
  func installed() throws {
    let folder = try TemporaryFolder()
    try folder.makeFolder("usr/share/gradbook/datasets")
    try folder.makeFolder("usr/datasets")
    try folder.write("", to: "usr/Package.swift")
    for home in [nil, ""] {
      let found = try ResourceFolder.find(
        home: home, executable: "\(folder.path)/usr/bin/gradbook", sourceFile: #filePath)
      #expect(found.path == "\(folder.path)/usr/share/gradbook")
    }
  }

  @Test("is in the checkout in which the program was built")
  func built() throws {
    let folder = try TemporaryFolder()
    try folder.makeFolder("checkout/lessons")
    try folder.write("", to: "checkout/Package.swift")
    let found = try ResourceFolder.find(
      home: nil, executable: "\(folder.path)/checkout/.build/debug/gradbook", sourceFile: #filePath)
    #expect(found.path == "\(folder.path)/checkout")
  }

  @Test("is in the checkout of the source, wherever the program went")
  func source() throws {
    let folder = try TemporaryFolder()
    let found = try ResourceFolder.find(
      home: nil, executable: "\(folder.path)/bin/gradbook", sourceFile: #filePath)
    #expect(FileManager.default.fileExists(atPath: "\(found.datasets)/SOURCES.md"))
  }

  @Test("is reported missing with the places that were searched")
  func missing() throws {
    let folder = try TemporaryFolder()
    try folder.write("", to: "source/Package.swift")
    let expected = DatasetError.noResources(
      searched: ["\(folder.path)/share/gradbook", "\(folder.path)/source"])
    #expect(throws: expected) {
      try ResourceFolder.find(
        home: nil, executable: "\(folder.path)/bin/gradbook",
        sourceFile: "\(folder.path)/source/Sources/X.swift")
    }
  }
}
