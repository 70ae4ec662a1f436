import Diagnostics
import Tensors
import Testing

@testable import Grading

@Suite("Bytes that are no submission")
struct HostileBytesTests {
  @Test(
    "of JSON are refused in whole, with what to change",
    arguments: [
      ("", "ada.json is empty"), (" \n\t ", "ada.json holds nothing but blanks"),
      ("{", "ada.json is no JSON: it ends where a name in double quotes should stand"),
      ("{'J': 1}", "ada.json is no JSON: it has ' where a name in double quotes should stand"),
      ("{\"J\": 1,}", "ada.json is no JSON: it has } where a name in double quotes should stand"),
      ("{\"J\" 1}", "ada.json is no JSON: it has 1 where a colon should stand"),
      ("{\"J\": None}", "ada.json is no JSON: it has N where a value should stand"),
      ("{\"J\": 1.2.3}", "ada.json is no JSON: it has . where a comma or } should stand"),
      ("{\"J\": 0x10}", "ada.json is no JSON: it has x where a comma or } should stand"),
      ("{\"J\": [1, 2,]}", "ada.json is no JSON: it has ] where a value should stand"),
      ("{\"J\": [1 2]}", "ada.json is no JSON: it has 2 where a comma or ] should stand"),
      ("{\"J\": [1}", "ada.json is no JSON: it has } where a comma or ] should stand"),
      ("{\"J\": array([1])}", "ada.json is no JSON: it has a where a value should stand"),
      ("{\"J\": 1} {}", "ada.json goes on after its end"),
      ("{\"J\": 1, \"J\": 2}", "ada.json says J twice"),
      ("{\"J\": 1, \"\\u004A\": 2}", "ada.json says J twice"),
      ("{\"x\": 1, \"x\": 2}", "ada.json says x twice"),
      ("{\"J\": \"\\ud800\"}", "ada.json is no JSON: half of a character stands alone"),
      ("{\"J\": \"\\udc00\\ud800\"}", "ada.json is no JSON: half of a character stands alone"),
      ("{\"J\": \"\\ud800\\u0041\"}", "ada.json is no JSON: half of a character stands alone"),
      ("{\"J\": \"\\x41\"}", "ada.json is no JSON: what follows a backslash is unknown"),
      ("{\"J\": \"a\nb\"}", "ada.json is no JSON: it has a line end within a text"),
      ("{\"J\": \"a", "ada.json is no JSON: a text is not closed"),
      ("{\"J\u{0}\": 1}", "ada.json is no JSON: it has a zero byte within a text"),
      (
        "{\"J\": 1\u{0}}", "ada.json is no JSON: it has a zero byte where a comma or } should stand"
      ),
      ("{\"J\": {\"a\": [}}", "ada.json is no JSON: it has } where a value should stand"),
      ("nonsense", "ada.json is no JSON: it has n where a value should stand"),
      ("\u{1B}[31m", "ada.json is no JSON: it has ␛ where a value should stand"),
    ])
  func json(text: String, message: String) {
    #expect(Handed.file(text).problem == message)
  }

  @Test("of JSON are shown where they go wrong")
  func place() throws {
    let words = try #require(Handed.file("{\n  \"J\": 1,\n  \"dW2\": [1 2]\n}\n").words)
    #expect(
      words == """
        error[submission]: ada.json is no JSON: it has 2 where a comma or ] should stand
          at ada.json:3:13
            "dW2": [1 2]
                      ^
          help: json.dump of Python writes JSON; of an array a, give it a.tolist()
        """)
    let long = Handed.file("{\"x\": \"\(String(repeating: "a", count: 100_000))\", 1}")
    #expect(long.words?.contains("at byte 100011 of line 1") == true)
  }

  @Test("that are no UTF-8 are refused")
  func encodings() {
    let latin = Array("{\"J\": \"".utf8) + [0xE9] + Array("\"}".utf8)
    #expect(Handed.file(latin, as: "ada.json").problem == "ada.json is no text in UTF-8")
    let surrogate = Array("{\"J\": \"".utf8) + [0xED, 0xA0, 0x80] + Array("\"}".utf8)
    #expect(Handed.file(surrogate, as: "ada.json").problem == "ada.json is no text in UTF-8")
    #expect(Handed.file(latin, as: "ada.grad").problem == "ada.grad is no text in UTF-8")
    for name in ["ada.json", "dW2.csv", "ada.grad", "ada.md"] {
      for (mark, isLittle) in [([0xFF, 0xFE] as [UInt8], true), ([0xFE, 0xFF], false)] {
        let units = "{\"J\": 1}".utf16.flatMap { unit -> [UInt8] in
          isLittle ? [UInt8(unit), 0] : [0, UInt8(unit)]
        }
        let submission = Handed.file(mark + units, as: name)
        let problem = name == "dW2.csv" ? try? submission.problem(of: "dW2") : submission.problem
        #expect(problem == "\(name) is text in UTF-16")
        if name == "ada.json" {
          #expect(Handed.file(units, as: name).problem == "ada.json is text in UTF-16")
        }
      }
    }
    #expect(
      Handed.file("J = 1\u{0}", as: "ada.grad").problem
        == "ada.grad is no text")
  }

  @Test(
    "of one answer leave the others",
    arguments: [
      ("1e999", "dW2 is not finite"), ("NaN", "dW2 is not finite"),
      ("-Infinity", "dW2 is not finite"),
      ("[[1, 2, 3], [4, NaN, 6]]", "dW2 is not finite: entry [1, 1]"),
      ("[[1, 2, 3], [4, 5, -1e400]]", "dW2 is not finite: entry [1, 2]"),
      ("[[1, 2, 3], [nan, inf, 6]]", "dW2 is not finite: entry [1, 0]"),
      ("[[1, 2, 3], [4, 5]]", "row 2 of dW2 has another length than those before it"),
      ("[[1, 2, 3], 4]", "row 2 of dW2 has another length than those before it"),
      ("[1, [2]]", "row 2 of dW2 has another length than those before it"),
      ("[[1], []]", "row 2 of dW2 has another length than those before it"),
      ("[1, []]", "row 2 of dW2 has another length than those before it"),
      ("[[], 1]", "row 2 of dW2 has another length than those before it"),
      ("[[[1], [2]], [[1], [2, 3]]]", "row 2 of dW2 has another length than those before it"),
      ("[[1, null, 3]]", "dW2 has null at [0, 1] where a number should stand"),
      ("[[1, true, 3]]", "dW2 has true at [0, 1] where a number should stand"),
      ("[[1, 2], [3, \"4\"]]", "dW2 has the text \"4\" at [1, 1] where a number should stand"),
      ("[{\"a\": 1, \"a\": [2]}]", "dW2 has an object at [0] where a number should stand"),
      ("{\"a\": 1}", "dW2 has an object where a number should stand"),
      ("false", "dW2 has false where a number should stand"),
      ("[[[[[1]]]]]", "the tensor has 5 axes, and one has at most 4"),
      ("\"h' @\"", "the formula for dW2 cannot be evaluated: a value is missing after @"),
    ])
  func answers(text: String, message: String) throws {
    for submission in [
      Handed.file("{\"dW2\": \(text), \"J\": 2}"), Handed.file("{\"J\": 2, \"dW2\": \(text)}"),
    ] {
      #expect(try submission.problem(of: "dW2") == message)
      #expect(try submission.numbers("J")?.tensor.scalar == 2)
    }
  }

  @Test("of JSON may nest as deep as they like, and are refused at once")
  func depth() throws {
    let message = "ada.json has more than 64 brackets within each other"
    for open in ["[", "{\"a\":", "[{\"a\":"] {
      let deep = String(repeating: open, count: 100_000)
      #expect(Handed.file(deep).problem == message)
      #expect(Handed.file("{\"J\": \(deep)").problem == message)
      #expect(Handed.file("{\"x\": \(deep)").problem == message)
    }
    // Within the limit there is no tensor of so many axes.
    let allowed = String(repeating: "[", count: 63) + String(repeating: "]", count: 63)
    #expect(
      try Handed.file("{\"J\": \(allowed)}").problem(of: "J")
        == "the tensor has 63 axes, and one has at most 4")
  }

  @Test("that hold far more numbers than are asked for are counted, not kept")
  func large() throws {
    let message = "dW2 has 200000 entries, many times more than are asked for"
    let row = Array(repeating: "1", count: 200_000).joined(separator: ",")
    #expect(try Handed.file("{\"dW2\": [\(row)]}").problem(of: "dW2") == message)
    #expect(
      try Handed.file(row.replacing(",", with: "\n"), as: "dW2.csv").problem(of: "dW2") == message)
    let names = (0..<10_001).map { "\"\($0)\": 1" }.joined(separator: ",")
    #expect(Handed.file("{\(names)}").problem == "ada.json has more than 10000 names")
    let text = String(repeating: "a", count: 70_000)
    #expect(
      Handed.file("{\"J\": \"\(text)\"}").problem == "ada.json has a text of more than 65536 bytes")
    #expect(
      try Handed.file("{\"J\": 0.\(String(repeating: "3", count: 300_000))}").numbers("J")?.tensor
        .scalar == 1.0 / 3)
    let digits = String(repeating: "9", count: 300_000)
    #expect(try Handed.file("{\"J\": \(digits)}").problem(of: "J") == "J is not finite")
    #expect(try Handed.file("{\"J\": 1e-\(digits)}").numbers("J")?.tensor.scalar == 0)
    #expect(try Handed.file("{\"J\": 0e\(digits)}").numbers("J")?.tensor.scalar == 0)
    let many = (0..<100).map { "\"x\($0)\": 1" }.joined(separator: ",")
    #expect(Handed.file("{\(many)}").notes.count == 20)
  }

  @Test(
    "of arrays are refused",
    arguments: [
      ("objects.npy", "dW2.npy holds Python objects, which are never read"),
      ("structured.npy", "the entries of dW2.npy have several fields"),
      ("complex.npy", "the entries of dW2.npy are of type <c16"),
      ("overflow.npy", "dW2.npy has many times more entries than are asked for"),
      ("short.npy", "dW2.npy ends before its last number"),
      ("long.npy", "dW2.npy goes on for 2 bytes after its last number"),
      ("eval.npy", "the header of dW2.npy is not one that NumPy writes"),
      ("nan.npy", "dW2 is not finite: entry [1, 1]"),
      ("bomb.npz", "dW2 has 1000000 entries, many times more than are asked for"),
    ])
  func arrays(file: String, message: String) throws {
    #expect(try Handed.fixture(file).problem(of: "dW2") == message)
  }

  @Test(
    "of archives are refused",
    arguments: [
      ("traversal.npz", "traversal.npz holds an unsafe name: ../../dW2.npy"),
      ("duplicate.npz", "duplicate.npz holds two arrays called dW2"),
      ("nested.npz", "dW2.npz in nested.npz is no array"),
      ("link.npz", "dW2.npy in link.npz is no array"),
      ("encrypted.npz", "dW2 in encrypted.npz is encrypted"),
      ("overlapping.npz", "overlapping.npz is damaged: its directory and its contents disagree"),
      ("many.npz", "many.npz holds more than 1000 arrays"),
      ("ratio.npz", "dW2 in ratio.npz would unpack to more than 1100 times its size"),
      ("checksum.npz", "dW2 in checksum.npz is damaged: its checksum is wrong"),
      ("cut.npz", "cut.npz is no archive, or its end is missing"),
    ])
  func archives(file: String, message: String) throws {
    #expect(try Handed.fixture(file).problem == message)
  }

  @Test("of one array of an archive leave the others")
  func part() throws {
    let submission = try Handed.fixture("part.npz")
    #expect(try submission.numbers("dW2") != nil)
    #expect(
      try submission.problem(of: "db2")
        == "db2 in part.npz holds Python objects, which are never read")
  }

  @Test(
    "of tables are refused with the line",
    arguments: [
      ("1,2\n\n3\n", "line 3 of dW2.csv has 1 number, those before it have 2"),
      ("1,2\n3,x\n", "number 2 of line 2 of dW2.csv is no number: x"),
      ("1,2\n3,\n", "number 2 of line 2 of dW2.csv is missing"),
      ("1;2\n3;0,5\n", "number 2 of line 2 of dW2.csv is no number: 0,5"),
      ("1,2\n3,nan\n", "dW2 is not finite: entry [1, 1]"),
      ("1,2\n3,-Inf\n", "dW2 is not finite: entry [1, 1]"),
      ("nan,nan\n", "dW2 is not finite: entry [0, 0]"),
      ("1e999", "dW2 is not finite: entry [0, 0]"),
      ("1,2\n3,\u{1B}[2J\n", "dW2.csv is no text"),
      (
        String(repeating: "1,2\n", count: 40) + "3,\u{1B}[2J\n",
        "number 2 of line 41 of dW2.csv is no number: ␛[2J"
      ),
      ("a,b\n", "dW2.csv holds no numbers"), ("\n\n", "dW2.csv is empty"),
      ("1,\"2", "a quote opened on line 1 of dW2.csv is never closed"),
      ("1,2\u{0}", "dW2.csv is no text"),
    ])
  func tables(text: String, message: String) throws {
    #expect(try Handed.file(text, as: "dW2.csv").problem(of: "dW2") == message)
  }

  @Test("of statements are refused where they go wrong")
  func statements() throws {
    let words = try #require(Handed.file("dW2 = 1\ndb2 = (2 +\n", as: "a.grad").words)
    #expect(words.contains("at a.grad:"))
    #expect(Handed.file("```answer\ndW2 = 1\n", as: "a.md").problem == "the block is never closed")
    let code = String(repeating: "x = 1\n", count: 200_000)
    #expect(Handed.file(code, as: "a.grad").problem == "a.grad is too large: 1 MiB")
    let deep = "dW2 = " + String(repeating: "(", count: 100_000)
    #expect(Handed.file(deep, as: "a.grad").problem != nil)
  }

  @Test(
    "of no known kind are refused",
    arguments: ["a.pdf", "a", "a.tar.gz", "", ".json", "../../a.docx"])
  func endings(name: String) {
    #expect(Handed.file("{}", as: name).problem?.hasSuffix("is of a kind that is not read") == true)
  }

  @Test("beyond the limit are not read")
  func size() {
    var limits = SubmissionLimits()
    limits.fileBytes = 1000
    let reader = SubmissionReader(questions: Handed.questions, limits: limits)
    let blanks = [UInt8](repeating: 0x20, count: 1001)
    for name in ["a.json", "dW2.csv", "dW2.npy", "a.npz", "a.grad", "a.md"] {
      let submission = reader.read(bytes: blanks, name: name, student: "a")
      #expect(submission.problem == "\(name) is too large: 1001 bytes")
    }
  }
}
