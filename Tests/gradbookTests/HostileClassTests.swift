import Foundation
import Glibc
import Testing

/// The grader among people who mean harm.
@Suite("A hostile class") struct HostileClassTests {
  private typealias Object = [String: Any]

  /// What a record says of each student, by the name that stands in it.
  private static func records(_ text: String) throws -> [String: Object] {
    var records: [String: Object] = [:]
    for line in text.split(separator: "\n") {
      let record = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? Object)
      let student = try #require(record["student"] as? String)
      #expect(records[student] == nil, "\(student)")
      records[student] = record
    }
    return records
  }

  /// Why a submission or one of its answers cannot be read.
  private static func reasons(_ record: Object) -> String {
    let questions = record["questions"] as? [Object] ?? []
    return ([record] + questions).compactMap { $0["reason"] as? String }.joined(separator: "\n")
  }

  @Test("is told what is wrong, each for itself, and does the others no harm") func reasons() throws
  {
    try HostileClass.with { assignment, folder in
      let ending = try Program(["grade", assignment, folder, "--format", "jsonl"]).finish()
      #expect(ending.status == 0)
      #expect(ending.errors == "")
      let records = try Self.records(ending.output)
      // And the one whose name is no text.
      #expect(records.count == HostileClass.members.count + 1)
      for member in HostileClass.members {
        guard let reason = member.reason else { continue }
        let name = member.file.split(separator: "/")[0]
        let student = name.contains(".") ? name[..<name.lastIndex(of: ".")!] : name
        let record = try #require(records[String(student)], "\(student)")
        let found = Self.reasons(record)
        #expect(found.contains(reason), "\(student): \(found)")
        #expect(record["score"] as? Double == 0)
      }
      #expect(records.values.filter { $0["score"] as? Double != 0 }.count == 1)
      let beside = ending.lines.first { $0.contains("\"right\"") }
      let alone = try HostileClass.with([HostileClass.right]) { assignment, folder in
        try Program(["grade", assignment, "\(folder)/right.grad", "--format", "jsonl"]).finish()
      }
      #expect(alone.lines == [beside])
      #expect(records["right"]?["score"] as? Double == 5)
    }
  }

  @Test("comes to the same however many are graded at once") func jobs() throws {
    try HostileClass.with { assignment, folder in
      let outputs = try ["1", "3"].map { jobs in
        try Program(["grade", assignment, folder, "--format", "json", "--jobs", jobs]).finish()
          .output
      }
      #expect(Set(outputs).count == 1)
      #expect(outputs[0].contains("\"right\""))
    }
  }

  private static let formats = [
    "table", "json", "jsonl", "csv", "md", "gradescope", "prairielearn", "canvas", "moodle",
  ]

  @Test("steers no terminal and no spreadsheet in any format", arguments: formats)
  func output(format: String) throws {
    try HostileClass.with(HostileClass.terse) { assignment, folder in
      var texts: [String] = []
      if ["gradescope", "prairielearn", "md"].contains(format) {
        let place = "\(folder)-feedback"
        defer { try? FileManager.default.removeItem(atPath: place) }
        let ending = try Program(
          ["grade", assignment, folder, "--format", format, "--output", place]
        ).finish()
        #expect(ending.status == 0 && ending.output == "")
        texts.append(ending.errors)
        let files = try FileManager.default.contentsOfDirectory(atPath: place)
        #expect(files.count == HostileClass.terse.count + 1)
        for file in files {
          #expect(!file.hasPrefix("-") && !file.hasPrefix("."))
          texts += [file, try String(contentsOfFile: "\(place)/\(file)", encoding: .utf8)]
        }
      } else {
        let arguments = ["grade", assignment, folder, "--format", format]
        for options in format == "table" ? [["--explain"], ["--width", "40"]] : [[]] {
          let ending = try Program(arguments + options).finish()
          #expect(ending.status == 0)
          texts += [ending.output, ending.errors]
        }
      }
      for text in texts {
        let harm = text.unicodeScalars.first(where: Self.steers)
        #expect(harm == nil, "U+\(String(harm?.value ?? 0, radix: 16))")
      }
      guard ["csv", "canvas", "moodle"].contains(format) else { return }
      let rows = Self.rows(texts[0])
      #expect(Set(rows.map(\.count)).count == 1)
      for cell in rows.joined() where Double(cell) == nil && cell != "-" {
        let first = cell.first { $0 != " " }
        #expect(first.map("=+-@\t＝＋－＠".contains) != true, "\(cell)")
      }
    }
  }

  /// Whether a scalar is a control other than the end of a line, or turns or hides what is written.
  private static func steers(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control: scalar != "\n"
    case .format: true
    case .lineSeparator, .paragraphSeparator: true
    default: false
    }
  }

  /// The cells of comma-separated values.
  private static func rows(_ text: String) -> [[String]] {
    var rows: [[String]] = [[""]]
    var isQuoted = false
    var last: Unicode.Scalar = ","
    for scalar in text.unicodeScalars {
      let (row, cell) = (rows.count - 1, rows[rows.count - 1].count - 1)
      switch scalar {
      case "\"":
        // A quote within quotes is written twice.
        if !isQuoted, last == "\"" { rows[row][cell].unicodeScalars.append(scalar) }
        isQuoted.toggle()
      case "," where !isQuoted: rows[row].append("")
      case "\n" where !isQuoted: rows.append([""])
      default: rows[row][cell].unicodeScalars.append(scalar)
      }
      last = scalar
    }
    return rows.dropLast()
  }

  @Test("may be named file by file, also where a name is no text") func names() throws {
    try HostileClass.with([]) { assignment, folder in
      let shell = Process()
      shell.executableURL = URL(filePath: "/bin/sh")
      shell.arguments = [
        "-c", "\"$0\" grade \"$1\" \"$2\"/M* --format jsonl", try Program.path(), assignment,
        folder,
      ]
      let output = Pipe()
      shell.standardOutput = output
      try shell.run()
      let text = String(
        decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
      shell.waitUntilExit()
      #expect(shell.terminationStatus == 0)
      #expect(try Self.records(text).keys.sorted() == [#"M\xfc\xff"#])
    }
  }
}
