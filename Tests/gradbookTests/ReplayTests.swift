import Glibc
import Testing

/// Notebooks on the command line.
@Suite("gradbook replay") struct ReplayTests {
  private static let good = "# A\n\n```grad\ngrad> x := 2\ngrad> x^2\n4\n```\n"
  private static let stale = "```grad\ngrad> 1/8\n0.23\ngrad> 2\n2\n```\n"

  @Test(
    "The exit status tells how it went",
    arguments: [
      (good, 0), (stale, 3), ("# A\n", 3), ("", 3), ("---\ntitel: a\n---\n\(good)", 3),
      ("\u{0}", 2), ("```grad\ngrad> 1\n1\n", 3),
    ] as [(String, Int32)])
  func status(text: String, expected: Int32) throws {
    try Folder.with(["a.md": text]) { folder in
      let status = try Program.run("replay", "\(folder)/a.md").status
      #expect(status == expected)
    }
  }

  @Test(
    "Wrong usage has the status 2",
    arguments: [
      [], ["/nonexistent.md"], ["--jobs", "0", "/dev/null"], ["--wrong"], ["/dev/null"],
      ["/proc/self/fd"],
    ])
  func usage(arguments: [String]) throws {
    #expect(try Program(["replay"] + arguments).finish().status == 2)
  }

  @Test("A mismatch is shown and a corrected file written") func mismatch() throws {
    try Folder.with(["a.md": Self.stale]) { folder in
      let ending = try Program.run("replay", "\(folder)/a.md")
      #expect(
        ending.output == """
          \(folder)/a.md:2  1/8
            - 0.23
            + 0.125
              want 0.23 got 0.125 |Δ| = 0.11
          \(folder)/a.md  1 passed, 1 failed, see \(folder)/a.md.corrected

          """)
      #expect(try Folder.text("\(folder)/a.md") == Self.stale)
      let corrected = Self.stale.replacing("0.23", with: "0.125")
      #expect(try Folder.text("\(folder)/a.md.corrected") == corrected)
      // What is right again leaves nothing behind.
      #expect(try Program.run("replay", "--update", "\(folder)/a.md").status == 0)
      #expect((try? Folder.text("\(folder)/a.md.corrected")) == nil)
    }
  }

  @Test("An update rewrites the file, but not where CI is set") func update() throws {
    try Folder.with(["a.md": Self.stale]) { folder in
      let refused = try Program.run(
        "replay", "--update", "\(folder)/a.md", environment: ["CI": "1"])
      #expect(refused.status == 2)
      #expect(try Folder.text("\(folder)/a.md") == Self.stale)
      let ending = try Program.run("replay", "--update", "\(folder)/a.md")
      #expect(ending.status == 0)
      #expect(ending.lines.last == "\(folder)/a.md  1 passed, 0 failed, 1 updated")
      #expect(try Program.run("replay", "\(folder)/a.md").status == 0)
    }
  }

  @Test(
    "Folders are replayed in the order of their names, by any number of threads",
    arguments: [1, 3, 16])
  func folders(jobs: Int) throws {
    var files = Dictionary(
      uniqueKeysWithValues: (10..<30).map {
        ("\($0).md", "```grad\ngrad> \($0)^2\n\($0 * $0)\n```\n")
      })
    files["README.md"] = "# Nothing\n"
    try Folder.with(files) { folder in
      let ending = try Program.run("replay", "--jobs", "\(jobs)", folder)
      #expect(ending.status == 0)
      #expect(
        ending.lines
          == (10..<30).map { "\(folder)/\($0).md  1 passed, 0 failed" } + ["20 passed, 0 failed"])
    }
  }

  @Test("A notebook is run as a script is") func running() throws {
    let text = "```grad\ngrad> x := 2\n```\n\n```grad\ngrad> x^2\n5\ngrad> oops\n```\n"
    try Folder.with(["a.md": text]) { folder in
      let ending = try Program.run("\(folder)/a.md")
      #expect(ending.output == "4\n")
      #expect(ending.errors.contains("  at \(folder)/a.md:8:1\n"))
      #expect(ending.status == 1)
    }
  }

  @Test("Opening a notebook is for terminals") func opening() throws {
    #expect(try Program.run("open", "/nonexistent.md").status == 2)
  }

  @Test("A new lesson replays, and none is overwritten") func newLesson() throws {
    try Folder.with([:]) { folder in
      let first = try Program.run("lesson", "new", "\(folder)/two-paths")
      #expect(first.status == 0)
      let replay = try Program.run("replay", "\(folder)/two-paths.md")
      #expect(replay.output == "\(folder)/two-paths.md  5 passed, 0 failed\n")
      let second = try Program.run("lesson", "new", "\(folder)/two-paths")
      #expect(second.status == 2)
      #expect(second.errors == "error[file]: there is a file \(folder)/two-paths.md already\n")
      #expect(try Program.run("lesson", "new", "\(folder)/Up").status == 2)
    }
  }
}
