import Diagnostics
import Foundation
import Glibc
import Tensors
import Testing

@testable import Grading

@Suite("What a class hands in")
struct SubmissionSetTests {
  private let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  @Test("is a folder of files, one for each student")
  func files() throws {
    for name in [
      "eve.json", "ada.json", ".hidden.json", ".DS_Store", "__MACOSX/ada.json", "Thumbs.db",
    ] {
      try folder.write(#"{"J": 1}"#, to: name)
    }
    try folder.write("J = 2", to: "bob.grad")
    try folder.write("pdf", to: "cy.pdf")
    let students = Handed.students(of: folder.path)
    #expect(students.map(\.student) == ["ada", "bob", "cy", "eve"])
    #expect(students.map { $0.problem == nil } == [true, true, false, true])
    #expect(students[2].problem == "cy.pdf is of a kind that is not read")
  }

  @Test("is a folder of folders, one for each student")
  func folders() throws {
    try folder.write("1,2,3", to: "ada/db2.csv")
    try folder.write(#"{"J": 1}"#, to: "ada/answers.json")
    try folder.write("dW2 = 2", to: "ada/rest.grad")
    try folder.write("x", to: "ada/notes.txt")
    try folder.write("1,2", to: "ada/DB2.csv")
    try folder.write("1,2,3", to: "bob/inner/db2.csv")
    try folder.write("x", to: "cy/notes.txt")
    let students = Handed.students(of: folder.path + "/")
    #expect(students.map(\.student) == ["ada", "bob", "cy"])
    #expect(try students[0].answers.values.allSatisfy { $0 != .blank })
    #expect(
      students[0].notes.map(\.message) == [
        "DB2.csv is not read: no answer named DB2 is asked for", "notes.txt is not read",
      ])
    #expect(try students[1].numbers("db2") != nil)
    #expect(students[2].problem == "the folder cy holds no answers")
  }

  @Test("may hold what students were given")
  func handout() throws {
    try folder.write(#"{"J": 1, "dW2": null}"#, to: "ada/answers.json")
    try folder.write(#"{"X": [1, 2]}"#, to: "ada/data.json")
    try folder.write("import numpy", to: "ada/export.py")
    try folder.write("import torch", to: "ada/own.py")
    let student = Handed.students(of: folder.path)[0]
    #expect(try student.numbers("J") != nil)
    #expect(student.notes.map(\.message) == ["own.py is not read"])
  }

  @Test("may be several files and folders of single students")
  func paths() throws {
    let one = try folder.write("1,2,3", to: "ada/db2.csv")
    try folder.write(#"{"J": 1}"#, to: "bob/work.json")
    let three = try folder.write(#"{"J": 1}"#, to: "cy.json")
    let names = ["ada", "bob"].map { "\(folder.path)/\($0)" }
    let set = SubmissionSet(
      names + [three, one, "\(folder.path)/none"], questions: ["dW2", "db2"])
    #expect(set.sources.map(\.student) == ["ada", "bob", "cy", "db2"])
    #expect(set.problems.map(\.message) == ["there is no file or folder \(folder.path)/none"])
    #expect(Handed.students(of: names[0]).map(\.student) == ["ada"])
  }

  @Test("has one submission for a name")
  func doubles() throws {
    try folder.write("{}", to: "a/ada.json")
    try folder.write("x", to: "a/ada.pdf")
    try folder.write("{}", to: "a/bob.json")
    try folder.write("J = 1", to: "a/bob.grad")
    try folder.write("{}", to: "b/ada.json")
    try folder.write("{}", to: "b/cy.json")
    let set = SubmissionSet(["a", "b"].map { "\(folder.path)/\($0)" }, questions: ["J"])
    #expect(set.sources.map(\.student) == ["ada", "bob", "ada", "cy"])
    #expect(set.problems.map(\.message) == ["two submissions are called ada"])
    #expect(
      Handed.reader.read(set.sources[1]).problem
        == "there are 2 submissions of one name: bob.grad, bob.json")
  }

  @Test("is empty, missing or a link that leads nowhere")
  func nothing() throws {
    #expect(
      SubmissionSet([folder.path], questions: []).problems.map(\.message)
        == ["the folder \(folder.path) holds no submissions"])
    try #require(symlink("nowhere", "\(folder.path)/broken") == 0)
    for path in ["", "\(folder.path)/broken", "/dev/null"] {
      let set = SubmissionSet([path], questions: [])
      #expect(set.sources.isEmpty && set.problems.count == 1)
    }
  }

  @Test("answers a question once")
  func twice() throws {
    try folder.write("1,2,3", to: "ada/db2.csv")
    try folder.write(#"{"db2": [1, 2, 3]}"#, to: "ada/answers.json")
    try folder.write(#"{"db2": [1, 2, 3]}"#, to: "bob.json")
    let students = Handed.students(of: folder.path)
    #expect(students[0].problem == "db2 is answered twice, in answers.json and in db2.csv")
    #expect(try students[1].numbers("db2") != nil)
  }

  @Test("follows no link, opens no pipe, and tells those who handed them in")
  func otherKinds() throws {
    let secret = try folder.write(#"{"J": 1}"#, to: "outside/secret.json")
    try folder.write(#"{"J": 1}"#, to: "class/zoe.json")
    try folder.write(#"{"J": 1}"#, to: "class/mia/answers.json")
    let place = "\(folder.path)/class"
    try #require(symlink(secret, "\(place)/ada.json") == 0)
    try #require(symlink("nowhere", "\(place)/bob.json") == 0)
    try #require(symlink("\(folder.path)/outside", "\(place)/cy") == 0)
    try #require(mkfifo("\(place)/dan.json", 0o600) == 0)
    try #require(symlink(secret, "\(place)/mia/more.json") == 0)
    try #require(symlink(place, "\(folder.path)/link") == 0)
    for path in [place, "\(folder.path)/link"] {
      let students = Handed.students(of: path)
      #expect(students.map(\.student) == ["ada", "bob", "cy", "dan", "mia", "zoe"])
      #expect(
        students.map(\.problem) == [
          "ada.json is a link, and links are not followed",
          "bob.json is a link, and links are not followed",
          "cy is a link, and links are not followed", "dan.json is no regular file",
          "more.json is a link, and links are not followed", nil,
        ])
    }
  }

  @Test("is not at fault where a file goes away or the system refuses it")
  func faults() throws {
    let long = String(repeating: "n", count: 300)
    for (name, fault) in [
      ("gone.json", "gone.json is gone"), ("gone/dW2.npy", "dW2.npy is gone"),
      (long, "cannot be read: File name too long"),
    ] {
      let path = SubmissionPath("\(folder.path)/\(name)")
      let read = Handed.reader.read(SubmissionSource(student: "ada", place: .file(path)))
      #expect(read.fault?.hasSuffix(fault) == true, "\(read.content)")
    }
    let gone = SubmissionPath("\(folder.path)/gone")
    let read = Handed.reader.read(SubmissionSource(student: "ada", place: .folder(gone)))
    #expect(read.fault == "gone is gone")
    let grader = Grader(SampleClass.assignment)
    guard case .fault(let reason) = grader.grade(read).status else {
      Issue.record("\(grader.grade(read).status)")
      return
    }
    #expect(reason == "gone is gone")
  }

  @Test("may lie in folders within each other, but not in any number")
  func depth() throws {
    try folder.write("1,2,3", to: "ada/a/b/c/d/db2.csv")
    try folder.write("1,2,3", to: "bob/a/b/c/d/e/db2.csv")
    let students = Handed.students(of: folder.path)
    #expect(try students[0].numbers("db2") != nil)
    #expect(students[1].problem == "the folder d holds no answers")
  }

  @Test("may have any names")
  func names() throws {
    let names: [[UInt8]] = [
      Array("\u{1B}[31mred.json".utf8), Array("ada\u{202E}.json".utf8),
      [0x4D, 0xFC] + Array(".json".utf8),
      Array("new\nline.json".utf8),
    ]
    for name in names {
      let path = (Array("\(folder.path)/".utf8) + name).map(CChar.init(bitPattern:)) + [0]
      let file = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
      try #require(write(file, #"{"J": 1}"#, 8) == 8)
      close(file)
    }
    let students = Handed.students(of: folder.path)
    #expect(students.map(\.student) == ["␛[31mred", "M\\xfc", "ada\u{FFFD}", "new␤line"])
    for student in students { #expect(try student.numbers("J") != nil) }
  }

  @Test("of far too much is refused without reading it")
  func limits() throws {
    try folder.write("", to: "blanks.json")
    try #require(truncate("\(folder.path)/blanks.json", 100 << 20) == 0)
    try folder.write(#"{"J": 1}"#, to: "zoe.json")
    for number in 0..<31 { try folder.write("", to: "many/\(number).csv") }
    try folder.write("", to: "empty.json")
    var limits = SubmissionLimits()
    limits.folderFiles = 30
    limits.folderBytes = 10
    let reader = SubmissionReader(questions: Handed.questions, limits: limits)
    let students = SubmissionSet([folder.path], questions: ["J"]).sources.map(reader.read)
    #expect(
      students.map(\.problem) == [
        "blanks.json is too large: 100 MiB", "empty.json is empty",
        "many holds more than 30 files", nil,
      ])
    try folder.write("1,2,3", to: "sum/db2.csv")
    try folder.write("1,2,3\n4,5,6", to: "sum/dW2.csv")
    let source = SubmissionSource(
      student: "sum", place: .folder(SubmissionPath("\(folder.path)/sum")))
    #expect(reader.read(source).problem == "dW2.csv is too large: 11 bytes")
  }

  @Test("of more files than there may be is not listed to the end")
  func many() throws {
    for number in 0..<30 { try folder.write("", to: "\(number).json") }
    #expect(SubmissionSet([folder.path], questions: ["J"], limit: 30).sources.count == 30)
    let set = SubmissionSet([folder.path], questions: ["J"], limit: 29)
    #expect(set.sources.isEmpty)
    #expect(set.problems.map(\.message) == ["\(folder.path) holds more than 29 files"])
  }
}

/// A folder for the files of one test, deleted when the test is over.
final class ScratchFolder {
  let path: String

  init() throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "gradbook-grading-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    path = folder.path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file, making the folders above it, and returns its path.
  @discardableResult
  func write(_ text: String, to name: String) throws -> String {
    let file = URL(filePath: "\(path)/\(name)")
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
    return file.path
  }
}
