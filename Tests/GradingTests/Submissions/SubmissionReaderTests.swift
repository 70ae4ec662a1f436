import Diagnostics
import Tensors
import Testing

@testable import Grading

@Suite("A submission")
struct SubmissionReaderTests {
  private static let matrix = Tensor(
    shape: Shape([2, 3]), values: (0..<6).map { Double($0) / 7 })

  @Test("of JSON is numbers with their typed digits, formulas and blanks")
  func json() throws {
    let submission = Handed.file(
      """
      {"dW2": [[0.50, -1e-3, 3], [0, 12.5e1, 0.000]], "db2": "sum(ds, axis=0)", "J": null}
      """)
    #expect(submission.student == "ada" && submission.notes.isEmpty)
    let units = [0.01, 1e-3, 1, 1, 1, 1e-3]
    let digits = [2, 1, 1, 0, 3, 0]
    let typed = zip(units, digits).map { TypedNumber(unit: $0, digits: $1) }
    let tensor = Tensor(shape: Shape([2, 3]), values: [0.5, -1e-3, 3, 0, 125, 0])
    #expect(try submission.answers["dW2"] == .numbers(Answer.Numbers(tensor, .typed(typed))))
    #expect(try submission.answers["db2"] == .formula)
    #expect(try submission.answers["J"] == .blank)
    #expect(submission.statements == "db2 = sum(ds, axis=0)")
  }

  @Test("that does not name an answer has left it blank")
  func missing() throws {
    #expect(try Handed.file("{}").answers == ["dW2": .blank, "db2": .blank, "J": .blank])
    #expect(try Handed.file(#"{"J": ""}"#).answers["J"] == .blank)
  }

  @Test(
    "of JSON may be written as people and programs write it",
    arguments: [
      "\u{FEFF}{\"J\": 0.5}", "{\r\n  \"J\" : 0.5\r\n}\r\n", "{\"\\u004a\": .5}",
      "{\"J\": +0.5}", "{\"J\": \"0.5\"}", "{\"J\": 5e-1}", "{\"J\": 0.5, \"dW2\": null}",
      "{\"student\": \"ada\", \"answers\": {\"J\": 0.5}}",
    ])
  func spellings(text: String) throws {
    let submission = Handed.file(text)
    #expect(try submission.numbers("J")?.tensor.scalar == 0.5)
    #expect(submission.notes.isEmpty)
  }

  @Test("says each number as exactly as it was written")
  func exact() throws {
    var state = RandomState(seed: 3)
    for _ in 0..<300 {
      let values = (0..<6).map { _ in
        Double(
          bitPattern: UInt64(state.integer(in: 0..<1 << 62)) | UInt64(state.integer(in: 0..<2))
            << 63)
      }.map { $0.isFinite ? $0 : 0 }
      let rows = [values.prefix(3), values.suffix(3)].map {
        "[\($0.map { "\($0)" }.joined(separator: ","))]"
      }
      let numbers = try Handed.file("{\"dW2\": [\(rows.joined(separator: ","))]}").numbers("dW2")
      #expect(numbers?.tensor.values == values)
    }
  }

  @Test("may hold shapes other than the one asked for")
  func shapes() throws {
    let cases: [(String, [Int])] = [
      ("[]", [0]), ("[[], []]", [2, 0]), ("[[[1], [2]]]", [1, 2, 1]), ("7", []),
      ("[[[[7]]]]", [1, 1, 1, 1]),
    ]
    for (text, shape) in cases {
      #expect(try Handed.file("{\"dW2\": \(text)}").numbers("dW2")?.tensor.shape == Shape(shape))
    }
  }

  @Test(
    "of arrays has their precision",
    arguments: [
      ("float64.npy", Precision.float64, 1e-16), ("float32.npy", .float32, 1e-7),
      ("float16.npy", .float16, 1e-3), ("stored.npz", .float64, 0),
      ("deflated.npz", .float16, 1e-3),
      ("part.npz", .float64, 0),
    ])
  func arrays(name: String, precision: Precision, tolerance: Double) throws {
    let numbers = try #require(try Handed.fixture(name).numbers("dW2"))
    #expect(numbers.precision == precision && numbers.tensor.shape == Self.matrix.shape)
    for (value, expected) in zip(numbers.tensor.values, Self.matrix.values) {
      #expect(abs(value - expected) <= tolerance)
    }
  }

  @Test("of an archive is all of its arrays, and names those that are not asked for")
  func archive() throws {
    let submission = try Handed.fixture("stored.npz")
    #expect(try submission.numbers("db2")?.precision == .float32)
    #expect(
      submission.notes.map(\.message)
        == ["other in stored.npz is not read: no answer named other is asked for"])
    #expect(try Handed.fixture("deflated.npz").numbers("J")?.precision == .integer)
    #expect(try Handed.fixture("int64.npy").numbers("dW2")?.precision == .integer)
  }

  @Test(
    "of a table is read row by row",
    arguments: [
      "1,2,3.50\n4,5,6\n", "a,b,c\r\n1,2,3.50\r\n\r\n4,5,6", "1;2;3.50\n4;5;6",
      "1\t2\t3.50\n4\t5\t6", " 1  2 3.50\n4 5 6\n", "\u{FEFF}\"1\",\"2\",\"3.50\"\n4,5,6\n",
    ])
  func tables(text: String) throws {
    let numbers = try #require(try Handed.file(text, as: "dW2.csv").numbers("dW2"))
    #expect(numbers.tensor == Tensor(shape: Shape([2, 3]), values: [1, 2, 3.5, 4, 5, 6]))
    guard case .typed(let typed) = numbers.precision else {
      Issue.record("not typed")
      return
    }
    #expect(typed[2] == TypedNumber(unit: 0.01, digits: 3) && typed.count == 6)
  }

  @Test("of a table stands for a vector, a number, or a tensor of more axes")
  func tableShapes() throws {
    for text in ["1,2,3", "1\n2\n3\n"] {
      #expect(
        try Handed.file(text, as: "db2.csv").numbers("db2")?.tensor == Tensor(vector: [1, 2, 3]))
    }
    #expect(try Handed.file("0.5", as: "J.csv").numbers("J")?.tensor.scalar == 0.5)
    let reader = SubmissionReader(questions: [("K", Shape([2, 1, 2]))])
    let kernel = reader.read(bytes: Array("1,2\n3,4".utf8), name: "x.csv", student: "x")
    #expect(try kernel.numbers("K")?.tensor.shape == Shape([2, 1, 2]))
  }

  @Test("of statements says which answers they define, where they stand")
  func statements() throws {
    let program = Handed.file("# mine\nh1 = h'\ndW2 = h1 @ ds\ndb2 := [1, 2, 3]\n", as: "a.grad")
    #expect(try program.answers == ["dW2": .formula, "db2": .formula, "J": .blank])
    #expect(program.statements?.hasPrefix("# mine\n") == true)
    let notebook = Handed.file(
      """
      # Mine

      ```grad setup
      grad> J = 2
      ```

      ```answer
      dW2 = h' @ ds
      ```
      """, as: "a.md")
    #expect(try notebook.answers == ["dW2": .formula, "db2": .blank, "J": .blank])
    #expect(notebook.statements == "\n\n\n\n\n\n\ndW2 = h' @ ds\n")
    let cells = Handed.file(
      "```grad setup\ngrad> J = 2\n```\n\n```grad\ngrad> J\n2\ngrad> db2 = 1\n```\n", as: "b.md")
    #expect(try cells.answers == ["dW2": .blank, "db2": .formula, "J": .blank])
  }

  @Test("may have the name before a formula, or numbers between quotes")
  func texts() throws {
    let submission = Handed.file(#"{"dW2": "dW2 = h' @ ds", "db2": "[1.0, 2, 3]", "J": "2 +"}"#)
    #expect(submission.statements == "dW2 = h' @ ds")
    #expect(try submission.numbers("db2")?.tensor == Tensor(vector: [1, 2, 3]))
    #expect(
      try submission.problem(of: "J")?.hasPrefix("the formula for J cannot be evaluated") == true)
    for text in [#"a\nrun \"x\""#, "a; b = 2", "J = 1; J = 2", "K = 2", "run x"] {
      let smuggled = Handed.file("{\"J\": \"\(text)\"}")
      #expect(smuggled.statements == nil)
      #expect(try smuggled.problem(of: "J") != nil, "\(text)")
    }
  }

  @Test("names what nobody asked for, and what may have been meant")
  func unknown() throws {
    let submission = Handed.file(#"{"dw2": [[1]], "zzz": {"a": [1, {"b": null}]}, "J": 1}"#)
    #expect(try submission.answers["dW2"] == .blank)
    #expect(submission.notes.map(\.severity) == [.note, .note])
    #expect(
      submission.notes[0].message == "dw2 in ada.json is not read: no answer named dw2 is asked for"
    )
    #expect(submission.notes[0].help == "did you mean dW2? Names differ by case")
    #expect(submission.notes[1].help == "there are J, dW2, db2")
  }

  @Test("of one tensor is that of its name, or of the only question")
  func oneTensor() throws {
    #expect(try Handed.file("1,2,3", as: "db2.csv").numbers("db2") != nil)
    #expect(try Handed.file("[1, 2, 3]", as: "db2.json").numbers("db2") != nil)
    #expect(
      Handed.file("1,2,3", as: "ada.csv").problem
        == "ada.csv holds one tensor, and it is not said which")
    #expect(Handed.file("[1, 2, 3]").problem == "ada.json does not say which answer is which")
    let reader = SubmissionReader(questions: [("g", Shape([3]))])
    for name in ["ada.csv", "ada.CSV", "ada.json"] {
      let bytes = Array((name.hasSuffix("json") ? "[1,2,3]" : "1,2,3").utf8)
      #expect(try reader.read(bytes: bytes, name: name, student: "a").numbers("g") != nil)
    }
  }
}
