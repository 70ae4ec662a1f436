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
