import Diagnostics
import Testing

@testable import Grading

@Suite("A table of comma-separated values")
struct CSVTests {
  @Test(
    "is quoted as RFC 4180 has it",
    arguments: [
      (["a", "b"], "a,b\n"), (["a,b", "c\"d", "e\nf"], "\"a,b\",\"c\"\"d\",\"e\nf\"\n"),
      (["", " x "], ",\" x \"\n"), (["山田", "é"], "山田,é\n"),
    ])
  func quoting(cells: [String], line: String) {
    #expect(CSVText.line(cells) == line)
    #expect(CSVText.rows(line) == [cells])
  }

  @Test(
    "holds no formula",
    arguments: [
      ("=1+1", "'=1+1"), ("+1+1", "'+1+1"), ("@x", "'@x"), ("-x", "'-x"), ("  =x", "'  =x"),
      ("-1.5", "-1.5"), ("+2e3", "+2e3"), ("-", "-"), ("a=b", "a=b"), ("＝1", "'＝1"),
    ])
  func formulas(cell: String, written: String) {
    #expect(CSVText.rows(CSVText.line([cell])) == [[written]])
  }

  @Test(
    "is read however it is written",
    arguments: [
      ("a,b\r\nc,d", [["a", "b"], ["c", "d"]]), ("", []), ("\n", [[""]]), ("a,", [["a", ""]]),
      ("\"a\nb\",c\n", [["a\nb", "c"]]), ("\"\"", [[""]]), ("a\"b,c", [["a\"b", "c"]]),
      ("\"open, still", [["open, still"]]), ("\"a\"b,c", [["ab", "c"]]),
    ])
  func reading(text: String, rows: [[String]]) {
    #expect(CSVText.rows(text) == rows)
  }

  @Test(
    "has as many cells in each row, whoever is called what", arguments: ["csv", "canvas", "moodle"])
  func rows(name: String) throws {
    let report = SampleClass.report(SampleClass.grades + SampleClass.hostileGrades)
    let rows = CSVText.rows(try ReportTests.texts(name, report)[0])
    #expect(Set(rows.map(\.count)).count == 1)
    // In Canvas a row says what can be reached; where the grader failed there is no mark.
    let extra = ["csv": 1, "canvas": 1, "moodle": 0][name] ?? 0
    #expect(rows.count == report.grades.count + extra)
    for cell in rows.joined() where cell.utf8.count > 1 && Double(cell) == nil {
      let first = cell.first { $0 != " " }
      #expect(first.map { !"=+-@".contains($0) } == true || cell.isEmpty, "\(cell)")
    }
  }

  private static let gradebook = """
    Student,ID,SIS User ID,SIS Login ID,Section,Homework 2 (11),Homework 3 & more (4711)
    ,,,,,Manual Posting,
        Points Possible,,,,,10,10
    "Abbott, Ada",101,S1,aabbott,Lab 1,9,
    "Brown, Bob",102,S2,bbrown,Lab 1,8,
    "Chen, Chi",103,S3,chi@example.org,Lab 2,7,
    "Diaz, Dee",104,S4,dd,Lab 2,7,
    "Diaz, Dee",105,S5,de,Lab 2,7,
    "Test, Student",106,,test,Lab 2,,

    """

  @Test(
    "finds students by login, number or name",
    arguments: [
      ("aabbott", "101"), ("AAbbott", "101"), ("S2", "102"), ("Ada Abbott", "101"),
      ("Abbott, Ada", "101"), ("brownbob_102_991_hw3", "102"), ("Dee Diaz", nil), ("eve", nil),
      ("brownbob_late_102_991_hw3", "102"), ("999", nil), ("", nil), ("_", nil),
    ])
  func students(student: String, id: String?) throws {
    let roster = try Roster(Self.gradebook, name: "gradebook.csv")
    #expect(roster.row(of: student).map { roster.cell("ID", of: $0) } == id)
  }

  @Test("of Canvas goes to the column that is there, for those who are there")
  func canvas() throws {
    var report = SampleClass.report()
    report.options.roster = try Roster(Self.gradebook, name: "gradebook.csv")
    #expect(
      GradeSheets.canvas(report) == """
        Student,ID,SIS User ID,SIS Login ID,Section,Homework 3 & more (4711)
        "    Points Possible",,,,,10
        "Abbott, Ada",101,S1,aabbott,Lab 1,10
        "Brown, Bob",102,S2,bbrown,Lab 1,8

        """)
    #expect(report.strangers == ["cchen", "ddiaz", "eevans", "ffox", "ggreen", "hhill"])
  }

  @Test("of Moodle names participants as its worksheet does, and has a grade beside all feedback")
  func moodle() throws {
    let worksheet = """
      \u{FEFF}Identifier,Full name,Email address,Grade,Maximum Grade,Last modified (grade)
      Participant 77,Ada Abbott,aabbott@example.org,,10,-

      """
    var report = SampleClass.report([SampleClass.grades[0], SampleClass.grades[6]])
    report.options.roster = try Roster(worksheet, name: "worksheet.csv")
    let rows = CSVText.rows(GradeSheets.moodle(report))
    #expect(rows.count == 2)
    #expect(rows[1][..<3] == ["Participant 77", "10", "-"])
    let name = "Ada Abbott_77_assignsubmission_file"
    let grade = Grade(student: name, status: .graded, questions: SampleClass.grades[0].questions)
    let alone = CSVText.rows(GradeSheets.moodle(SampleClass.report([grade])))
    #expect(alone[1][0] == "Participant 77")
  }

  @Test("that names nobody is refused", arguments: ["", "a,b\n1,2\n", "\"", "\u{0}"])
  func nobody(text: String) {
    #expect(throws: Diagnostic.self) { _ = try Roster(text, name: "x.csv") }
  }
}
