import Diagnostics
import Foundation
import Notebook
import Operations
import Tensors
import Testing

@Suite("Data")
struct DataTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  /// An array file that NumPy wrote.
  private static func array(_ name: String) -> String {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("DatasetsTests/Fixtures/arrays/\(name)").path
  }

  @Test("what load drew is followed by NumPy's next numbers, and undo takes both back")
  func stream() throws {
    var notebook = Notebook()
    try notebook.run("seed 0; load spiral; W := randn(2)")
    let drawn = try notebook.value("W")
    try notebook.run("undo; undo; load spiral; W := randn(2)")
    #expect(try notebook.value("W") == drawn)
    var other = RandomState(seed: 0)
    for _ in 0..<300 { _ = other.normal() }
    #expect(drawn.values == [other.normal(), other.normal()])
  }

  @Test("options of a dataset are expressions")
  func options() throws {
    var notebook = Notebook()
    try notebook.run("n := 4; load xor points=2*n noise=1/10")
    #expect(try notebook.value("X").shape == Shape([32, 2]))
    try notebook.run("load digits scale=true")
    #expect(try notebook.number("max(X)") == 1)
    try notebook.run("load digits scale=false")
    #expect(try notebook.number("max(X)") == 16)
  }

  @Test(
    "every dataset's labels or targets fit the losses",
    arguments: [
      ("xor", "cross_entropy(zeros(4, 2), y)", log(2.0)),
      ("spiral", "cross_entropy(zeros(300, 3), y)", log(3.0)),
      ("digits", "cross_entropy(zeros(1797, 10), y)", log(10.0)),
      ("wine", "cross_entropy(zeros(178, 3), y)", log(3.0)),
      ("iris", "cross_entropy(zeros(150, 3), y)", log(3.0)),
      ("housing", "mse(y, y)", 0), ("diabetes", "mse(y, y)", 0),
    ] as [(String, String, Double)])
  func losses(dataset: String, loss: String, value: Double) throws {
    var notebook = Notebook()
    try notebook.run("load \(dataset)")
    #expect(abs(try notebook.number(loss) - value) < 1e-12)
    #expect(!notebook.printed("J = sum(X); backward J").contains("∂J/∂X"), "it is data")
  }

  @Test(
    "labels of numbers are counted, and gaps among them pointed out",
    arguments: [
      ("0\n1\n1\n0\n", "y  4    k: 0 (2), 1 (2)"),
      ("1\n2\n2\n1\n", "the labels begin with 1; losses count classes from 0: y - 1"),
      ("0\n3\n0\n3\n", "no row has the label 1, 2; losses count classes from 0"),
      ("0.5\n3\n0\n3\n", "y  4    k: from 0 to 3"),
      ("-1\n1\n1\n-1\n", "y  4    k: from -1 to 1"),
      ("200\n300\n200\n300\n", "y  4    k: from 200 to 300"),
    ])
  func labels(rows: String, ending: String) throws {
    var notebook = Notebook()
    let cells = rows.split(separator: "\n").map { "7,\($0)\n" }.joined()
    let file = try scratch.write("a,k\n" + cells, to: "labels.csv")
    #expect(notebook.printed("load \"\(file)\" target=k").hasSuffix(ending))
  }

  @Test("arrays of an archive become data under their names")
  func archive() throws {
    var notebook = Notebook()
    #expect(
      notebook.printed("load \"\(Self.array("stored.npz"))\"") == """
        stored.npz: 4 arrays
          W  2×3     float64
          b  3       float32
          y  4       int64
          c  scalar  float64
        """)
    #expect(try notebook.value("W @ b").shape == Shape([2]))
    #expect(try notebook.value("y").values == [0, 1, 2, 1])
    #expect(!notebook.printed("J = sum(W); backward J").contains("∂J/∂W"))
    try notebook.run("undo; undo")
    #expect(notebook.session.state.definitions["W"] == nil)
  }

  @Test("an array is named after its file, and names that cannot be are changed")
  func names() throws {
    var notebook = Notebook()
    let bytes = try Data(contentsOf: URL(fileURLWithPath: Self.array("vector.npy")))
    for name in ["my data-1.npy", "3d.NPY", "sum.npy", "θ.npy", ".npy", "Wᵀ.npy"] {
      let file = "\(scratch.path)/\(name)"
      try bytes.write(to: URL(fileURLWithPath: file))
      try notebook.run("load \"\(file)\"")
    }
    for name in ["my_data_1", "x3d", "sum1", "θ", "x", "W_"] {
      #expect(try notebook.number("sum(\(name))") == 10, "\(name)")
    }
    #expect(
      notebook.printed("load \"\(Self.array("names.npz"))\"") == """
        names.npz: 6 arrays
          layer1_weight_1  2×3  float64  called layer1.weight in the file
          sum1             3    float32  called sum in the file
          x1st             4    int64    called 1st in the file
          layer1_weight    3    float32
          a_b              4    int64    called a b in the file
          and1             4    int64    called and in the file
        """)
    try notebook.run("layer1_weight_1 + and1[0] + x1st[0] + sum1[0]")
  }

  @Test(
    "arrays that cannot be loaded are refused in words",
    arguments: [
      ("x-objects.npy", "holds Python objects, which are never loaded"),
      ("x-structured.npy", "have several fields"), ("x-complex.npy", "are of type <c16"),
      ("x-rank5.npy", "has 5 axes, and a tensor has at most 4"),
    ])
  func refusals(name: String, words: String) throws {
    var notebook = Notebook()
    let error = try notebook.failure("load \"\(Self.array(name))\"")
    #expect(error.code == "data")
    #expect(error.message.contains(words), "\(error.message)")
    #expect(notebook.session.state.order.isEmpty)
  }

  @Test("other faults of files of arrays")
  func faults() throws {
    var notebook = Notebook()
    for (name, text, words) in [
      ("a.npy", "hello, world", "is no array in NumPy's format"), ("b.npz", "PK", "is no archive"),
      ("c.npz", "", "is empty"),
    ] {
      let file = try scratch.write(text, to: name)
      let error = try notebook.failure("load \"\(file)\"")
      #expect(error.code == "data")
      #expect(error.message.contains(words), "\(error.message)")
    }
    #expect(
      try notebook.failure("load \"\(scratch.path)/a.npz\"").help
        == "did you mean \"\(scratch.path)/a.npy\"?")
    #expect(try notebook.failure("load \"\(scratch.path)/a.npy\" header=true").code == "option")
    try notebook.run("set memory 0.000001")
    #expect(try notebook.failure("load \"\(Self.array("deflated.npz"))\"").code == "memory")
  }

  @Test(
    "split keeps every row once, labels with their features", arguments: ["", " stratify=true"])
  func split(option: String) throws {
    var notebook = Notebook()
    try notebook.run("X := reshape(arange(40), 20, 2); y := floor(arange(20) / 5)")
    try notebook.run("split test=0.3\(option)")
    let (train, test) = (try notebook.value("X"), try notebook.value("Xtest"))
    #expect(train.shape == Shape([14, 2]) && test.shape == Shape([6, 2]))
    let firsts = [train, test].flatMap { rows in
      stride(from: 0, to: rows.values.count, by: 2).map { rows.values[$0] }
    }
    #expect(firsts.sorted() == (0..<20).map { Double(2 * $0) })
    #expect(firsts != firsts.sorted())
    let labels = try notebook.value("concat(y, ytest)").values
    #expect(labels == firsts.map { ($0 / 10).rounded(.down) })
    #expect(notebook.session.state.order.sorted() == ["X", "Xtest", "ans", "y", "ytest"])
  }

  @Test("split draws what permutation draws: the first rows of it are the test")
  func permutation() throws {
    var notebook = Notebook()
    try notebook.run("seed 4; X := arange(10); split test=3; next := rand()")
    var random = RandomState(seed: 4)
    let order = random.permutation(10).map(Double.init)
    #expect(try notebook.value("Xtest").values == Array(order.prefix(3)))
    #expect(try notebook.value("X").values == Array(order.dropFirst(3)))
    #expect(try notebook.number("next") == random.uniform())
  }

  @Test(
    "a stratified split keeps the shares of the classes",
    arguments: [(5, [2, 1, 2]), (10, [3, 3, 4]), (2, [1, 0, 1]), (19, [6, 6, 7])])
  func shares(test: Int, counts: [Int]) throws {
    var notebook = Notebook()
    // 6, 6 and 8 rows; what is left over goes to the largest remainders, the smaller label first.
    try notebook.run("X := rand(20, 3); y := concat(concat(zeros(6), ones(6)), 2 * ones(8))")
    try notebook.run("split test=\(test) stratify=true")
    let labels = try notebook.value("ytest").values
    #expect((0..<3).map { label in labels.count { $0 == Double(label) } } == counts)
  }

  @Test("split keeps the role of a variable and makes the test data")
  func roles() throws {
    var notebook = Notebook()
    try notebook.run("A := rand(4, 2); split test=1 over A")
    guard case .value(_, let kept) = notebook.session.state.definitions["A"]?.kind,
      case .value(_, let aside) = notebook.session.state.definitions["Atest"]?.kind
    else {
      Issue.record("A and Atest have no values")
      return
    }
    #expect(kept == .variable && aside == .data)
  }

  @Test("split and augment are one step to undo each")
  func undo() throws {
    var notebook = Notebook()
    try notebook.run("load iris; split; augment X y noise=1")
    #expect(try notebook.value("X").shape == Shape([240, 4]))
    try notebook.run("undo")
    #expect(try notebook.value("X").shape == Shape([120, 4]))
    try notebook.run("undo")
    #expect(try notebook.value("X").shape == Shape([150, 4]))
    #expect(notebook.session.state.definitions["Xtest"] == nil)
  }

  @Test("augment appends shifted images and repeats their labels")
  func augmentation() throws {
    var notebook = Notebook()
    try notebook.run("load digits; X := X[0:10]; y := y[0:10]; augment X y copies=3 shift=1")
    #expect(try notebook.value("X").shape == Shape([40, 64]))
    #expect(try notebook.value("y").values == (0..<40).map { Double($0 % 10) })
    let images = try notebook.value("X").values
    // Nothing but what was there, and zeros, is in the copies.
    for image in 10..<40 {
      let (copy, original) = (images[64 * image..<64 * image + 64], 64 * (image % 10))
      #expect(Set(copy).isSubset(of: Set(images[original..<original + 64]).union([0])))
    }
  }

  @Test("what is stopped changes nothing")
  func stopping() throws {
    var notebook = Notebook()
    try notebook.run("load iris; A := arange(70000)")
    var stopped = Notebook(interruption: Interruption { true })
    stopped.session.state = notebook.session.state
    for statement in ["split over A", "augment X y noise=1", "augment y X noise=1"] {
      #expect(try stopped.failure(statement).code == "interrupted")
    }
    #expect(stopped.session.state.definitions["X"]?.tensor?.shape == Shape([150, 4]))
    #expect(
      stopped.session.state.definitions["A"]?.tensor
        == notebook.session.state.definitions["A"]?.tensor)
    #expect(stopped.session.state.random == notebook.session.state.random)
  }

  @Test("split works again and again in a repetition")
  func repetition() throws {
    var notebook = Notebook()
    try notebook.run("n := 0.5; X := arange(16); repeat 3 { split test=n }")
    #expect(try notebook.value("X").shape == Shape([2]))
  }
}
