import Diagnostics
import Foundation
import Notebook
import StyledText
import Testing

/// Whole sessions as a person sees them, kept in `Tests/Golden/transcripts`.
///
/// `GRADBOOK_PROMOTE=1` writes what is printed now; read the difference before committing it.
@Suite("Golden transcripts")
struct GoldenTranscriptTests {
  private static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Golden/transcripts")

  private static let names: [String] =
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
    .filter { $0.hasSuffix(".txt") }.sorted()

  @Test("there are transcripts")
  func present() { #expect(!Self.names.isEmpty) }

  @Test("prints what its transcript says", arguments: names)
  func transcript(name: String) throws {
    let file = Self.folder.appendingPathComponent(name)
    let golden = try String(contentsOf: file, encoding: .utf8)
    try compare(golden, Self.replayed(golden), file)
  }

  @Test("the README prints what it says")
  func readme() throws {
    let file = Self.folder.deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("README.md")
    let text = try String(contentsOf: file, encoding: .utf8)
    // One session from the first cell to the last; prose between them stays.
    var session = Session()
    var printed = ""
    var isInCell = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("```") { isInCell = line == "```grad" }
      if isInCell, line.hasPrefix("grad> ") {
        printed += Self.answered(line, &session).joined(separator: "\n") + "\n"
      } else if !isInCell || line.hasPrefix("```") {
        printed += line + "\n"
      }
    }
    try compare(text, String(printed.dropLast()), file)
  }

  @Test("the reference is fresh")
  func reference() throws {
    let file = Self.folder.deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("docs/reference.md")
    let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    try compare(text, Reference.markdown(), file)
  }

  private func compare(_ golden: String, _ printed: String, _ file: URL) throws {
    if ProcessInfo.processInfo.environment["GRADBOOK_PROMOTE"] != nil {
      try printed.write(to: file, atomically: true, encoding: .utf8)
    } else {
      // Line by line, so that a failure names the first that differs.
      let want = golden.split(separator: "\n", omittingEmptySubsequences: false)
      let got = printed.split(separator: "\n", omittingEmptySubsequences: false)
      for (index, line) in want.enumerated() {
        let found = index < got.count ? got[index] : "(nothing)"
        try #require(
          Self.isSame(found, line), "\(file.lastPathComponent):\(index + 1): \(found)")
      }
      #expect(got.count == want.count)
    }
  }

  @Test("never exceeds its width", arguments: names, [20, 40, 60, 120])
  func width(name: String, width: Int) throws {
    let file = Self.folder.appendingPathComponent(name)
    let golden = try String(contentsOf: file, encoding: .utf8)
    for line in Self.outputs(golden, width: width) {
      // What a person typed is shown as it is.
      #expect(StyledText(line).width <= max(width, 20), "\(line)")
    }
  }

  /// Whether two lines agree, numbers up to what another processor's rounding may change: six
  /// digits, and anything where both are next to nothing.
  private static func isSame(_ a: some StringProtocol, _ b: some StringProtocol) -> Bool {
    if String(a) == String(b) { return true }
    let (left, right) = (a.split(separator: " "), b.split(separator: " "))
    guard left.count == right.count else { return false }
    let brackets = CharacterSet(charactersIn: "[](),")
    return zip(left, right).allSatisfy { one, other in
      if one == other { return true }
      guard let x = Double(one.trimmingCharacters(in: brackets)),
        let y = Double(other.trimmingCharacters(in: brackets))
      else { return false }
      let size = max(x.magnitude, y.magnitude)
      return size < 1e-7 || (x - y).magnitude <= 2e-5 * size
    }
  }

  /// The inputs of a transcript with what they print now; `#` lines stay, `# width n` holds.
  private static func replayed(_ golden: String) -> String {
    var session = Session()
    var lines: [String] = []
    for input in golden.split(separator: "\n") {
      if input.hasPrefix("# ") {
        lines.append(String(input))
        if input.hasPrefix("# width "), let width = Int(input.dropFirst(8)) {
          session.settings.width = width
        }
      }
      guard input.hasPrefix("grad> ") else { continue }
      lines += answered(input, &session)
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// A line as typed with what it prints.
  private static func answered(_ input: Substring, _ session: inout Session) -> [String] {
    var lines = [String(input)]
    session.execute(SourceText(name: "", text: String(input.dropFirst(6)))) { outcome in
      let text = outcome.text.plain
      if !text.isEmpty { lines.append(text) }
    }
    return lines
  }

  /// Everything printed at a width, but diagnostics' source lines and statements told back.
  private static func outputs(_ golden: String, width: Int) -> [String] {
    var session = Session()
    session.settings.width = width
    var lines: [String] = []
    for input in golden.split(separator: "\n") where input.hasPrefix("grad> ") {
      session.execute(SourceText(name: "", text: String(input.dropFirst(6)))) { outcome in
        lines += outcome.text.plain.split(separator: "\n").map(String.init)
      }
    }
    return lines
  }
}
