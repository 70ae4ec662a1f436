import Datasets
import Diagnostics
import Tensors

/// What can be wrong with arrays of NumPy, in words.
extension DatasetDiagnostics {
  static func array(_ problem: ArrayProblem, _ name: String?, _ places: Places) -> Diagnostic {
    let range = places.file
    let array = name.map { "\($0) in \(places.path.text)" } ?? places.path.text
    if case .tooMuchMemory(let bytes, let limit) = problem {
      return EvaluationDiagnostics.tooMuchMemory(bytes, limit: limit, at: range)
    }
    let (message, notes, help) = words(problem, array)
    return Diagnostic("data", message, at: range, notes: notes, help: help)
  }

  private static func words(
    _ problem: ArrayProblem, _ array: String
  ) -> (message: String, notes: [String], help: String?) {
    let types = "load reads floats of 2, 4 or 8 bytes, integers and truth values"
    switch problem {
    case .notAnArray:
      return (
        "\(array) is no array in NumPy's format", ["such a file begins with \\x93NUMPY"],
        "write it with numpy.save or numpy.savez"
      )
    case .version(let major, let minor):
      return (
        "\(array) is written in version \(major).\(minor) of NumPy's format",
        ["versions 1.0, 2.0 and 3.0 are known"], nil
      )
    case .truncated: return ("\(array) ends before its last number", [], nil)
    case .headerTooLong(let limit):
      return ("the header of \(array) is longer than \(limit) bytes", [], nil)
    case .header: return ("the header of \(array) cannot be understood", [], nil)
    case .objects:
      return (
        "\(array) holds Python objects, which are never loaded",
        ["reading them could run any program"],
        "make numbers of them first: numpy.asarray(a, dtype=float)"
      )
    case .structured:
      return (
        "the entries of \(array) have several fields", [types], "save each field as an array"
      )
    case .elementType(let word):
      return ("the entries of \(array) are of type \(word)", [types], nil)
    case .tooManyAxes(let dimensions):
      let most = Shape.maximumRank
      return (
        "\(array) has \(dimensions.count) axes, and a tensor has at most \(most)", [],
        "reshape it before it is saved"
      )
    case .tooManyEntries(let limit):
      return ("\(array) has more than \(limit) entries", [], nil)
    case .surplus(let bytes):
      return (
        "\(array) goes on for \(EvaluatorDiagnostics.count(bytes, "byte")) after its last number",
        ["a file holds one array; an archive holds several"], "save several with numpy.savez"
      )
    case .tooMuchMemory: return ("\(array) is too large", [], nil)
    }
  }

  static func archive(_ problem: ArchiveProblem, _ places: Places) -> Diagnostic {
    let file = places.path.text
    var (notes, help): ([String], String?) = ([], nil)
    let message: String
    switch problem {
    case .notAnArchive:
      message = "\(file) is no archive, or its end is missing"
      help = "write it with numpy.savez"
    case .damaged: message = "\(file) is damaged: its directory and its contents disagree"
    case .tooManyArrays(let limit): message = "\(file) holds more than \(limit) arrays"
    case .tooLarge:
      message = "\(file) is too large"
      notes = ["an archive has less than 4 GiB"]
    case .duplicate(let name): message = "\(file) holds two arrays called \(name)"
    case .unsafeName(let name): message = "\(file) holds an unsafe name: \(name)"
    case .notAnArray(let name):
      message = "\(name) in \(file) is no array"
      notes = ["every file of an archive ends in .npy"]
      help = "write it with numpy.savez"
    case .encrypted(let name): message = "\(name) in \(file) is encrypted"
    case .compression(let name):
      message = "\(name) in \(file) is compressed in a way that NumPy does not use"
      help = "write it with numpy.savez or numpy.savez_compressed"
    case .ratio(let name, let limit):
      message = "\(name) in \(file) would unpack to more than \(limit) times its size"
    case .checksum(let name):
      message = "\(name) in \(file) is damaged: its checksum is wrong"
    }
    return Diagnostic("data", message, at: places.file, notes: notes, help: help)
  }
}
