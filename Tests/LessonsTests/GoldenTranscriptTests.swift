import Diagnostics
import Foundation
import Notebook
import StyledText
import Testing

/// Whole sessions as a person sees them, kept in `Tests/Golden/transcripts`.
@Suite("Golden transcripts")
struct GoldenTranscriptTests {
  private static let folder = Golden.project.appendingPathComponent("Tests/Golden/transcripts")

  private static let names: [String] =
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
    .filter { $0.hasSuffix(".txt") }.sorted()

  @Test("there are transcripts")
  func present() { #expect(!Self.names.isEmpty) }

  @Test("prints what its transcript says", arguments: names)
  func transcript(name: String) throws {
    try Golden.replay(transcript: Self.folder.appendingPathComponent(name))
  }

  @Test("the README prints what it says")
  func readme() throws {
    try Golden.replay(Golden.project.appendingPathComponent("README.md"))
  }

  @Test("the reference is fresh")
  func reference() throws {
    let file = Golden.project.appendingPathComponent("docs/reference.md")
    let printed = Reference.markdown()
    if Golden.isPromoting { return try printed.write(to: file, atomically: true, encoding: .utf8) }
    // Line by line, so that a failure names the first that differs.
    let want = try Golden.text(file).split(separator: "\n", omittingEmptySubsequences: false)
    let got = printed.split(separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in want.enumerated() {
      let found = index < got.count ? got[index] : "(nothing)"
      try #require(found == line, "reference.md:\(index + 1): \(found)")
    }
    #expect(got.count == want.count)
  }

  @Test("never exceeds its width", arguments: names, [20, 40, 60, 120])
  func width(name: String, width: Int) throws {
    let file = Self.folder.appendingPathComponent(name)
    let golden = try Golden.text(file)
    for line in Self.outputs(golden, width: width) {
      // What a person typed is shown as it is.
      #expect(StyledText(line).width <= max(width, 20), "\(line)")
    }
  }

  /// Everything printed at a width, but diagnostics' source lines and statements told back.
  private static func outputs(_ golden: String, width: Int) -> [String] {
    var session = Session()
    session.settings.width = width
    var lines: [String] = []
    for input in golden.split(separator: "\n") where input.hasPrefix("grad> ") {
      if input.hasPrefix("grad> set width") { continue }
      session.execute(SourceText(name: "", text: String(input.dropFirst(6)))) { outcome in
        lines += outcome.text.plain.split(separator: "\n").map(String.init)
      }
    }
    return lines
  }
}
