import Foundation
import FoundationXML
import Plots
import StyledText
import Testing

@Suite("Pictures")
struct GalleryGoldenTests {
  /// Every exhibit there is: charts here, other kinds of pictures in their own files.
  static let exhibits: [Exhibit] =
    ChartExhibits.all + ChartExhibits.rows + FieldExhibits.all + GraphExhibits.all
    + HistogramExhibits.all

  @Test("is drawn as its golden shows it", arguments: exhibits)
  func golden(exhibit: Exhibit) throws {
    let looks = exhibit.looks.map { look in
      "== \(look.title)\n\(look.text.replacingOccurrences(of: "\u{1B}", with: "\\e"))\n"
    }
    try Gallery.compare(looks.joined(), with: exhibit.name + ".txt")
  }

  @Test("is written as SVG as its golden shows it", arguments: exhibits)
  func svg(exhibit: Exhibit) throws {
    let text = exhibit.plot.svg.text
    try Gallery.compare(text, with: exhibit.name + ".svg")
    #expect(XMLParser(data: Data(text.utf8)).parse(), "not well-formed")
    // Whoever listens is told the same.
    #expect(text.contains("<desc>"))
  }

  @Test(
    "never exceeds its width, whatever it is",
    arguments: exhibits.filter { !$0.isLarge }, [10, 20, 33, 80, 200])
  func width(exhibit: Exhibit, width: Int) {
    for glyphs in Glyphs.allCases {
      for colors in [ColorDepth.none, .ansi16, .trueColor] {
        let style = PlotStyle(width: width, height: 6, glyphs: glyphs, colors: colors)
        for line in exhibit.plot.lines(style) {
          #expect(line.width <= width, "\(glyphs) \(line)")
          if glyphs == .ascii { #expect(line.plain.utf8.allSatisfy { $0 < 0x80 }, "\(line)") }
        }
      }
    }
  }

  @Test("no two exhibits have the same name")
  func names() {
    let names = Self.exhibits.map(\.name)
    #expect(Set(names).count == names.count)
  }
}
