import Foundation
import Plots
import StyledText
import Testing

/// A picture with a name, kept in `Tests/Golden/pictures` in every way it can be shown.
struct Exhibit: Sendable, CustomTestStringConvertible {
  let name: String
  let plot: any Plot
  /// Its size where colours and characters are tried; small ones keep the goldens short.
  let width: Int
  let height: Int
  /// Whether drawing it takes long without optimisation, so that it is not drawn again and again.
  let isLarge: Bool

  init(
    _ name: String, _ plot: some Plot, width: Int = 48, height: Int = 8, isLarge: Bool = false
  ) {
    self.isLarge = isLarge
    self.name = name
    self.plot = plot
    self.width = width
    self.height = height
  }

  var testDescription: String { name }

  /// Every way a terminal can show it.
  var looks: [(title: String, text: String)] {
    let ways: [(String, Glyphs, ColorDepth)] = [
      ("unicode", .unicode, .none), ("ascii", .ascii, .none), ("words", .plain, .none),
      ("16 colours", .unicode, .ansi16), ("256 colours", .unicode, .ansi256),
      ("all colours", .unicode, .trueColor), ("ascii in colour", .ascii, .ansi16),
    ]
    return ways.map { title, glyphs, colors in
      let style = PlotStyle(width: width, height: height, glyphs: glyphs, colors: colors)
      let lines = plot.lines(style).map { $0.rendered(colors) }
      return (title, lines.joined(separator: "\n"))
    }
  }
}

/// The pictures as files.
enum Gallery {
  static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Golden/pictures")

  static let isPromoting = ProcessInfo.processInfo.environment["GRADBOOK_PROMOTE"] != nil

  /// Compares a file with what is drawn now, or writes it.
  ///
  /// `GRADBOOK_PROMOTE=1` writes; read the difference before committing it.
  static func compare(_ drawn: String, with file: String) throws {
    let place = folder.appendingPathComponent(file)
    if isPromoting { return try drawn.write(to: place, atomically: true, encoding: .utf8) }
    let golden = try String(contentsOf: place, encoding: .utf8)
    let want = golden.split(separator: "\n", omittingEmptySubsequences: false)
    let got = drawn.split(separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in want.enumerated() {
      let found = index < got.count ? got[index] : "(nothing)"
      try #require(found == line, "\(file):\(index + 1): \(found)")
    }
    #expect(got.count == want.count)
  }
}
