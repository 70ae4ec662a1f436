import Diagnostics
import Notebook
import StyledText
import Tensors
import Testing

@Suite("load")
struct LoadTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  private func path(_ text: String, _ name: String = "houses.csv") throws -> String {
    try scratch.write(text, to: name)
  }

  private static let houses = "rooms,age,price\n3,10,200\n4,20,250\n"

  @Test("iris comes with the program")
  func iris() throws {
    var notebook = Notebook()
    #expect(
      notebook.printed("load iris") == """
        iris: 150 rows × 4 features
        150 irises of three species: length and width of sepals and petals in cm.
        source: R. A. Fisher, The use of multiple measurements in taxonomic problems,
          1936
          X  150×4  sepal length (cm), sepal width (cm), petal length (cm), petal width
                    (cm)
          y  150    species: 0 setosa (50), 1 versicolor (50), 2 virginica (50)
        """)
    #expect(try notebook.value("X[0]").values == [5.1, 3.5, 1.4, 0.2])
    #expect(try notebook.number("sum(y)") == 150)
    #expect(notebook.session.state.order == ["X", "y", "ans"])
  }

  @Test("what is loaded is data: it is differentiated only if it is named")
  func data() throws {
    var notebook = Notebook()
    try notebook.run("load iris; w := ones(4); J = mean((X @ w)^2)")
    #expect(!notebook.printed("backward J").contains("∂J/∂X"))
    #expect(notebook.printed("backward J wrt X").contains("∂J/∂X"))
    #expect(try notebook.value("grad(J, X)").shape == Shape([150, 4]))
  }

  @Test("a file is read with a target of numbers")
  func target() throws {
    var notebook = Notebook()
    let path = try path(Self.houses)
    #expect(
      notebook.printed("load \"\(path)\" target=price") == """
        houses.csv: 2 rows × 2 features
          X  2×2  rooms, age
          y  2    price: from 200 to 250
        """)
    #expect(try notebook.value("y").values == [200, 250])
  }

  @Test(
    "the target is a column by name or by place",
    arguments: [
      ("age", [10, 20]), ("\"age\"", [10, 20]), ("0", [3, 4]), ("-1", [200, 250]),
      ("-2", [10, 20]),
    ] as [(String, [Double])])
  func targets(option: String, values: [Double]) throws {
    var notebook = Notebook()
    try notebook.run("load \"\(try path(Self.houses))\" target=\(option)")
    #expect(try notebook.value("y").values == values)
    #expect(try notebook.value("X").shape == Shape([2, 2]))
  }

  @Test("without a target every column is a feature and y is left alone")
  func noTarget() throws {
    var notebook = Notebook()
    try notebook.run("y := 7")
    let text = notebook.printed("load \"\(try path(Self.houses))\"")
    #expect(text.hasSuffix("no target: y is as it was; target=column takes one out of X"))
    #expect(try notebook.number("y") == 7)
    #expect(try notebook.value("X").shape == Shape([2, 3]))
    var other = Notebook()
    #expect(
      other.printed("load \"\(try path(Self.houses))\"")
        .hasSuffix("no target: target=column takes one out of X as y"))
  }

  @Test("columns whose names need quotes, and unnamed ones")
  func columnNames() throws {
    var notebook = Notebook()
    let file = try path("unit-price,a b\n1,2\n3,4\n")
    try notebook.run("load \"\(file)\" target=unit-price")
    #expect(try notebook.value("y").values == [1, 3])
    try notebook.run("load \"\(file)\" target=\"a b\"")
    #expect(try notebook.value("y").values == [2, 4])
    let bare = try path("1,2\n3,4\n", "bare.csv")
    #expect(notebook.printed("load \"\(bare)\"").contains("column 0, column 1"))
    try notebook.run("load \"\(bare)\" header=true")
    #expect(try notebook.value("X").shape == Shape([1, 2]))
  }

  @Test("a target of text becomes classes")
  func classes() throws {
    var notebook = Notebook()
    let file = try path("a,kind\n1,dog\n2,cat\n3,dog\n")
    #expect(
      notebook.printed("load \"\(file)\" target=kind").hasSuffix(
        "y  3    kind: 0 cat (1), 1 dog (2)"))
    #expect(try notebook.value("y").values == [1, 0, 1])
  }

  @Test("many columns and classes are listed in part, within the width", arguments: [20, 40, 80])
  func manyColumns(width: Int) throws {
    var notebook = Notebook()
    notebook.session.settings.width = width
    let header = (0..<40).map { "feature_\($0)" }.joined(separator: ",")
    let rows = (0..<30).map { row in
      (0..<39).map { "\($0 + row)" }.joined(separator: ",") + ",class\(row)"
    }
    let file = try path(([header] + rows).joined(separator: "\n"))
    let text = notebook.printed("load \"\(file)\" target=-1")
    let words = text.split { $0 == " " || $0 == "\n" }.joined(separator: " ")
    #expect(words.contains("and 31 more"))
    for line in text.split(separator: "\n") { #expect(DisplayWidth.of(line) <= width) }
  }

  @Test("cells without a number are listed by row and column")
  func cells() throws {
    var notebook = Notebook()
    let file = try path("rooms,age,price\n3,10,200\n4,,250\n5,30,12k\n2,1\n")
    let error = try notebook.failure("load \"\(file)\"")
    #expect(error.code == "data")
    #expect(
      error.notes == [
        "row 2 (line 3), column age: missing",
        "row 3 (line 4), column price: \"12k\" is not a number",
        "row 4 (line 5): 2 cells, expected 3",
      ])
    #expect(notebook.session.state.order.isEmpty)
  }

  @Test(
    "what is wrong with the cells is said in a sentence",
    arguments: [
      ("a,b\n1,\n", "1 cell of FILE holds no number"),
      ("a,b\n1,x\ny,1\n", "2 cells of FILE hold no number"),
      ("a,b\n1\n", "1 row of FILE has another number of cells than the table has columns"),
      ("a,b\n1\n1,2,3\n", "2 rows of FILE have another number of cells than the table has columns"),
      ("a,b\n1,\n1\n", "2 places of FILE are not as they should be"),
    ])
  func sentences(text: String, message: String) throws {
    var notebook = Notebook()
    let file = try path(text)
    let error = try notebook.failure("load \"\(file)\"")
    #expect(error.message == message.replacing("FILE", with: file))
  }

  @Test("many bad cells are counted, the first few listed")
  func manyCells() throws {
    var notebook = Notebook()
    let file = try path("a,b\n" + String(repeating: "1,\n", count: 500))
    let error = try notebook.failure("load \"\(file)\"")
    #expect(error.message.hasPrefix("500 cells"))
    #expect(error.notes.count == 11)
    #expect(error.notes.last == "and 490 more")
  }

  @Test(
    "a column of text is offered as the target",
    arguments: [
      ("a,kind\n1,x\n2,y\n", "", "kind is all text: target=kind makes it the target"),
      ("a,the kind\n1,x\n", "", "the kind is all text: target=\"the kind\" makes it the target"),
      ("k,l,a\nx,u,1\n", "", "k and l are all text: leave them out of the file"),
      ("k,l,a\nx,u,1\n", " target=l", "k is all text: leave it out of the file"),
    ])
  func textColumn(text: String, options: String, help: String) throws {
    var notebook = Notebook()
    let error = try notebook.failure("load \"\(try path(text))\"\(options)")
    #expect(error.help == help)
  }

  @Test(
    "a target that is not there is answered with a close one",
    arguments: [
      ("target=prise", "did you mean \"price\"?", []),
      ("target=cost", nil, ["the columns are rooms, age and price"]),
      ("target=3", nil, ["the columns are 0 to 2, or -3 to -1 counted from the last"]),
      ("target=-4", nil, ["the columns are 0 to 2, or -3 to -1 counted from the last"]),
    ] as [(String, String?, [String])])
  func badTarget(option: String, help: String?, notes: [String]) throws {
    var notebook = Notebook()
    let error = try notebook.failure("load \"\(try path(Self.houses))\" \(option)")
    #expect(error.code == "option")
    #expect(error.help == help)
    #expect(error.notes == notes)
  }

  @Test(
    "other faults of a table",
    arguments: [
      ("", "is empty"), ("a,b\n", "has a header and no rows"),
      ("a,b\n1,2\n\"3,4\n", "is never closed"),
      ("a,a\n1,2\n", "several columns are called a"), ("\u{0}\u{1}\u{2}", "is no text"),
    ])
  func faults(text: String, message: String) throws {
    var notebook = Notebook()
    let error = try notebook.failure("load \"\(try path(text))\" target=a")
    #expect(error.message.contains(message), "\(error.message)")
  }

  @Test("a misspelt file or dataset is answered with a close one")
  func suggestions() throws {
    var notebook = Notebook()
    _ = try path(Self.houses)
    #expect(
      try notebook.failure("load \"\(scratch.path)/house.csv\"").help
        == "did you mean \"\(scratch.path)/houses.csv\"?")
    #expect(try notebook.failure("load irsi").help == "did you mean iris?")
    #expect(try notebook.failure("load houses.csv").help == "load \"houses.csv\"")
    #expect(try notebook.failure("load \"\(scratch.path)\"").code == "file")
    #expect(
      try notebook.failure("load \"/nowhere/x.csv\"").message == "there is no folder /nowhere")
  }

  @Test(
    "load refuses what it does not understand",
    arguments: [
      ("load", "usage"), ("load \"\"", "usage"), ("load iris iris", "usage"),
      ("load iris target=2", "option"), ("load iris header=true", "option"),
      ("load \"x.csv\" header=maybe", "option"), ("load \"x.csv\" tarjet=1", "option"),
      ("load 3", "data"), ("load foo", "data"),
    ])
  func refusals(statement: String, code: String) throws {
    var notebook = Notebook()
    #expect(try notebook.failure(statement).code == code)
  }

  @Test("Ctrl-C stops the reading and nothing is set")
  func interruption() throws {
    var notebook = Notebook(interruption: Interruption { true })
    #expect(try notebook.failure("load iris").code == "interrupted")
    #expect(notebook.session.state.order.isEmpty)
  }
}
