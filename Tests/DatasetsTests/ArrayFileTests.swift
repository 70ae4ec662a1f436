import Tensors
import Testing

@testable import Datasets

@Suite("A file of arrays")
struct ArrayFileTests {
  private struct Expected: Decodable {
    let shape: [Int]
    let values: [Double]
  }

  @Test("of every element type, byte order, axis order and version reads as NumPy wrote it")
  func types() throws {
    let expected = try Fixture.load("numpy-arrays", as: [String: Expected].self)
    #expect(expected.count == 31)
    for (name, array) in expected {
      let found = try ArrayFile.load(Fixture.array(name))
      #expect(found.count == 1 && found[0].name.isEmpty, "\(name)")
      #expect(found[0].tensor.shape == Shape(array.shape), "\(name)")
      for (value, wanted) in zip(found[0].tensor.values, array.values) {
        #expect(
          value.bitPattern == wanted.bitPattern || value.isNaN && wanted.isNaN,
          "\(name): \(value), not \(wanted)")
      }
    }
  }

  @Test(
    "names the type of its entries",
    arguments: [
      ("f2-big", "float16"), ("f8-little", "float64"), ("i1", "int8"), ("u4-big", "uint32"),
      ("bool", "bool"),
    ])
  func elementNames(file: String, name: String) throws {
    #expect(try ArrayFile.load(Fixture.array("\(file).npy"))[0].elementName == name)
  }

  @Test("may hold several, stored or compressed, in their order")
  func archives() throws {
    let stored = try ArrayFile.load(Fixture.array("stored.npz"))
    #expect(stored.map(\.name) == ["W", "b", "y", "c"])
    #expect(stored.map(\.elementName) == ["float64", "float32", "int64", "float64"])
    #expect(stored[0].tensor.values == (0..<6).map { Double($0) / 7 })
    #expect(stored[0].tensor.shape == Shape([2, 3]))
    #expect(stored[2].tensor.values == [0, 1, 2, 1])
    #expect(stored[3].tensor.scalar == 2)
    let deflated = try ArrayFile.load(Fixture.array("deflated.npz"))
    #expect(Array(deflated.prefix(4)) == stored)
    #expect(deflated[4].tensor == Tensor(repeating: 0, shape: Shape([50, 50])))
    #expect(try ArrayFile.load(Fixture.array("unnamed.npz")).map(\.name) == ["arr_0", "arr_1"])
  }

  @Test("is read alike from memory and from disk", arguments: ["deflated.npz", "fortran3.npy"])
  func memory(name: String) throws {
    let bytes = try Fixture.bytes("arrays/\(name)")
    #expect(try ArrayFile.load(bytes: bytes) == ArrayFile.load(Fixture.array(name)))
  }

  @Test("is asked for before its numbers are read")
  func choice() throws {
    struct Refused: Error {}
    let path = try Fixture.array("stored.npz")
    var asked: [String] = []
    let found = try ArrayFile.load(path) { name, shape in
      asked.append("\(name) \(shape)")
      return name == "y"
    }
    #expect(asked == ["W 2×3", "b 3", "y 4", "c scalar"])
    #expect(found.map(\.name) == ["y"])
    #expect(throws: Refused.self) { try ArrayFile.load(path) { _, _ in throw Refused() } }
  }

  @Test(
    "of other things than numbers is refused",
    arguments: [
      ("x-objects", .objects), ("x-structured", .structured), ("x-complex", .elementType("<c16")),
      ("x-text", .elementType("<U2")), ("x-dates", .elementType("<M8[D]")),
      ("x-long", .elementType("<f16")), ("x-rank5", .tooManyAxes([1, 2, 1, 2, 1])),
    ] as [(String, ArrayProblem)])
  func refusals(file: String, problem: ArrayProblem) throws {
    let path = try Fixture.array("\(file).npy")
    #expect(throws: DatasetError.array(problem, name: nil)) { try ArrayFile.load(path) }
  }

  private static func header(_ shape: String, type: String = "<f8") -> [UInt8] {
    Zip.array("{'descr': '\(type)', 'fortran_order': False, 'shape': \(shape), }\n")
  }

  @Test(
    "that promises what it does not hold is refused before memory is taken",
    arguments: [
      (header("(3,)"), .truncated), (header("(100000, 2000)"), .truncated),
      (header("(0,)") + [1, 2], .surplus(bytes: 2)),
      (header("(1,)") + [0, 0, 0, 0, 0, 0, 0, 0, 9], .surplus(bytes: 1)),
      (header("(4294967296, 4294967296)"), .tooManyEntries(limit: Shape.maximumCount)),
      (header("(0, 9223372036854775807)"), .tooManyEntries(limit: Shape.maximumCount)),
      (header("(99999999999999999999,)"), .header),
      (header("(1, 1, 1, 1, 1)"), .tooManyAxes([1, 1, 1, 1, 1])),
    ] as [([UInt8], ArrayProblem)])
  func promises(bytes: [UInt8], problem: ArrayProblem) {
    #expect(throws: DatasetError.array(problem, name: nil)) { try ArrayFile.load(bytes: bytes) }
  }

  @Test(
    "with a header that NumPy does not write is refused",
    arguments: [
      "", "{", "{}", "{'descr': '<f8'}", "__import__('os').system('x')",
      "{'descr': '<f8', 'fortran_order': False, 'shape': (-1,)}",
      "{'descr': '<f8', 'fortran_order': False, 'shape': (1 2)}",
      "{'descr': '<f8', 'fortran_order': False, 'shape': (2)}",
      "{'descr': '<f8', 'fortran_order': 0, 'shape': ()}",
      "{'descr': '<f8', 'fortran_order': False, 'shape': (), 'more': 1}",
      "{'descr': '<f8', 'descr': '<f8', 'fortran_order': False, 'shape': ()}",
      "{'descr': '<f8', 'fortran_order': False, 'shape': ()} + 1",
      "{'descr': '<f\\x38', 'fortran_order': False, 'shape': ()}",
      "{'descr': '<f8' 'fortran_order': False, 'shape': ()}",
    ])
  func headers(text: String) {
    #expect(throws: DatasetError.array(.header, name: nil)) {
      try ArrayFile.load(bytes: Zip.array(text, Array(repeating: 0, count: 8)))
    }
  }

  @Test("may write its header in other ways that mean the same")
  func spellings() throws {
    for text in [
      "{'descr':'|u1','fortran_order':False,'shape':(2,)}",
      "{\"shape\": (2, ), \"fortran_order\": True, \"descr\": \"<u1\"}   \n",
    ] {
      let arrays = try ArrayFile.load(bytes: Zip.array(text, [3, 4]))
      #expect(arrays[0].tensor.values == [3, 4])
    }
  }

  @Test(
    "of a type without a byte order, or of no known type, is refused",
    arguments: ["f8", "|i4", "<f3", "<i16", "<", "", "V8", "<x8", "|O"])
  func elementTypes(word: String) {
    #expect {
      try ArrayFile.load(bytes: Self.header("()", type: word) + Array(repeating: 0, count: 8))
    } throws: { error in
      switch error as? DatasetError {
      case .array(.elementType, name: nil): !word.contains { "VO".contains($0) }
      case .array(.structured, name: nil): word == "V8"
      case .array(.objects, name: nil): word == "|O"
      default: false
      }
    }
  }

  @Test(
    "of another format is refused",
    arguments: [
      (Array("hello, world".utf8), .notAnArray), (Array("\u{93}NUM".utf8), .truncated),
      ([0x93] + Array("NUMPY".utf8) + [9, 0, 0, 0], .version(9, 0)),
      ([0x93] + Array("NUMPY".utf8) + [1, 1, 0, 0], .version(1, 1)),
      (
        [0x93] + Array("NUMPY".utf8) + [2, 0, 0xff, 0xff, 0xff, 0xff], .headerTooLong(limit: 10_000)
      ),
      ([0x93] + Array("NUMPY".utf8) + [1, 0, 0x11, 0x27], .headerTooLong(limit: 10_000)),
      ([0x93] + Array("NUMPY".utf8) + [1, 0, 80, 0, 1, 2], .truncated),
    ] as [([UInt8], ArrayProblem)])
  func formats(bytes: [UInt8], problem: ArrayProblem) {
    #expect(throws: DatasetError.array(problem, name: nil)) { try ArrayFile.load(bytes: bytes) }
  }

  @Test("takes no more memory than it is given, over all arrays")
  func memoryLimit() throws {
    let path = try Fixture.array("stored.npz")
    let problem = ArrayProblem.tooMuchMemory(bytes: 72, limit: 71)
    #expect(throws: DatasetError.array(problem, name: "b")) {
      try ArrayFile.load(path, limits: ArrayLimits(bytes: 71))
    }
    #expect(try ArrayFile.load(path, limits: ArrayLimits(bytes: 14 * 8)).count == 4)
  }

  @Test("is missing, empty or a folder")
  func files() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("", to: "a.npy")
    #expect(throws: DatasetError.empty) { try ArrayFile.load(path) }
    #expect(throws: DatasetError.isFolder(path: folder.path, files: ["a.npy"])) {
      try ArrayFile.load(folder.path)
    }
    #expect(throws: DatasetError.missingFile(path: "\(path)x", neighbours: ["a.npy"])) {
      try ArrayFile.load("\(path)x")
    }
  }

  @Test("is read no further when it is stopped")
  func interruption() throws {
    let path = try Fixture.array("vector.npy")
    #expect(throws: Interrupted.self) {
      try ArrayFile.load(path, interruption: Interruption { true })
    }
  }
}
