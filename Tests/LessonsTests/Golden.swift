import Diagnostics
import Foundation
import Lessons
import StyledText
import Testing

/// A file of the project whose outputs are kept as they are printed.
///
/// `GRADBOOK_PROMOTE=1` rewrites what no longer holds; read the difference before committing it.
enum Golden {
  /// The top of the project.
  static let project = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  static let isPromoting = ProcessInfo.processInfo.environment["GRADBOOK_PROMOTE"] != nil

  static func text(_ file: URL) throws -> String { try String(contentsOf: file, encoding: .utf8) }

  /// Numbers may differ by what another processor rounds differently, so far as six digits show it.
  private static let fence = "```grad rtol=2e-5 tol=1e-7\n"

  /// Runs a notebook of the project.
  static func replay(_ file: URL) throws {
    try replay(file) {
      $0.replacing("```grad\n", with: fence)
    } back: {
      $0.replacing(fence, with: "```grad\n")
    }
  }

  /// Runs a transcript: a cell without its fences, whose lines that begin with # are comments.
  static func replay(transcript file: URL) throws {
    try replay(file, added: 1) { transcript in
      (fence + transcript).replacing("\n# ", with: "\ngrad> # ") + "```\n"
    } back: { notebook in
      String(notebook.dropFirst(fence.count).dropLast(4)).replacing("grad> # ", with: "# ")
    }
  }

  /// - Parameter added: How many lines the notebook has above those of the file.
  private static func replay(
    _ file: URL, added: Int = 0, as notebook: (String) -> String, back: (String) -> String
  ) throws {
    let name = file.lastPathComponent
    func report() throws -> Replay.Report {
      Replay.run(NotebookFile(SourceText(name: name, text: notebook(try text(file)))))
    }
    if isPromoting {
      try report().corrected.map(back)?.write(to: file, atomically: true, encoding: .utf8)
    }
    // What cannot be promoted has to be said as well.
    let now = try report()
    for failure in now.failures {
      Issue.record("\(failure.text(file: name, added: added).plain)")
    }
    #expect(now.passed > 0)
  }
}
