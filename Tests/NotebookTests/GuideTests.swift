import Diagnostics
import Foundation
import Notebook
import StyledText
import Testing

/// The examples of `docs/language.md`, run one after the other in one session.
///
/// `GRADBOOK_PROMOTE=1` writes what is printed now; read the difference before committing it.
@Suite("The guide to the language (Golden)")
struct GuideTests {
  private static let file = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("docs/language.md")

  @Test("prints what it says")
  func examples() throws {
    let text = try String(contentsOf: Self.file, encoding: .utf8)
    let printed = Self.answered(text)
    if ProcessInfo.processInfo.environment["GRADBOOK_PROMOTE"] != nil {
      try printed.write(to: Self.file, atomically: true, encoding: .utf8)
      return
    }
    let want = text.split(separator: "\n", omittingEmptySubsequences: false)
    let got = printed.split(separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in want.enumerated() {
      try #require(index < got.count && got[index] == line, "language.md:\(index + 1)")
    }
    #expect(got.count == want.count)
  }

  @Test("fails only where it shows an error")
  func failures() throws {
    let text = try String(contentsOf: Self.file, encoding: .utf8)
    // The guide shows what a circle, two shapes and an unknown function look like.
    let errors = text.split(separator: "\n").filter { $0.hasPrefix("error[") }
    #expect(
      errors.map { $0.prefix { $0 != ":" } } == [
        "error[circle]", "error[circle]", "error[shape]", "error[name]",
      ])
  }

  /// The guide with the outputs of its cells as they are now; prose stays.
  private static func answered(_ text: String) -> String {
    var session = Session()
    var lines: [String] = []
    var fence = ""
    var entry: [String] = []
    func run(_ session: inout Session) {
      guard !entry.isEmpty else { return }
      lines += entry
      let source = entry.map { $0.dropFirst(6) }.joined(separator: "\n")
      session.execute(SourceText(name: "", text: source)) { outcome in
        if !outcome.text.isEmpty { lines.append(outcome.text.plain) }
      }
      entry = []
    }
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      if line.hasPrefix("```") {
        run(&session)
        fence = fence.isEmpty ? line : ""
        lines.append(line)
      } else if fence == "```grad" {
        if line.hasPrefix("grad> ") { run(&session) }
        if line.hasPrefix("grad> ") || line.hasPrefix("....> ") { entry.append(line) }
      } else if fence == "```console" {
        guard line.hasPrefix("$ gradbook --json -c '") else { continue }
        lines.append(line)
        var program = Session()
        let code = String(line.dropFirst("$ gradbook --json -c '".count).dropLast())
        program.execute(SourceText(name: "", text: code)) { lines.append($0.json.line) }
      } else {
        lines.append(line)
      }
    }
    return lines.joined(separator: "\n")
  }
}
