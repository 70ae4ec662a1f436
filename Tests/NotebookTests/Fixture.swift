import Foundation
import Testing

/// A file beside the tests.
enum Fixture {
  static func load<Content: Decodable>(_ name: String, as type: Content.Type) throws -> Content {
    let file = try #require(
      Bundle.module.url(forResource: name, withExtension: "json", subdirectory: "Fixtures"))
    return try JSONDecoder().decode(type, from: Data(contentsOf: file))
  }
}

/// A number, or nested lists of numbers.
struct NestedNumbers: Decodable, Sendable {
  var shape: [Int]
  var values: [Double]

  init(from decoder: any Decoder) throws {
    if var list = try? decoder.unkeyedContainer() {
      var parts: [NestedNumbers] = []
      while !list.isAtEnd { parts.append(try list.decode(NestedNumbers.self)) }
      shape = [parts.count] + (parts.first?.shape ?? [])
      values = parts.flatMap(\.values)
    } else {
      shape = []
      values = [try decoder.singleValueContainer().decode(Double.self)]
    }
  }
}
