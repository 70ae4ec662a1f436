import Tensors
import Testing

@testable import Datasets

/// A table from text, as if it were a file.
func table(
  _ text: String, target: TableOptions.Column? = nil, header: TableOptions.Header = .detected
) throws -> LoadedTable {
  try TableFile.load(bytes: Array(text.utf8), options: TableOptions(target: target, header: header))
}

@Suite("A table")
struct TableFileTests {
  @Test("is read row by row")
  func plain() throws {
    let table = try table("a,b,c\n1,2,3\n-4,5.5,6e1\n")
    #expect(table.features == Tensor(shape: Shape([2, 3]), values: [1, 2, 3, -4, 5.5, 60]))
    #expect(table.featureNames == ["a", "b", "c"])
    #expect(table.target == nil)
    #expect(table.targetName == nil)
    #expect(table.classNames.isEmpty)
  }

  @Test(
    "may be written in many ways",
    arguments: [
      "a,b\n1,2\n3,4", "a,b\r\n1,2\r\n3,4\r\n", "a,b\r1,2\r3,4\r", "\u{feff}a,b\n1,2\n3,4\n",
      "a;b\n1;2\n3;4\n", "a\tb\n1\t2\n3\t4\n", "a|b\n1|2\n3|4\n", " a , b \n 1 ,\t2\n3 , 4 \n",
      "\"a\",\"b\"\n\"1\",\"2\"\n\"3\",4\n", "\n\na,b\n\n1,2\n\n\n3,4\n\n",
      "a, \"b\"\n1, \"2\" \n3,4",
      "\u{feff}\"a\";b\r\n1;2\r\n\r\n3;4", "a,b\n1,2\n3,4\n   ",
    ])
  func spellings(text: String) throws {
    let table = try table(text)
    #expect(table.features == Tensor(shape: Shape([2, 2]), values: [1, 2, 3, 4]))
    #expect(table.featureNames == ["a", "b"])
  }

  @Test("keeps separators, quotes and line ends that are quoted")
  func quoting() throws {
    let text =
      "\"size, in \"\"m²\"\"\",\"two\nlines\",y\n1,2,\"a,b\"\n3,4,\"say \"\"hi\"\"\"\n5,6,\"\"\"\"\n"
    let table = try table(text, target: .at(-1))
    #expect(table.featureNames == ["size, in \"m²\"", "two\nlines"])
    #expect(table.classNames == ["\"", "a,b", "say \"hi\""])
    #expect(table.target?.values == [1, 2, 0])
  }

  @Test("takes a quote within a cell for what it is")
  func quoteWithinCell() throws {
    #expect(try table("5\" disk,b\n1,2\n").featureNames == ["5\" disk", "b"])
  }

  @Test("reads true and false as 1 and 0")
  func truth() throws {
    #expect(try table("a,b\ntrue,False\nTRUE,0\n").features.values == [1, 0, 1, 0])
  }

  @Test(
    "has a header if none of its first cells is a number, or as told",
    arguments: [
      ("a,b\n1,2\n", .detected, ["a", "b"], 1),
      ("3,4\n1,2\n", .detected, ["column 0", "column 1"], 2),
      (",b\n1,2\n", .detected, ["column 0", "b"], 1),
      ("2019,2020\n1,2\n", .yes, ["2019", "2020"], 1),
      ("2019,2020\n1,2\n", .no, ["column 0", "column 1"], 2),
      ("1,2", .no, ["column 0", "column 1"], 1),
    ] as [(String, TableOptions.Header, [String], Int)])
  func headers(text: String, header: TableOptions.Header, names: [String], rows: Int) throws {
    let table = try table(text, header: header)
    #expect(table.featureNames == names)
    #expect(table.features.shape == Shape([rows, 2]))
  }

  @Test("finds its separator although others are in its cells")
  func separators() throws {
    #expect(try table("\"a,b\";\"c,d,e\"\n1;2\n").featureNames == ["a,b", "c,d,e"])
    #expect(try table("price, in €;weight\n1;2\n3;4\n").featureNames == ["price, in €", "weight"])
    #expect(try table("a\n1\n2\n").features.shape == Shape([2, 1]))
  }

  @Test(
    "gives up one column to be predicted",
    arguments: [
      (.named("b"), "b", [2, 5]), (.at(0), "a", [1, 4]), (.at(-1), "c", [3, 6]),
      (.at(-3), "a", [1, 4]),
    ] as [(TableOptions.Column, String, [Double])])
  func target(column: TableOptions.Column, name: String, values: [Double]) throws {
    let table = try table("a,b,c\n1,2,3\n4,5,6\n", target: column)
    #expect(table.targetName == name)
    #expect(table.target == Tensor(vector: values))
    #expect(table.featureNames == ["a", "b", "c"].filter { $0 != name })
    #expect(table.features.values == [1, 2, 3, 4, 5, 6].filter { !values.contains($0) })
    #expect(table.classNames.isEmpty)
  }

  @Test("numbers the classes of a target of text by their sorted names")
  func classes() throws {
    let table = try table("x,kind\n1,dog\n2,cat\n3,dog\n4,ant\n5,None\n", target: .named("kind"))
    #expect(table.classNames == ["None", "ant", "cat", "dog"])
    #expect(table.target == Tensor(vector: [3, 2, 3, 1, 0]))
    #expect(table.features == Tensor(shape: Shape([5, 1]), values: [1, 2, 3, 4, 5]))
  }

  @Test("without a header can have a target of text")
  func classesWithoutHeader() throws {
    let table = try table("5.1,setosa\n6.2,virginica\n", target: .at(1))
    #expect(table.targetName == "column 1")
    #expect(table.classNames == ["setosa", "virginica"])
  }

  @Test("stops being read on request")
  func interruption() {
    #expect(throws: Interrupted()) {
      try TableFile.load(bytes: Array("a\n1\n".utf8), interruption: Interruption { true })
    }
  }

  @Test("of any size is read in pieces of any size")
  func pieces() throws {
    let text =
      "\u{feff}one,\"t \"\"w\"\" o\",y\r\n1.25,-2e3,\"a\r\nb\"\r\n\r\n  7 , 8 ,c\r\n9,10,\"c\"\r\n"
    let options = TableOptions(target: .named("y"))
    let expected = try TableFile.load(bytes: Array(text.utf8), options: options)
    #expect(expected.features.values == [1.25, -2000, 7, 8, 9, 10])
    #expect(expected.classNames == ["a\r\nb", "c"])
    for limit in 12...80 {
      var reader = try CellReader(.memory(Array(text.utf8)[...]), cellLimit: limit)
      #expect(try TableFile.table(from: &reader, options: options) == expected, "\(limit)")
    }
  }

  @Test("of 200,000 rows is read from a file")
  func large() throws {
    let folder = try TemporaryFolder()
    let rows = 200_000
    var text = "i,half,y\n"
    for i in 0..<rows { text += "\(i),\(Double(i) / 2),\(i % 3 == 0 ? "fizz" : "other")\n" }
    let path = try folder.write(text, to: "large.csv")
    let table = try TableFile.load(path, options: TableOptions(target: .named("y")))
    #expect(table.features.shape == Shape([rows, 2]))
    let features: [Double] = (0..<2 * rows).map { i in
      i.isMultiple(of: 2) ? Double(i / 2) : Double(i / 2) / 2
    }
    let target: [Double] = (0..<rows).map { i in i % 3 == 0 ? 0 : 1 }
    #expect(table.features.values == features)
    #expect(table.target?.values == target)
    #expect(table.classNames == ["fizz", "other"])
  }
}
