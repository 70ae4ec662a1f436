import Foundation
import Testing

/// Files beside the tests.
enum Fixture {
  static func load<Content: Decodable>(_ name: String, as type: Content.Type) throws -> Content {
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
    return try decoder.decode(type, from: Data(bytes("\(name).json")))
  }

  static func bytes(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: folder().appending(path: name)))
  }

  /// The path of an array file that NumPy wrote.
  static func array(_ name: String) throws -> String {
    try folder().appending(path: "arrays/\(name)").path
  }

  static func arrays(endingWith ending: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder().appending(path: "arrays").path)
      .filter { $0.hasSuffix(ending) }.sorted()
  }

  private static func folder() throws -> URL {
    try #require(Bundle.module.resourceURL).appending(path: "Fixtures")
  }
}
