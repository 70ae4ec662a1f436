import Foundation

/// Numbers of NumPy and PyTorch that were stored once.
enum Fixture {
  private struct Missing: Error {}

  static func read<Content: Decodable>(_ name: String) throws -> Content {
    guard
      let file = Bundle.module.url(
        forResource: name, withExtension: "json", subdirectory: "Fixtures")
    else { throw Missing() }
    return try JSONDecoder().decode(Content.self, from: Data(contentsOf: file))
  }
}
