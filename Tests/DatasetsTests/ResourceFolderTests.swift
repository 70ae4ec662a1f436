import Foundation
import Resources
import Testing

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

  @Test(
    "is found for the running program",
    .enabled(if: ProcessInfo.processInfo.environment["GRADBOOK_HOME"] == nil))
  func running() throws {
    let found = try ResourceFolder.find()
    #expect(FileManager.default.fileExists(atPath: "\(found.datasets)/iris.csv"))
  }

  @Test("is refused when the environment names a wrong one", arguments: ["/nonexistent", "/dev"])
  func wrongHome(path: String) {
    #expect(throws: ResourceError.wrongHome(path: path)) {
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
    let expected = ResourceError.noResources(
      searched: ["\(folder.path)/share/gradbook", "\(folder.path)/source"])
    #expect(throws: expected) {
      try ResourceFolder.find(
        home: nil, executable: "\(folder.path)/bin/gradbook",
        sourceFile: "\(folder.path)/source/Sources/X.swift")
    }
  }
}
