import Foundation
import Glibc
import Testing

/// Homework on the command line.
@Suite("gradbook grade") struct GradeTests {
  static let assignment = """
    ---
    title: Two gradients
    id: two
    ---
    ```grad setup
    grad> x := [1, 2, 4]; w := [0.5, -1, 2]
    grad> J = sum((w*x)^2)/2
    ```

    ```ask points=3
    dw: grad(J, w)
    ```

    ```ask points=2
    dx: grad(J, x)
    visibility: hidden
    ```

    """
  static let right = "{\"dw\": [0.5, -4, 32], \"dx\": [0.25, 2, 16]}"
  static let wrong = "{\"dw\": [-0.5, 4, -32]}"

  /// Runs the program on a class; `A` stands for the assignment, `C` for the class.
  private static func grade(
    _ files: [String: String], _ arguments: String..., input: String = "",
    _ check: (_ ending: Program.Ending, _ folder: String) throws -> Void
  ) throws {
    try Folder.with(["a.md": assignment]) { place in
      try Folder.with(files) { folder in
        let words = arguments.map {
          $0 == "A" ? "\(place)/a.md" : $0 == "C" ? folder : $0.replacing("C/", with: "\(folder)/")
        }
        try check(try Program(["grade"] + words).finish(sending: input), place)
      }
    }
  }

  @Test("A class is a table, however wrong its answers are") func table() throws {
    let files = ["ada.json": Self.right, "bob.json": Self.wrong, "cem.json": "{\"dw\": [1"]
    try Self.grade(files, "A", "C") { ending, _ in
      #expect(ending.status == 0)
      #expect(ending.errors == "")
      #expect(ending.lines[0].hasPrefix("  student  score  dw  "))
      #expect(ending.lines[1].hasPrefix("  ada        5/5  correct  "))
      #expect(ending.lines[2].hasPrefix("  bob        0/5  "))
      #expect(ending.lines[3].hasPrefix("  cem        0/5  unreadable: cem.json is no JSON"))
      #expect(ending.output.contains("\n3 submissions, mean 1.67\n"))
    }
  }

  @Test(
    "Wrong usage has the status 2",
    arguments: [
      [], ["A"], ["/nonexistent.md", "C"], ["A", "/nonexistent"], ["A", "C", "--format", "xml"],
      ["A", "C", "--jobs", "0"], ["A", "C", "--stream"], ["A", "--stream", "--format", "csv"],
      ["A", "C", "--width", "3"], ["A", "C", "--format", "gradescope"],
      ["A", "C", "--output", "/nonexistent/x"], ["A", "C", "--students", "/nonexistent"],
      ["A", "C", "--format", "csv", "--explain"], ["A", "C", "--format", "md", "--histogram"],
      ["A", "C", "--format", "md", "--output", "C"],
      ["A", "C", "--students", "A"], ["/dev/null", "C"],
    ])
  func usage(arguments: [String]) throws {
    try Folder.with(["a.md": Self.assignment]) { place in
      try Folder.with(["ada.json": Self.right, "bob.json": Self.right]) { folder in
        let words = arguments.map { $0 == "A" ? "\(place)/a.md" : $0 == "C" ? folder : $0 }
        let ending = try Program(["grade"] + words).finish()
        #expect(ending.status == 2)
        #expect(ending.output == "")
        #expect(!ending.errors.isEmpty)
      }
    }
  }

  @Test("The formats that help lists are those that are written") func formats() throws {
    let help = try Program.run("grade", "--help").output
    for name in [
      "table", "json", "jsonl", "csv", "md", "gradescope", "prairielearn", "canvas", "moodle",
    ] {
      #expect(help.contains("\n  \(name) "))
      try Self.grade(["ada.json": Self.right], "A", "C", "--format", name) { ending, _ in
        #expect(ending.status == 0, "\(name): \(ending.errors)")
        #expect(!ending.output.isEmpty)
      }
    }
  }

  @Test("A file a student goes into a folder, which is made") func folder() throws {
    let files = ["ada.json": Self.right, "bob.json": Self.wrong]
    try Folder.with([:]) { output in
      let name = "\(output)/feedback"
      try Self.grade(files, "A", "C", "--format", "md", "--output", name) { ending, _ in
        #expect(ending.status == 0)
        #expect(ending.output == "")
        #expect(try Folder.text("\(name)/ada.md").contains("ada: **5/5**"))
        let bob = try Folder.text("\(name)/bob.md")
        #expect(bob.contains("## dw  0/3\n\nNot right"))
        #expect(bob.hasSuffix("## dx\n\nHow this was answered is not shown.\n"))
        for file in ["ada.md", "bob.md"] { unlink("\(name)/\(file)") }
        rmdir(name)
      }
    }
  }

  @Test("One student's results go into a file, whole") func file() throws {
    try Folder.with([:]) { output in
      let name = "\(output)/results.json"
      try Self.grade(
        ["ada.json": Self.right], "A", "C", "--format", "gradescope", "--output", name
      ) { ending, _ in
        #expect(ending.status == 0)
        let text = try Folder.text(name)
        #expect(text.hasPrefix("{\"score\": 5, \"execution_time\": "))
        #expect(text.hasSuffix("}]}\n") || text.hasSuffix("]}]}\n"))
      }
    }
  }

  @Test("Those who are not in the gradebook are named") func students() throws {
    let files = ["ada.json": Self.right, "eve.json": Self.right]
    let book = "Student,ID,SIS User ID,SIS Login ID,Section\n\"L, Ada\",7,,ada,A\n"
    try Folder.with(["book.csv": book]) { place in
      try Self.grade(
        files, "A", "C", "--format", "canvas", "--students", "\(place)/book.csv"
      ) { ending, _ in
        #expect(ending.status == 0)
        #expect(ending.lines.last == "\"L, Ada\",7,,ada,A,5")
        #expect(
          ending.errors.hasPrefix("warning[students]: 1 is not in \(place)/book.csv\n  eve\n"))
      }
    }
  }

  // MARK: - Streams

  /// Records of all kinds, well formed so that they say who sent them.
  private static let records: [String] = (0..<200).map { index in
    let answers = index % 3 == 0 ? Self.right : index % 3 == 1 ? Self.wrong : "{}"
    return "{\"student\": \"s\(index)\", \"answers\": \(answers)}"
  }

  @Test("A stream answers record by record, in order", arguments: [1, 2, 7])
  func stream(jobs: Int) throws {
    let input = Self.records.joined(separator: "\n") + "\n\n"
    try Self.grade([:], "A", "--stream", "--jobs", "\(jobs)", input: input) { ending, _ in
      #expect(ending.status == 0)
      #expect(ending.lines.count == Self.records.count)
      for (index, line) in ending.lines.enumerated() {
        #expect(line.hasPrefix("{\"assignment\": \"two\", \"student\": \"s\(index)\", "))
      }
    }
  }

  @Test("A record is answered before the next one comes") func conversation() throws {
    try Folder.with(["a.md": Self.assignment]) { place in
      let program = try Program(["grade", "\(place)/a.md", "--stream"])
      for record in Self.records.prefix(5) {
        program.send(record)
        #expect(try program.receive().hasPrefix("{\"assignment\": \"two\""))
      }
      program.send("this is no record")
      #expect(try program.receive().contains("\"status\": \"unreadable\""))
      #expect(try program.finish().status == 0)
    }
  }

  @Test("A reader that goes away ends a stream quietly") func closedOutput() throws {
    let input = Self.records.joined(separator: "\n") + "\n"
    try Folder.with(["a.md": Self.assignment]) { place in
      let ending = try Program.run(
        "grade", "\(place)/a.md", "--stream", input: input, closing: STDOUT_FILENO)
      #expect(ending.status == 4)
      #expect(ending.errors.contains("cannot write"))
    }
  }

  @Test("Ctrl-C ends a stream") func interrupt() throws {
    try Folder.with(["a.md": Self.assignment]) { place in
      let program = try Program(["grade", "\(place)/a.md", "--stream"])
      program.send(Self.records[0])
      _ = try program.receive()
      program.signal(SIGINT)
      #expect(try program.finish().status == 130)
    }
  }

  @Test("Shares of the records, graded apart, are the whole byte for byte", arguments: [1, 3, 7])
  func shares(count: Int) throws {
    let text = Self.records.joined(separator: "\n") + "\n"
    try Folder.with(["a.md": Self.assignment, "records.jsonl": text]) { place in
      let whole = try Program.run("grade", "\(place)/a.md", "--stream", input: text)
      #expect(whole.status == 0)
      let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("examples/parallel.sh")
      let process = Process()
      process.executableURL = script
      process.arguments = ["\(place)/a.md", "\(place)/records.jsonl", "\(count)"]
      process.environment = ProcessInfo.processInfo.environment.merging(
        ["GRADBOOK": try Program.path()]) { $1 }
      let pipe = Pipe()
      process.standardOutput = pipe
      try process.run()
      let output = pipe.fileHandleForReading.readDataToEndOfFile()
      process.waitUntilExit()
      #expect(process.terminationStatus == 0)
      #expect(String(decoding: output, as: UTF8.self) == whole.output)
    }
  }
}
