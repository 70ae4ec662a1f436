import Foundation
import Glibc
import Testing

/// The scripts in `examples` that grade many submissions, run as they stand there.
@Suite("Examples of grading many submissions") struct ExampleTests {
  /// Records of all kinds, some that cannot be read among them.
  private static let records =
    (0..<50).map { index in
      switch index % 5 {
      case 0: "{\"student\": \"s\(index)\", \"answers\": \(GradeTests.right)}"
      case 1, 2: "{\"student\": \"s\(index)\", \"answers\": \(GradeTests.wrong)}"
      case 3: "{\"student\": \"s\(index)\", \"answers\": {\"dw\": [0.5, -4, 32], \"y\": 1}}"
      default: "{\"answers\": {\"dw\": [\(index)"
      }
    }.joined(separator: "\n") + "\n"

  /// A folder with an assignment and records, and what one process makes of them.
  private static func with(
    _ body: (_ folder: String, _ whole: String) throws -> Void
  ) throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("gradbook-example-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for (name, text) in [
      "assignment/hw3.md": GradeTests.assignment, "class/records.jsonl": records,
    ] {
      try write(text, "\(folder)/\(name)")
    }
    let whole = try Program.run(
      "grade", "\(folder)/assignment/hw3.md", "--stream", "--jobs", "1", input: records)
    #expect(whole.status == 0)
    #expect(whole.lines.count == 50)
    try body(folder, whole.output)
  }

  private static func write(_ text: String, _ path: String) throws {
    let url = URL(fileURLWithPath: path)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try text.write(to: url, atomically: false, encoding: .utf8)
  }

  private static func example(_ name: String) -> String {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("examples/\(name)").path
  }

  /// Runs a command, and gives what it writes.
  private static func run(
    _ words: [String], _ environment: [String: String] = [:]
  ) throws -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = words
    process.environment = ProcessInfo.processInfo.environment
      .merging(["GRADBOOK": try Program.path()]) { $1 }.merging(environment) { $1 }
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: output, as: UTF8.self))
  }

  /// The parts that shares were written to, one after the other.
  private static func parts(_ folder: String) throws -> String {
    try FileManager.default.contentsOfDirectory(atPath: folder).sorted().map {
      try String(contentsOfFile: "\(folder)/\($0)", encoding: .utf8)
    }.joined()
  }

  // MARK: - Shares

  @Test("Processes side by side write what one writes", arguments: [1, 3, 60])
  func parallel(count: Int) throws {
    try Self.with { folder, whole in
      let ending = try Self.run([
        Self.example("parallel.sh"), "\(folder)/assignment/hw3.md", "\(folder)/class/records.jsonl",
        "\(count)",
      ])
      #expect(ending.status == 0)
      #expect(ending.output == whole)
    }
  }

  @Test("A share whose grader fails is named, and the others are written")
  func failingShare() throws {
    try Self.with { folder, whole in
      let grader = "\(folder)/grader"
      // The second share's first student is one whom this grader does not survive.
      try Self.write(
        "#!/bin/sh\nsed '/\"s30\"/{s/.*/x/;q}' > \"$0.$$\"\n"
          + "if grep -qx x \"$0.$$\"; then exit 9; fi\n"
          + "exec '\(try Program.path())' \"$@\" < \"$0.$$\"\n", grader)
      chmod(grader, 0o755)
      let ending = try Self.run(
        [
          Self.example("parallel.sh"), "\(folder)/assignment/hw3.md",
          "\(folder)/class/records.jsonl", "3",
        ], ["GRADBOOK": grader])
      #expect(ending.status == 4)
      let lines = ending.output.split(separator: "\n").map(String.init)
      #expect(lines.filter { $0.hasPrefix("share ") } == ["share 2 of 3 failed"])
      let graded = lines.filter { $0.hasPrefix("{") }
      let all = whole.split(separator: "\n").map(String.init)
      #expect(graded.count > 20 && graded.count < 50)
      #expect(graded.first == all.first && graded.last == all.last)
    }
  }

  @Test("The tasks of a Slurm array write what one process writes")
  func slurm() throws {
    try Self.with { folder, whole in
      for task in 3..<7 {
        let ending = try Self.run(
          [
            "bash", Self.example("slurm/grade.sbatch"), "\(folder)/assignment/hw3.md",
            "\(folder)/class/records.jsonl", "\(folder)/grades",
          ],
          [
            "SLURM_ARRAY_TASK_ID": "\(task)", "SLURM_ARRAY_TASK_MIN": "3",
            "SLURM_ARRAY_TASK_COUNT": "4",
          ])
        #expect(ending.status == 0, "\(ending.output)")
      }
      #expect(try Self.parts("\(folder)/grades") == whole)
    }
  }

  @Test("The pods of a Kubernetes job write what one process writes")
  func kubernetes() throws {
    let job = try String(
      contentsOfFile: Self.example("kubernetes/indexed-job.yaml"), encoding: .utf8)
    let lines = job.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let start = try #require(lines.firstIndex { $0.hasSuffix("- |") })
    let margin = lines[start + 1].prefix { $0 == " " }
    let command = lines[(start + 1)...].prefix { $0.hasPrefix(margin) }
      .map { String($0.dropFirst(margin.count)) }.joined(separator: "\n")
    let count = try #require(
      lines.first { $0.contains("completions:") }?.split(separator: " ").last.flatMap { Int($0) })
    #expect(job.contains("value: \"\(count)\""))
    try Self.with { folder, whole in
      // What is mounted at the root there lies in the folder here.
      var script = command
      for mount in ["tmp", "assignment", "class"] {
        #expect(job.contains("mountPath: /\(mount)"))
        script = script.replacing(" /\(mount)/", with: " \(folder)/\(mount)/")
          .replacing("'/\(mount)/", with: "'\(folder)/\(mount)/")
      }
      try Self.write("", "\(folder)/tmp/share")
      let program = URL(fileURLWithPath: try Program.path()).deletingLastPathComponent().path
      let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
      for index in 0..<count {
        let ending = try Self.run(
          ["sh", "-c", script],
          ["JOB_COMPLETION_INDEX": "\(index)", "SHARES": "\(count)", "PATH": "\(program):\(path)"])
        #expect(ending.status == 0, "\(ending.output)")
      }
      #expect(try Self.parts("\(folder)/class/grades") == whole)
    }
  }

  // MARK: - Spark

  /// A Python that has PySpark: `PYTHON` names it, as for `make bench`.
  private static let python = ProcessInfo.processInfo.environment["PYTHON"] ?? "python3"

  private static var hasSpark: Bool {
    let found = try? run([python, "-c", "import pyspark, subprocess; subprocess.run('java')"])
    return found?.status == 0
  }

  @Test(
    "Spark's partitions write what one process writes",
    .enabled(if: Self.hasSpark, "PYTHON names no interpreter with pyspark, or there is no java"))
  func spark() throws {
    try Self.with { folder, whole in
      let ending = try Self.run([
        Self.python, Self.example("spark/grade.py"), "\(folder)/assignment/hw3.md",
        "\(folder)/class/records.jsonl", "\(folder)/grades", "--gradbook", try Program.path(),
        "--partitions", "3",
      ])
      #expect(ending.status == 0, "\(ending.output)")
      let parts = try FileManager.default.contentsOfDirectory(atPath: "\(folder)/grades")
        .filter { $0.hasPrefix("part-") }.sorted()
      #expect(parts.count == 3)
      let grades = try parts.map {
        try String(contentsOfFile: "\(folder)/grades/\($0)", encoding: .utf8)
      }
      #expect(grades.joined() == whole)
    }
  }

  // MARK: - Gradescope

  /// What Gradescope reads of `results.json`.
  private struct Results: Decodable {
    struct Test: Decodable {
      let name: String
      let score: Double
      let max_score: Double
      let status: String
      let output: String
      let visibility: String
    }
    let score: Double
    let execution_time: Double
    let visibility: String
    let tests: [Test]
  }

  @Test(
    "The autograder leaves results of what was uploaded",
    arguments: [
      ("answers.json", GradeTests.right, 5, ["passed", "passed"]),
      ("answers.json", GradeTests.wrong, 0, ["failed", "failed"]),
      ("my homework.grad", "dw = w*x^2\n", 3, ["passed", "failed"]),
      ("answers.json", "{", 0, ["failed", "failed"]),
    ])
  func gradescope(file: String, text: String, score: Double, statuses: [String]) throws {
    try Self.with { folder, _ in
      try Self.write(GradeTests.assignment, "\(folder)/source/assignment.md")
      try Self.write(text, "\(folder)/submission/\(file)")
      try FileManager.default.createDirectory(
        atPath: "\(folder)/results", withIntermediateDirectories: true)
      try FileManager.default.createSymbolicLink(
        atPath: "\(folder)/source/gradbook", withDestinationPath: try Program.path())
      let ending = try Self.run(
        ["bash", Self.example("gradescope/run_autograder")], ["AUTOGRADER": folder])
      #expect(ending.status == 0, "\(ending.output)")
      let results = try JSONDecoder().decode(
        Results.self,
        from: try Data(contentsOf: URL(fileURLWithPath: "\(folder)/results/results.json")))
      #expect(results.score == score)
      #expect(results.tests.map(\.status).prefix(2) == statuses.prefix(results.tests.count))
      #expect(results.tests.allSatisfy { !$0.output.isEmpty })
    }
  }

  @Test("Where the grader fails there are no results")
  func gradescopeFault() throws {
    try Self.with { folder, _ in
      try Self.write("no assignment", "\(folder)/source/assignment.md")
      try Self.write(GradeTests.right, "\(folder)/submission/answers.json")
      try FileManager.default.createSymbolicLink(
        atPath: "\(folder)/source/gradbook", withDestinationPath: try Program.path())
      let ending = try Self.run(
        ["bash", Self.example("gradescope/run_autograder")], ["AUTOGRADER": folder])
      #expect(ending.status != 0)
      #expect(!FileManager.default.fileExists(atPath: "\(folder)/results/results.json"))
    }
  }
}
