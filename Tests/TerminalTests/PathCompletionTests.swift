import Glibc
import Terminal
import Testing

@Suite("Completing paths") struct PathCompletionTests {
  @Test(
    "Files and directories that begin so are found",
    arguments: [
      ("", ["a b.csv", "data/", "dates", "θ.npz"]),
      ("da", ["data/", "dates"]),
      ("a ", ["a b.csv"]),
      ("θ", ["θ.npz"]),
      (".", [".hidden"]),
      ("data/", ["data/x.csv"]),
      ("data/y", []),
      ("none/", []),
      ("dates/", []),
    ])
  func finds(path: String, found: [String]) throws {
    let directory = try TemporaryDirectory()
    for name in ["a b.csv", "dates", "θ.npz", ".hidden"] { try directory.write("", to: name) }
    #expect(mkdir(directory.path(of: "data"), 0o700) == 0)
    try directory.write("", to: "data/x.csv")
    let prefix = directory.path(of: "")
    #expect(PathCompletion.candidates(for: prefix + path) == found.map { prefix + $0 })
  }

  @Test("The home directory may be written ~") func home() {
    #expect(PathCompletion.candidates(for: "~/").allSatisfy { $0.hasPrefix("~/") })
    #expect(PathCompletion.candidates(for: "/et") == ["/etc/"])
  }
}
