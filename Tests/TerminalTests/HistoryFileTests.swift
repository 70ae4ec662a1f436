import Glibc
import Testing

@testable import Terminal

@Suite("The history file") struct HistoryFileTests {
  @Test(
    "The environment says where it is",
    arguments: [
      (["GRADBOOK_HISTORY": "/x/past", "HOME": "/home/a"], "/x/past"),
      (["GRADBOOK_HISTORY": "", "HOME": "/home/a"], nil),
      (["XDG_STATE_HOME": "/state", "HOME": "/home/a"], "/state/gradbook/history"),
      (["XDG_STATE_HOME": "state", "HOME": "/home/a"], "/home/a/.local/state/gradbook/history"),
      (["XDG_STATE_HOME": "", "HOME": "/home/a"], "/home/a/.local/state/gradbook/history"),
      (["HOME": "/home/a"], "/home/a/.local/state/gradbook/history"),
      (["HOME": ""], nil),
      ([:], nil),
    ] as [([String: String], String?)])
  func place(environment: [String: String], path: String?) {
    #expect(HistoryFile.path(environment: environment) == path)
  }

  @Test("Entries come back as they were, also those of several lines") func roundTrip() throws {
    let directory = try TemporaryDirectory()
    let file = HistoryFile(path: directory.path(of: "a/b/history"))
    let entries = [
      "x := 2", "f = (1 +\n  2)", "# 5 is a comment", "#5", "a\n#12\nb", "θ\n\nb", "x\r\ny",
    ]
    for entry in entries { try file.append(entry) }
    // A comment of digits only would pass for a time.
    let expected = entries.map { $0 == "#5" ? " #5" : $0.replacing("\n#12\n", with: "\n #12\n") }
    #expect(try file.entries() == expected)
  }

  @Test("A missing file is an empty history") func missing() throws {
    let directory = try TemporaryDirectory()
    #expect(try HistoryFile(path: directory.path(of: "none")).entries().isEmpty)
    #expect(directory.text(of: "none") == nil)
  }

  @Test(
    "Any text can be read",
    arguments: [
      ("", []),
      ("\n\n", []),
      ("x\ny\n", ["x", "y"]),
      ("#1\n#2\nx\n", ["x"]),
      ("#1\nx", ["x"]),
      ("old\n#1\nnew\n", ["old", "new"]),
      ("#99999999999999999999\nx\n", ["#99999999999999999999", "x"]),
    ])
  func reads(text: String, entries: [String]) throws {
    let directory = try TemporaryDirectory()
    let path = try directory.write(text, to: "history")
    #expect(try HistoryFile(path: path).entries() == entries)
  }

  @Test("Only the person may read it") func mode() throws {
    let directory = try TemporaryDirectory()
    let file = HistoryFile(path: directory.path(of: "deep/history"))
    try file.append("x")
    var status = stat()
    #expect(stat(file.path, &status) == 0)
    #expect(status.st_mode & 0o777 == 0o600)
    #expect(stat(directory.path(of: "deep"), &status) == 0)
    #expect(status.st_mode & 0o777 == 0o700)
  }

  @Test("The last entries are given, and a file that grew long is shortened") func limit() throws {
    let directory = try TemporaryDirectory()
    let file = HistoryFile(path: directory.path(of: "history"), limit: 3)
    for number in 1...5 { try file.append("\(number)") }
    #expect(try file.entries() == ["3", "4", "5"])
    #expect(directory.text(of: "history")?.contains("\n1\n") == true)
    try file.append("6\n7")
    #expect(try file.entries() == ["4", "5", "6\n7"])
    #expect(directory.text(of: "history")?.contains("\n1\n") == false)
    try file.append("8")
    #expect(try file.entries() == ["5", "6\n7", "8"])
  }

  @Test("A link stays a link when the file is shortened") func link() throws {
    let directory = try TemporaryDirectory()
    let target = try directory.write("a\nb\nc\nd\n", to: "target")
    #expect(symlink(target, directory.path(of: "link")) == 0)
    #expect(try HistoryFile(path: directory.path(of: "link"), limit: 2).entries() == ["c", "d"])
    var status = stat()
    #expect(lstat(directory.path(of: "link"), &status) == 0)
    #expect(status.st_mode & S_IFMT == S_IFLNK)
    #expect(directory.text(of: "target") == "#0\nc\n#0\nd\n")
  }

  @Test("Sessions that write at the same time lose nothing") func concurrent() async throws {
    let directory = try TemporaryDirectory()
    let path = directory.path(of: "history")
    try await withThrowingTaskGroup(of: Void.self) { group in
      for session in 0..<4 {
        group.addTask {
          for number in 0..<25 {
            let file = HistoryFile(path: path)
            try file.append("\(session)\n\(number)")
          }
        }
      }
      try await group.waitForAll()
    }
    let entries = try HistoryFile(path: path).entries()
    #expect(Set(entries).count == 100)
    #expect(entries.count == 100)
  }

  @Test("What cannot be written is a problem with a reason, not a crash") func failure() throws {
    let directory = try TemporaryDirectory()
    let blocked = try directory.write("", to: "file") + "/history"
    #expect {
      try HistoryFile(path: blocked).append("x")
    } throws: { error in
      let problem = error as? HistoryProblem
      return problem?.action == .append
        && problem?.message == "cannot keep the history in \(blocked): Not a directory"
    }
    #expect(throws: HistoryProblem.self) { try HistoryFile(path: directory.path).entries() }
    #expect(throws: HistoryProblem.self) { try HistoryFile(path: directory.path).append("x") }
  }

  @Test("A device can stand in for the file") func device() throws {
    let file = HistoryFile(path: "/dev/null")
    try file.append("x")
    #expect(try file.entries().isEmpty)
  }
}
