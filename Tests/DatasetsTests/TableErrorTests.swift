import Glibc
import Tensors
import Testing

@testable import Datasets

@Suite("A table that cannot be read says why:")
struct TableErrorTests {
  static func problem(
    _ row: Int, _ line: Int, _ column: String?, _ kind: CellProblem.Kind
  ) -> CellProblem {
    CellProblem(row: row, line: line, column: column, kind: kind)
  }

  @Test(
    "the contents",
    arguments: [
      ("", .empty), (" \r\n\n\t\n", .empty), ("\u{feff}", .empty), ("a,b\n", .noRows),
      ("a,b", .noRows), ("a,\"b\n1,2\n", .unclosedQuote(line: 1)),
      ("a,b\n1,2\n3,\"4\n5,6", .unclosedQuote(line: 3)),
      ("a,b\n1,\"2\"x\n", .textAfterQuote(line: 2)),
      ("a,b\n\"x\ny\" z,2\n", .textAfterQuote(line: 3)), ("a,b\n1,\u{0}\n", .binary),
      ("\u{1}\u{2}\u{3}\u{7f}ELF", .binary),
    ] as [(String, DatasetError)])
  func contents(text: String, error: DatasetError) {
    #expect(throws: error) { try table(text) }
  }

  @Test(
    "text of two bytes a character", arguments: [[0xff, 0xfe, 0x31, 0], [0xfe, 0xff, 0, 0x31]])
  func wideCharacters(bytes: [UInt8]) {
    #expect(throws: DatasetError.utf16) { try TableFile.load(bytes: bytes) }
  }

  @Test("bytes beyond the first that are no text")
  func lateBinary() {
    let text = String(repeating: "1,2\n", count: 100_000) + "\u{0}"
    #expect(throws: DatasetError.binary) { try table(text) }
  }

  @Test(
    "the target",
    arguments: [
      (.named("z"), .unknownTarget(name: "z", columns: ["a", "b", "b"])),
      (.named("b"), .ambiguousTarget(name: "b", positions: [1, 2])),
      (.at(3), .targetOutOfRange(index: 3, count: 3)),
      (.at(-4), .targetOutOfRange(index: -4, count: 3)),
      (.at(Int.min), .targetOutOfRange(index: Int.min, count: 3)),
    ] as [(TableOptions.Column, DatasetError)])
  func target(column: TableOptions.Column, error: DatasetError) {
    #expect(throws: error) { try table("a,b,b\n1,2,3\n", target: column) }
  }

  @Test("a target and nothing to predict it from")
  func onlyTarget() {
    #expect(throws: DatasetError.noFeatures(target: "a")) {
      try table("a\n1\n", target: .named("a"))
    }
  }

  @Test("missing cells, cells of text and ragged rows, by row and column")
  func cells() {
    let text = "a,b,c\n1,,3\n4,NA,?\n\n7,\"x\ny\",9\n1,2\n1,2,3,4\n1,2,n/a\n"
    let problems = [
      Self.problem(1, 2, "b", .missing), Self.problem(2, 3, "b", .missing),
      Self.problem(2, 3, "c", .missing), Self.problem(3, 5, "b", .notANumber("x\ny")),
      Self.problem(4, 7, nil, .cellCount(2, expected: 3)),
      Self.problem(5, 8, nil, .cellCount(4, expected: 3)), Self.problem(6, 9, "c", .missing),
    ]
    #expect(throws: DatasetError.cells(first: problems, total: 7, rows: 6, textColumns: [])) {
      try table(text)
    }
  }

  @Test("columns of text that are not the target, of many bad cells the first ten")
  func textColumns() {
    let text = "x,kind,y\n" + String(repeating: "1,cat,2\n", count: 1000)
    let problems = (1...10).map { Self.problem($0, $0 + 1, "kind", .notANumber("cat")) }
    let error = DatasetError.cells(first: problems, total: 1000, rows: 1000, textColumns: ["kind"])
    #expect(throws: error) { try table(text, target: .named("y")) }
  }

  @Test("a target of numbers with a word among them, a target of text with gaps")
  func mixedTargets() {
    let word = [Self.problem(2, 3, "y", .notANumber("1O"))]
    #expect(throws: DatasetError.cells(first: word, total: 1, rows: 3, textColumns: [])) {
      try table("x,y\n1,10\n2,1O\n3,12\n", target: .named("y"))
    }
    let gaps = [Self.problem(1, 2, "y", .missing), Self.problem(3, 4, "y", .missing)]
    #expect(throws: DatasetError.cells(first: gaps, total: 2, rows: 3, textColumns: [])) {
      try table("x,y\n1,\n2,cat\n3,?\n", target: .named("y"))
    }
  }

  @Test("a long cell of text, shortened")
  func longText() {
    let shown = String(repeating: "é", count: 39) + "…"
    let problems = [Self.problem(1, 2, "a", .notANumber(shown))]
    #expect(throws: DatasetError.cells(first: problems, total: 1, rows: 1, textColumns: ["a"])) {
      try table("a,b\n\(String(repeating: "é", count: 5000)),1\n")
    }
  }

  @Test("bytes that are no UTF-8, shown as replacement characters")
  func invalidText() {
    let problems = [Self.problem(1, 2, "a", .notANumber("\u{fffd}\u{fffd}x"))]
    #expect(throws: DatasetError.cells(first: problems, total: 1, rows: 1, textColumns: ["a"])) {
      try TableFile.load(bytes: Array("a,b\n".utf8) + [0xff, 0xc3] + Array("x,1\n".utf8))
    }
  }

  @Test("a cell that is too long, quoted or not")
  func longCell() {
    let cell = String(repeating: "1", count: CellReader.cellLimit)
    let error = DatasetError.cellTooLong(line: 2, limit: CellReader.cellLimit)
    #expect(throws: error) { try table("a,b\n2,\(cell)\n") }
    #expect(throws: error) { try table("a,b\n2,\"\(cell)\"\n") }
  }

  @Test("a line that is too long")
  func longLine() {
    let text = "a,b\n1,2\n" + String(repeating: "1,", count: 600) + "\n"
    #expect(throws: DatasetError.lineTooLong(line: 3, limit: 1000)) {
      var reader = try CellReader(.memory(Array(text.utf8)[...]), lineLimit: 1000)
      _ = try TableFile.table(from: &reader, options: TableOptions())
    }
  }

  @Test("more columns than a table can have")
  func manyColumns() {
    #expect(throws: DatasetError.tooManyColumns(limit: TableFile.columnLimit)) {
      try table(String(repeating: "1,", count: TableFile.columnLimit) + "1\n")
    }
  }

  @Test("a target of text that is no class, such as a name")
  func manyClasses() {
    let rows = (0...10_000).map { "\($0),name\($0)\n" }.joined()
    #expect(throws: DatasetError.tooManyClasses(target: "who", limit: 10_000)) {
      try table("x,who\n" + rows, target: .named("who"))
    }
  }

  @Test("whatever bytes it holds, without a trap and independent of the pieces it is read in")
  func randomBytes() throws {
    let pieces = [
      "\"", ",", "\n", "\r", "1", "2", ".", "-", "e", "a", " ", "x,", "\r\n", "\"\"", "é",
    ]
    .map { Array($0.utf8) }
    let wild: [[UInt8]] = [[0], [0xff], [0xef, 0xbb, 0xbf], [0xff, 0xfe], [0x3b], [0x09], [0x1a]]
    var state = RandomState(seed: 6)
    var outcomes: Set<Bool> = []
    for round in 0..<20_000 {
      let isWild = round % 4 == 0
      let choice = isWild ? pieces + wild : pieces
      let bytes = (0..<state.integer(in: 0..<40))
        .flatMap { _ in choice[state.integer(in: 0..<choice.count)] }
      let options = TableOptions(
        target: [nil, .at(0), .at(-1), .named("a")][state.integer(in: 0..<4)],
        header: [.detected, .yes, .no][state.integer(in: 0..<3)])
      let whole = Self.outcome(bytes, options, cellLimit: CellReader.cellLimit)
      outcomes.insert(whole.isTable)
      // Wild bytes are judged by what is seen first, so that only tame ones read alike in pieces.
      if isWild { continue }
      try #require(whole == Self.outcome(bytes, options, cellLimit: 96), "\(bytes)")
    }
    #expect(outcomes == [true, false])
  }

  enum Outcome: Equatable {
    case table(LoadedTable)
    case error(DatasetError)
    case other

    var isTable: Bool {
      if case .table = self { true } else { false }
    }
  }

  static func outcome(_ bytes: [UInt8], _ options: TableOptions, cellLimit: Int) -> Outcome {
    do {
      var reader = try CellReader(.memory(bytes[...]), cellLimit: cellLimit)
      return .table(try TableFile.table(from: &reader, options: options))
    } catch let error as DatasetError {
      return .error(error)
    } catch {
      return .other
    }
  }
}
